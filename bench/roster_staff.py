"""An authority's staff and its roster with planted faults, and which findings they must give."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import asyncpg

from app.policy.designation import key

# One official in so many has the fault of each number below it.
CYCLE = 500
HOUR = timedelta(hours=1)
HEADINGS = (
    "Name", "E-mail", "Employee Code", "Designation", "Group", "Service", "Cadre", "Batch",
    "On central deputation", "Date of joining", "Date of retirement", "Mobile",
)  # fmt: skip
AIS = ("Indian Administrative Service", "Kerala", 2010, True)
# What no profile needs to say is left out: number, then designation, group, status, and the rest.
PROFILES: dict[int, tuple[Any, ...]] = {
    1: ("Director", "Group A", "VERIFIED", None, None, None, None),
    2: ("Director", "Group A", "NOT-VERIFIED", None, None, None, None),
    3: ("Director", "Group A", "NOT-MY-USER", None, None, None, None),
    4: (None, "Group A", "VERIFIED", None, None, None, None),
    5: ("Director", None, "VERIFIED", None, None, None, None),
    6: ("Director", "Group A", "VERIFIED", None, "Kerala", None, None),
    7: ("Director", "Group A", "VERIFIED", *AIS),
    8: ("Director", "Group A", "VERIFIED", AIS[0], AIS[1], None, True),
    9: ("Director", "Group A", "VERIFIED", AIS[0], None, 2010, True),
    10: ("Director", "Group A", "VERIFIED", *AIS[:3], None),
    11: ("Director", "Group A", "VERIFIED", AIS[0], AIS[1], 2090, True),
    12: ("Special Rapporteur", "Group A", "VERIFIED", None, None, None, None),
    13: ("Director", "Group A", "VERIFIED", None, None, None, None),
}
ELSEWHERE = 13
KINDS: dict[int, tuple[tuple[str, str | None], ...]] = {
    1: (("OB-001", None),),
    2: (("OB-002", None),),
    3: (("OB-021", None),),
    4: (("OB-003", "email"), ("OB-003", "employee_code")),
    5: (("OB-022", "email"),),
    6: (("OB-004", None),),
    7: (("OB-005", "name"),),
    8: (("OB-006", None),),
    9: (("OB-007", None),),
    10: (("OB-008", "designation"),),
    11: (("OB-009", "group"),),
    12: (("OB-010", "service"),),
    13: (("OB-011", "batch"),),
    14: (("OB-012", "cadre"),),
    15: (("OB-014", "on_central_deputation"),),
    16: (("OB-019", "batch"),),
    17: (("OB-013", "group"),),
    18: (("OB-015", "designation"),),
    19: (("OB-016", None),),
    20: (("OB-017", "email"),),
    21: (("OB-020", "email"),),
    22: (("OB-018", None),),
    23: (("OB-024", "designation"),),
    24: (("OB-025", "designation"),),
    25: (("OB-026", "retires_on"),),
    26: (("OB-027", "joined_on"),),
    27: (("OB-028", "employee_code"),),
    28: (("OB-029", "employee_code"),),
    29: (("OB-030", "cells"),),
    30: (("OB-031", "batch"),),
    31: (("OB-029", "employee_code"),),
    32: (("OB-021", None),),
    34: (("OB-030", "shifted"),),
    35: (("OB-023", "phone"),),
}
PROFILE_OF = {
    2: ELSEWHERE, 8: 2, 9: 3, 10: 4, 11: 5, 12: 6, 13: 8, 14: 9, 15: 10, 16: 11, 18: 12, 33: 7,
}  # fmt: skip
TWICE, SHARED_EMAIL, OTHERS_CODE, UNREACHED = 4, 5, 6, 19
PERSONAL, UNREADABLE, ON_DEPUTATION, SHIFTED, OTHERS_PHONE = 20, 29, 33, 34, 35
NOT_HELD = {1, 22, UNREADABLE, SHIFTED}
WITHOUT_ROW = {3, 32}
WRITTEN: dict[int, dict[str, str]] = {
    7: {"Name": "Somebody Else"},
    17: {"Group": "Group B"},
    18: {"Designation": "Special Rapporteur"},
    21: {"E-mail": "of***@gov.in"},
    22: {"E-mail": "", "Employee Code": ""},
    23: {"Designation": "Directr"},
    24: {"Designation": "Joint Deputy Secretary"},
    25: {"Date of retirement": "31-03-2020"},
    26: {"Date of joining": "01/04/2090"},
    27: {"Employee Code": "1.23457E+11"},
    30: {"Batch": "20I0"},
    31: {"E-mail": ""},
}


@dataclass(slots=True)
class Held:
    """What is held of the staff, as rows of its tables."""

    officials: list[tuple[Any, ...]] = field(default_factory=list)
    identifiers: list[tuple[Any, ...]] = field(default_factory=list)
    evaluations: list[tuple[Any, ...]] = field(default_factory=list)

    def add(self, number: int, profile: int, name: str, keys: dict[str, str]) -> None:
        """Add an official, with keys by their kinds."""
        authority = 2 if profile == ELSEWHERE else 1
        self.officials.append((number, authority, profile, name))
        self.identifiers.extend((number, kind, value, authority) for kind, value in keys.items())


def kind_of(number: int) -> int:
    """Return the fault that is planted in an official; 0 and numbers beyond the kinds are none."""
    return number % CYCLE


def email_of(number: int) -> str:
    """Return an official's e-mail."""
    domain = "gmail.com" if kind_of(number) == PERSONAL else "gov.in"
    return f"asha{number}@{domain}"


def user_of(number: int) -> str:
    """Return the id of an official's account."""
    return f"user-{number}"


def phone_of(number: int) -> str:
    """Return the mobile number of an official's account."""
    return f"98{number:08}"


def held(officials: int, *, accounts: bool = False) -> Held:
    """Return what is held of so many officials, those who share keys with them included."""
    found = Held()
    for number in range(1, officials + 1):
        kind = kind_of(number)
        if kind in NOT_HELD:
            continue
        code = f"{'00' if kind in {28, 31} else 'E'}{number:07}"
        keys = {"sparrow_email": email_of(number), "employee_code": code}
        if kind == OTHERS_CODE:
            keys.pop("employee_code")
            found.add(officials + number, 1, f"Twin {number}", {"employee_code": code})
        if kind == SHARED_EMAIL:
            shared = {"sparrow_email": email_of(number)}
            found.add(officials + number, 1, f"Twin {number}", shared)
        if accounts:
            keys["igot_user"] = user_of(number)
        found.add(number, PROFILE_OF.get(kind, 1), f"Rao Asha{number}", keys)
        found.evaluations.append((number, [] if kind == UNREACHED else [1]))
    return found


def lines(officials: int) -> Iterator[tuple[list[str], tuple[tuple[str, str | None], ...]]]:
    """Yield the roster's rows, each with the findings that it must give."""
    for number in range(1, officials + 1):
        kind = kind_of(number)
        if kind in WITHOUT_ROW:
            continue
        service = AIS[0] if PROFILE_OF.get(kind) in {7, 8, 9, 10, 11} else ""
        row = {
            "Name": f"RAO ASHA{number}",
            "E-mail": email_of(number),
            "Employee Code": f"{number:07}" if kind in {28, 31} else f"E{number:07}",
            "Designation": "Director",
            "Group": "Group A",
            "Service": service,
            "Cadre": "",
            "Batch": "",
            "On central deputation": "yes" if kind == ON_DEPUTATION else "",
            "Date of joining": f"{number % 28 + 1:02}-04-2010",
            "Date of retirement": "31-03-2060",
            "Mobile": phone_of(number + (kind == OTHERS_PHONE)),
            **WRITTEN.get(kind, {}),
        }
        cells = [row[name] for name in HEADINGS]
        expected = KINDS.get(kind, ())
        yield _spoilt(kind, cells), expected
        if kind == TWICE:
            yield cells, expected


def _spoilt(kind: int, cells: list[str]) -> list[str]:
    """Return a row's cells as they stand in the file, which can't be read where that is planted."""
    if kind == UNREADABLE:
        return [*cells, "one more"]
    # The name in two cells, and no group: as wide as all others.
    return [*cells[0].split(), *cells[1:4], *cells[5:]] if kind == SHIFTED else cells


def file(officials: int) -> tuple[bytes, set[tuple[int | None, str, str | None]], int]:
    """Return the roster as CSV, the findings that it must give, and how many rows it has."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    expected: set[tuple[int | None, str, str | None]] = set()
    row = 1
    for row, (cells, found) in enumerate(lines(officials), start=2):
        writer.writerow(cells)
        expected.update((row, rule, about) for rule, about in found)
    return out.getvalue().encode(), expected, row - 1


def absent(officials: int) -> int:
    """Return how many officials are held and on no row."""
    return sum(kind_of(number) in WITHOUT_ROW for number in range(1, officials + 1))


async def fill(owner: asyncpg.Connection, officials: int, *, accounts: bool = False) -> None:
    """Fill an empty database with two authorities and the staff of the first."""
    await enter_authorities(owner)
    for number, told in PROFILES.items():
        await enter_profile(owner, number, 2 if number == ELSEWHERE else 1, told)
    await copy(owner, held(officials, accounts=accounts))


async def enter_authorities(owner: asyncpg.Connection) -> None:
    """Enter two authorities, and a ruleset for outcomes to name."""
    await owner.execute(
        "INSERT INTO authority (id, kind, feed_id, name) VALUES"
        " (1, 'mdo', 'one', 'Ministry of Rosters'), (2, 'mdo', 'two', 'Ministry of Others');"
        " INSERT INTO ruleset (id, digest, reporting_year, content)"
        " VALUES (1, 'none', 2025, '{}')"
    )


async def enter_profile(
    owner: asyncpg.Connection, number: int, authority: int, told: tuple[Any, ...]
) -> None:
    """Enter a profile: designation, group, status, service, cadre, batch, deputation."""
    designation, group, status, service, cadre, batch, deputation = told
    await owner.execute(
        "INSERT INTO profile (id, authority_id, employment, designation, designation_key,"
        " group_name, profile_status, service, cadre, batch, on_central_deputation, tags,"
        " digest) VALUES ($1, $2, 'regular', $3, $4, $5, $6, $7, $8, $9, $10, '{}', $11)",
        number, authority, designation, key(designation), group, status, service, cadre, batch,
        deputation, number.to_bytes(2),
    )  # fmt: skip


async def copy(owner: asyncpg.Connection, staff: Held) -> None:
    """Copy what is held of a staff into its tables."""
    await owner.execute(
        "CREATE TEMP TABLE filled (id int, authority_id int, profile_id int, name text);"
        "CREATE TEMP TABLE keyed (official_id int, kind text, value text, authority_id int);"
        "CREATE TEMP TABLE reached (official_id int, plan_ids int[])"
    )
    await owner.copy_records_to_table("filled", records=staff.officials)
    await owner.copy_records_to_table("keyed", records=staff.identifiers)
    await owner.copy_records_to_table("reached", records=staff.evaluations)
    await owner.execute(
        "INSERT INTO official (id, authority_id, profile_id, name, active, joined_on,"
        " learned_position, arrived_position)"
        " SELECT id, authority_id, profile_id, name, true, '2020-01-01', 1, 1 FROM filled;"
        "INSERT INTO official_identifier (official_id, kind, value, authority_id, learned_position)"
        " SELECT official_id, kind, value, authority_id, 1 FROM keyed;"
        "INSERT INTO evaluation (reporting_year, official_id, authority_id, outcome, prescribed,"
        " required, completed, assessment, reasons, plan_ids, ruleset_id, facts_position)"
        " SELECT 2025, official_id, 1, 'met', 4, 2, 2, 'none', '{}', plan_ids, 1, 1 FROM reached;"
        "DROP TABLE filled, keyed, reached; ANALYZE"
    )
