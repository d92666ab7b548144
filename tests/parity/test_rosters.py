"""Rosters: the statements over all rows find what the core finds in each."""

import csv
import hashlib
import io
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import pytest

from app.integrations.rosters.reader import How
from app.policy import designation
from app.policy.facts import Employment
from app.policy.identifiers import code_key, email_key, phone_key
from app.policy.nearness import Designations
from app.policy.onboarding.catalogue import Field
from app.policy.onboarding.facts import HeldOfficial, Matches, SubmittedOfficial
from app.policy.onboarding.findings import Ground, check
from app.policy.onboarding.roster_values import is_email, read_batch, read_date, read_flag
from app.policy.rules.ruleset import load
from app.services.rosters import sending
from app.services.rosters.checking import RosterChecker
from app.services.rosters.phones import PhoneRoad
from app.store.auditing.audit import Access
from app.store.database import Database, Writing
from bench import roster_staff
from tests.api.calling import EVERYBODY
from tests.harness.arranged import NOW, YEAR
from tests.integrations.igot.scripted import always, feed_of, rows_of, user_row

HEADINGS = (
    "E-mail", "Employee Code", "Name", "Designation", "Group", "Service", "Cadre", "Batch",
    "On central deputation", "Date of joining", "Date of retirement", "Mobile",
)  # fmt: skip
EMAILS = ("a@gov.in", "b@gov.in", "c@gov.in", "d@gov.in", "e@gmail.com", "f@gov.in", "g@gov.in")
CODES = ("E-1", "e-2", "00012", "12", "0007", "7", "9", "X9", "E-3", "E-4")
NAMES = ("Asha Rao", "RAO ASHA", "B. Sen", "Sen B", "Chitra  Das", "आशा राव", "")
DESIGNATIONS = ("Under Secretary", "Director", "Special Rapporteur", "", "Sect. Officer & Aide")
WRITTEN = (*DESIGNATIONS, "under  secretary", "Under Secretry", "Joint Deputy Secretary", "Zzz")
GROUPS = ("Group A", "group a", "Group B", "")
SERVICES = ("", "", "Indian Administrative Service", "Indian Police Service", "Central Service")
CADRES = ("", "Kerala", "KERALA", "Tamil Nadu")
STATUSES = ("VERIFIED", "VERIFIED", "VERIFIED", "NOT-VERIFIED", "NOT-MY-USER")
PHONES = ("9000000001", "9000000002", "9000000003", "9000000004", "9000000005", "9000000006")
RULES = load(YEAR)
OWN, OTHER = 1, 2


@dataclass(slots=True)
class Staff:
    """Officials as the core is told of them, and as the tables hold them."""

    officials: list[tuple[HeldOfficial, str | None, str | None]] = field(default_factory=list)
    phones: dict[int, str] = field(default_factory=dict)
    profiles: list[tuple[int, int, tuple[Any, ...]]] = field(default_factory=list)
    tables: roster_staff.Held = field(default_factory=roster_staff.Held)


def a_staff(chance: random.Random, orderly: int = 0) -> Staff:
    """Return two authorities' officials, who share identifiers now and then; some are in order."""
    staff = Staff()
    order: tuple[Any, ...] = ("Director", "Group A", "VERIFIED", None, None, None, None)
    for number in range(101, 101 + orderly):
        of = held(number, OWN, f"Asha {number}", order, planned=True)
        _enter(staff, of, order, (f"p{number}@gov.in", f"P-{number}"))
        staff.phones[number] = f"9{number:09}"
    for number in range(1, 15):
        authority = OTHER if number % 5 == 0 else OWN
        told = (
            chance.choice(DESIGNATIONS) or None,
            chance.choice(GROUPS) or None,
            chance.choice(STATUSES),
            chance.choice(SERVICES) or None,
            chance.choice(CADRES) or None,
            chance.choice((None, 2010, 2090)),
            chance.choice((None, True, False)),
        )
        name, planned = chance.choice(NAMES), chance.random() < 0.8
        keys = chance.choice((*EMAILS, None)), chance.choice((*CODES, None))
        _enter(staff, held(number, authority, name, told, planned=planned), told, keys)
        staff.phones[number] = chance.choice(PHONES)
    return staff


def _enter(
    staff: Staff, of: HeldOfficial, told: tuple[Any, ...], keys: tuple[str | None, str | None]
) -> None:
    number, authority = of.official_id, of.authority_id
    by_kind = {"sparrow_email": keys[0], "employee_code": keys[1]}
    staff.profiles.append((number, authority, told))
    staff.tables.officials.append((number, authority, number, of.name))
    staff.tables.identifiers.extend(
        (number, kind, value, authority) for kind, value in by_kind.items() if value
    )
    staff.tables.evaluations.append((number, [1] if of.has_plan else []))
    staff.tables.identifiers.append((number, "igot_user", f"user-{number}", authority))
    staff.officials.append((of, *keys))


def held(
    number: int, authority: int, name: str, told: tuple[Any, ...], *, planned: bool
) -> HeldOfficial:
    """Return an official as the core is told."""
    key = designation.key(told[0])
    return HeldOfficial(
        official_id=number,
        authority_id=authority,
        name=name,
        designation=told[0],
        designation_key=key,
        group=told[1],
        profile_status=told[2],
        service=told[3],
        cadre=told[4],
        batch=told[5],
        on_central_deputation=told[6],
        level=RULES.level_map.get(key or ""),
        has_plan=planned,
        employment=Employment.REGULAR,
    )


def a_row(chance: random.Random) -> list[str]:
    """Return a row that mostly leads to somebody, with something wrong now and then."""
    emails = (*EMAILS, "A@GOV.IN ", "a**@gov.in", "not an address", "", "nobody@gov.in")
    codes = (*CODES, "e-1", "12 ", "1.2e+11", "", "", "N-1", "007")
    pools = (
        emails, codes, NAMES, WRITTEN, GROUPS, SERVICES, CADRES, ("", "2010", "2090", "old"),
        ("", "yes", "no", "maybe"), ("", "01-04-2010", "01-04-2090", "x"),
        ("", "31-03-2060", "31-03-2020", "46112"),
        (*PHONES, "+91 90000 00001", "", "", "******0001", "9000000009"),
    )  # fmt: skip
    return [chance.choice(pool) for pool in pools]


def plain_rows(chance: random.Random, staff: Staff) -> Iterator[list[str]]:
    """Yield officials' rows as they are held, some up to four times, or with another one's code."""
    for of, email, code in staff.officials:
        flag = {True: "yes", False: "no", None: ""}[of.on_central_deputation]
        told = (of.designation, of.group, of.service, of.cadre, of.batch)
        texts = ["" if one is None else str(one) for one in told]
        phone = staff.phones[of.official_id] if chance.random() < 0.9 else chance.choice(PHONES)
        for _ in range(chance.choice((1, 1, 1, 1, 1, 1, 2, 3, 4))):
            yield [email or "", code or "", of.name, *texts, flag, "", "", phone]
        if chance.random() < 0.2:
            _, _, other = chance.choice(staff.officials)
            yield [email or "", other or "", of.name, *texts, flag, "", "", phone]


def submitted(row: list[str]) -> SubmittedOfficial:
    """Return a row as the core is told of it, read cell by cell."""
    unreadable: list[Field] = []

    def read(made: Any, text: str, about: Field) -> Any:
        try:
            return made(text)
        except ValueError:
            unreadable.append(about)
            return None

    email = row[0].strip().lower()
    if email and not is_email(email):
        unreadable.append(Field.EMAIL)
        email = ""
    name, written, group, service, cadre = (text or None for text in row[2:7])
    return SubmittedOfficial(
        reference="",
        email=email,
        employee_code=row[1].strip(),
        name=name,
        designation=written,
        group=group,
        service=service,
        cadre=cadre,
        batch=read(read_batch, row[7], Field.BATCH),
        on_central_deputation=read(read_flag, row[8], Field.ON_CENTRAL_DEPUTATION),
        joined_on=read(read_date, row[9], Field.JOINED_ON),
        retires_on=read(read_date, row[10], Field.RETIRES_ON),
        phone=row[11],
        unreadable=tuple(unreadable),
    )


def matches(one: SubmittedOfficial, staff: Staff) -> Matches:
    """Return whom a row's identifiers lead to, by looking at each official."""
    email, code, phone = email_key(one.email), code_key(one.employee_code), phone_key(one.phone)
    padded = [
        each
        for each, _, own in staff.officials
        if each.authority_id == OWN and own and code.isdigit() and len(own) > len(code)
        if own.lstrip("0") == code.lstrip("0")
    ]
    return Matches(
        by_email=tuple(each for each, own, _ in staff.officials if email and own == email),
        by_code=tuple(
            each for each, _, own in staff.officials if code and own and own.lower() == code
        ),
        by_padded_code=tuple(padded),
        by_phone=tuple(
            each
            for each, _, _ in staff.officials
            if phone and each.authority_id == OWN and staff.phones[each.official_id] == phone
        ),
    )


def by_the_core(rows: list[list[str]], staff: Staff) -> set[tuple[Any, ...]]:
    """Return what the core finds, by the rows' numbers."""
    known = [each.designation_key for each, _, _ in staff.officials if each.authority_id == OWN]
    designations = Designations.of((*RULES.level_map, *filter(None, known)))
    ground = Ground(OWN, RULES, designations, NOW.date())
    told = [submitted(row) for row in rows]
    found = check(told, [matches(one, staff) for one in told], ground)
    return {
        (
            one.row + 2, one.rule.id, one.field, one.official_id, one.agreed, one.differed,
            tuple((offer.key, offer.score) for offer in one.offers),
        )
        for one in found
    }  # fmt: skip


async def _no_job(_: Writing, __: int) -> None:
    """Hand nothing to the workers: the test carries the check out itself."""


def phone_road(staff: Staff) -> PhoneRoad:
    """Return the road to a scripted iGOT that shows the phones of both authorities' staff."""
    users = [
        user_row(number, personalDetails={"mobile": phone})
        | {"userId": f"user-{number}", "rootOrgId": "one"}
        for number, phone in staff.phones.items()
    ]
    return PhoneRoad(lambda: feed_of(always(lambda: rows_of(users))), calls=1)


async def by_the_statements(
    rows: list[list[str]], api: Database, worker: Database, owner: asyncpg.Connection, staff: Staff
) -> set[tuple[Any, ...]]:
    """Return what the statements find, by the rows' numbers."""
    out = io.StringIO()
    csv.writer(out).writerows([HEADINGS, *rows])
    content = out.getvalue().encode()
    with tempfile.TemporaryFile() as file:
        file.write(content)
        digest = hashlib.sha256(content).digest()
        upload = sending.Upload(file, digest, How({}, ","), YEAR, OWN)
        access = Access("tests", "tests", "tests", "onboarding.roster")
        async with sending.opened(upload) as read, api.writing(EVERYBODY.tenant) as session:
            kept = await sending.take_in(session, read, access, _no_job, NOW)
    road = phone_road(staff)
    await RosterChecker(worker, lambda: NOW, lambda *_: None, road).run(kept.id)
    found = await owner.fetch(
        "SELECT row_no, rule_id, field, official_id, agreed, differed,"
        " ARRAY(SELECT (one->>'key') || ' ' || (one->>'score')"
        "   FROM jsonb_array_elements(offers) AS one) AS offers"
        " FROM roster_finding WHERE row_no IS NOT NULL"
    )
    return {
        (
            row["row_no"], row["rule_id"], row["field"], row["official_id"],
            tuple(row["agreed"]), tuple(row["differed"]),
            tuple(
                (key, float(score))
                for key, score in (one.rsplit(" ", 1) for one in row["offers"])
            ),
        )
        for row in found
    }  # fmt: skip


@pytest.mark.parametrize(("seed", "orderly"), [(0, 0), (1, 0), (2, 0), (3, 40), (4, 40)])
async def test_the_statements_find_what_the_core_finds(
    seed: int,
    orderly: int,
    api_database: Database,
    worker_database: Database,
    owner: asyncpg.Connection,
) -> None:
    """Rule, field, official, the keys that agree and the offers are the same, row for row.

    So they are where most rows are in order, and only another row shows that something is amiss.
    """
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    staff = a_staff(chance, orderly)
    rows = [a_row(chance) for _ in range(10 if orderly else 250)]
    rows += plain_rows(chance, staff) if orderly else ()
    await roster_staff.enter_authorities(owner)
    for number, authority, told in staff.profiles:
        await roster_staff.enter_profile(owner, number, authority, told)
    await roster_staff.copy(owner, staff.tables)
    expected = by_the_core(rows, staff)
    found = await by_the_statements(rows, api_database, worker_database, owner, staff)

    assert sorted(found - expected, key=str) == []
    assert sorted(expected - found, key=str) == []
    assert len({rule for _, rule, *_ in expected}) > 10
