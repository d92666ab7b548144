"""The set-based check of a roster: rows sifted, matched and judged in statements over all."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, select, text

from app.policy.facts import Employment
from app.policy.nearness import Offer
from app.policy.onboarding.facts import HeldOfficial
from app.store.database import Writing
from app.store.joining import prefer_hashing, prefer_lookups, share_out
from app.store.onboarding.rosters import Roster
from app.store.statements import source, statement
from app.store.tables.official import profile
from app.store.tables.register import designation_level
from app.store.tables.roster import roster_finding

PROFILE = (
    "profile_id",
    "faults",
    "closed",
    "needs_plan",
    "without_service",
    "designation_key",
    "group_key",
    "service_key",
    "cadre_key",
    "batch",
    "on_central_deputation",
)
# What a clean row is held against, by the parameters of the statement that sifts.
SIFTED = {
    "profile_ids": "profile_id",
    "without_service": "without_service",
    "designation_keys": "designation_key",
    "group_keys": "group_key",
    "service_keys": "service_key",
    "cadre_keys": "cadre_key",
    "batches": "batch",
    "deputations": "on_central_deputation",
}
MATCHING = ("match", "absent", "several", "foreign_code", "padded_code", "persons")
# What is asked of few rows that were counted for the planner; all officials are read for the rest.
LOOKED_UP = frozenset({"foreign_code", "persons"})
JUDGING = ("faults_led", "faults_profile", "faults_absent")


@dataclass(frozen=True, slots=True)
class Tally:
    """What a roster came to: findings, rows with any, those new and those gone since the last."""

    findings: int
    faulty: int
    renewed: int
    fixed: int


@dataclass(frozen=True, slots=True)
class JudgedProfile:
    """A profile, what the core finds in it alone, and how its values compare."""

    profile_id: int
    faults: Sequence[str]
    closed: bool
    needs_plan: bool
    without_service: bool
    designation_key: str | None
    group_key: str | None
    service_key: str | None
    cadre_key: str | None
    batch: int | None
    on_central_deputation: bool | None


async def prepare(session: Writing) -> None:
    """Make the tables that live as long as the transaction."""
    driver = await session.driver()
    await driver.execute(source("roster/staging"))


async def profiles(
    session: Writing, authority_id: int, level_map: Mapping[str, str]
) -> dict[int, HeldOfficial]:
    """Return an authority's profiles by number, each as an official who differs in nothing else."""
    own = designation_level
    found = await session.run(
        select(profile, own.c.level.label("own_level"))
        .outerjoin(
            own,
            (own.c.authority_id == profile.c.authority_id)
            & (own.c.designation_key == profile.c.designation_key)
            & own.c.withdrawn_position.is_(None),
        )
        .where(profile.c.authority_id == authority_id)
    )
    return {row.id: _held(row, level_map) for row in found}


async def pour_profiles(session: Writing, judged: Sequence[JudgedProfile]) -> None:
    """Pour profiles as they were judged."""
    driver = await session.driver()
    rows = [tuple(getattr(one, name) for name in PROFILE) for one in judged]
    await driver.copy_records_to_table("roster_profile", records=rows, columns=list(PROFILE))
    await session.run(text("ANALYZE roster_profile"))


async def unknown_designations(session: Writing, held: Roster, known: Sequence[str]) -> list[str]:
    """Return each designation of the roster that is none of those known, in order."""
    named = {**_of(held), "known": list(known)}
    found = await session.run(statement("roster/unknown_designations"), named)
    return sorted(found.scalars())


async def pour_designations(
    session: Writing, held: Roster, told: Sequence[tuple[str, str, Sequence[Offer]]]
) -> None:
    """Pour unknown designations, each with the rule that names it and what is offered for it."""
    driver = await session.driver()
    rows = [
        (key, rule, json.dumps([{"key": one.key, "score": one.score} for one in offers]))
        for key, rule, offers in told
    ]
    await driver.copy_records_to_table("roster_designation", records=rows)
    await session.run(statement("roster/doubt_kinds"), _of(held))


async def pour_phones(
    session: Writing,
    authority_id: int,
    lines: AsyncIterator[bytes],
    users: Sequence[tuple[str, int]],
) -> int:
    """Pour digests of phones, of rows and of users; return how many rows' phones a user has."""
    driver = await session.driver()
    await driver.copy_to_table("roster_phone", source=lines, delimiter="\x1f")
    await driver.copy_records_to_table("roster_user_phone", records=users)
    await session.run(text("ANALYZE roster_phone, roster_user_phone"))
    phoned = await session.run(statement("roster/phoned"), {"authority_id": authority_id})
    await session.run(text("ANALYZE roster_phoned"))
    return phoned.rowcount


async def sift(
    session: Writing,
    held: Roster,
    judged: Sequence[JudgedProfile],
    personal_domains: Sequence[str],
    today: date,
) -> int:
    """Set the rows aside with which all is plainly well; return how many are left."""
    await share_out(session)
    await session.run(statement("roster/unreached"), {"year": held.reporting_year})
    orderly = [one for one in judged if not one.faults]
    profiles = {names: [getattr(one, name) for one in orderly] for names, name in SIFTED.items()}
    days = {"personal_domains": list(personal_domains), "today": today.toordinal()}
    # Groups are collected by hashing: rows would be put in order for them else.
    await session.run(text("SET LOCAL enable_sort = off"))
    await session.run(statement("roster/sift"), {**_of(held), **days, **profiles})
    await session.run(text("SET LOCAL enable_sort = on"))
    await session.run(statement("roster/led"))
    await session.run(text("ANALYZE roster_sifted, roster_led, roster_unreached"))
    await session.run(statement("roster/shared"))
    await session.run(text("ANALYZE roster_shared"))
    await prefer_lookups(session)
    await session.run(statement("roster/led_again"), _of(held))
    await prefer_hashing(session)
    await session.run(text("ANALYZE roster_led, roster_profile, roster_designation"))
    await session.run(statement("roster/phone_doubts"), _of(held))
    doubted = await session.run(statement("roster/doubted"), _of(held))
    await session.run(text("ANALYZE roster_row"))
    return doubted.rowcount


async def match(session: Writing, authority_id: int) -> None:
    """Find whom each row leads to that is left."""
    for name in MATCHING:
        prefer = prefer_lookups if name in LOOKED_UP else prefer_hashing
        await prefer(session)
        await session.run(statement(f"roster/{name}"), _taken(name, authority_id=authority_id))
        if name == "match":
            await session.run(text("ANALYZE roster_match"))
    await prefer_hashing(session)
    await session.run(text("ANALYZE roster_person"))


async def judge(session: Writing, personal_domains: Sequence[str], today: date) -> None:
    """Find what is amiss in these rows, in where they lead, and in the profiles there."""
    await session.run(
        statement("roster/faults_written"),
        {"personal_domains": list(personal_domains), "today": today.toordinal()},
    )
    for name in (*JUDGING, "faults_phone", "phone_persons"):
        await session.run(statement(f"roster/{name}"))


async def conclude(session: Writing, held: Roster, previous_id: int | None) -> Tally:
    """Write the findings in place of those of an earlier try, and return what they come to."""
    await session.run(
        delete(roster_finding).where(
            roster_finding.c.roster_id == held.id,
            roster_finding.c.authority_id == held.authority_id,
        )
    )
    named = {
        "authority_id": held.authority_id,
        "roster_id": held.id,
        "previous_id": previous_id,
    }
    await session.run(text("ANALYZE roster_fault"))
    await session.run(statement("roster/findings"), named)
    row = (await session.run(statement("roster/tally"), named)).one()
    return Tally(row.findings, row.faulty, row.renewed, row.fixed)


def _of(held: Roster) -> dict[str, int]:
    return {"roster_id": held.id, "authority_id": held.authority_id}


def _taken(name: str, **values: Any) -> dict[str, Any]:
    """Return those of some parameters that a statement takes."""
    written = source(f"roster/{name}")
    return {each: value for each, value in values.items() if f":{each}" in written}


def _held(row: Any, level_map: Mapping[str, str]) -> HeldOfficial:
    return HeldOfficial(
        official_id=0,
        authority_id=row.authority_id,
        name="",
        designation=row.designation,
        designation_key=row.designation_key,
        group=row.group_name,
        service=row.service,
        cadre=row.cadre,
        batch=row.batch,
        on_central_deputation=row.on_central_deputation,
        profile_status=row.profile_status,
        level=row.own_level or level_map.get(row.designation_key or ""),
        has_plan=True,
        employment=Employment(row.employment),
    )
