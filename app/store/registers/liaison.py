"""Liaison officers, directions to them, and workshops: what is in force, and a year's facts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, cast, func, select

from app.policy.liaison.facts import Appointment, Attendance, Completed, Direction, Officer
from app.policy.orders import Order, Validity
from app.policy.reporting_year import ReportingYear
from app.store.database import Reading
from app.store.statements import known
from app.store.tables.liaison import liaison_direction, liaison_officer, workshop_attendance
from app.store.tables.official import official

OFFICERS = liaison_officer
DIRECTIONS = liaison_direction
ATTENDANCES = workshop_attendance


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose officers are asked about: of which authority and year, known at which position."""

    authority_id: int
    year: ReportingYear
    known_at: int

    def parameters(self) -> dict[str, Any]:
        """Return what the statements ask for."""
        return {
            "authority_id": self.authority_id,
            "year": self.year.start,
            "first_day": self.year.first_day,
            "last_day": self.year.last_day,
            "known_at": self.known_at,
        }


async def is_designated(
    session: Reading, authority_id: int, official_id: int, category: str, days: Validity
) -> bool:
    """Say whether an officer is designated for a category on any of some days already."""
    found = await session.run(
        select(liaison_officer.c.id).where(
            liaison_officer.c.authority_id == authority_id,
            liaison_officer.c.official_id == official_id,
            liaison_officer.c.category == category,
            liaison_officer.c.withdrawn_position.is_(None),
            liaison_officer.c.valid_from <= (days.valid_until or date.max),
            func.coalesce(liaison_officer.c.valid_until, cast(date.max, Date)) >= days.valid_from,
        )
    )
    return found.first() is not None


async def is_directed(session: Reading, authority_id: int, order_number: str) -> bool:
    """Say whether an order is in force as a direction of the authority already."""
    found = await session.run(
        select(liaison_direction.c.id).where(
            liaison_direction.c.authority_id == authority_id,
            liaison_direction.c.order_number == order_number,
            liaison_direction.c.withdrawn_position.is_(None),
        )
    )
    return found.first() is not None


async def has_attended(
    session: Reading, official_id: int, workshop: str, attended_from: date
) -> bool:
    """Say whether the attendance is in force already."""
    found = await session.run(
        select(workshop_attendance.c.id).where(
            workshop_attendance.c.official_id == official_id,
            workshop_attendance.c.workshop == workshop,
            workshop_attendance.c.attended_from == attended_from,
            workshop_attendance.c.withdrawn_position.is_(None),
        )
    )
    return found.first() is not None


async def is_here(session: Reading, authority_id: int, official_id: int) -> bool:
    """Say whether an official stands in the authority."""
    found = await session.run(
        select(official.c.id).where(
            official.c.id == official_id, official.c.authority_id == authority_id
        )
    )
    return found.first() is not None


async def directions(session: Reading, asked: Asked) -> tuple[Direction, ...]:
    """Return the directions that touch the year, in the order of their first days."""
    found = await session.run(known("liaison/directions"), asked.parameters())
    return tuple(
        Direction(
            row.record_id,
            row.workshops,
            row.programmes,
            {name: tuple(courses) for name, courses in row.programme_courses.items()},
            Validity(row.valid_from, row.valid_until),
            Order(row.order_number, row.ordered_on, row.ordered_by),
        )
        for row in found
    )


async def officers(
    session: Reading, asked: Asked, courses: Sequence[str], house_levels: Mapping[str, str]
) -> tuple[Officer, ...]:
    """Return who is designated on any day of the year, with what he attended and completed.

    The level of a designation is that of the authority's own map, or else of the house's.
    """
    rows = (await session.run(known("liaison/officers"), asked.parameters())).all()
    held: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        held[row.official_id].append(row)
    of_them = asked.parameters() | {"officials": list(held), "courses": list(courses)}
    attended: dict[int, list[Attendance]] = defaultdict(list)
    for row in await session.run(known("liaison/attendances"), of_them):
        attended[row.official_id].append(
            Attendance(row.workshop, row.attended_until, row.certificate_number)
        )
    completed: dict[int, list[Completed]] = defaultdict(list)
    for row in await session.run(known("liaison/completions"), of_them):
        completed[row.official_id].append(Completed(row.feed_id, row.completed_at))
    return tuple(
        Officer(
            official_id,
            here=own[0].here,
            in_doubt=own[0].in_doubt,
            appointments=tuple(_appointment(row, house_levels) for row in own),
            attendances=tuple(attended[official_id]),
            completed=tuple(completed[official_id]),
        )
        for official_id, own in held.items()
    )


def _appointment(row: Any, house_levels: Mapping[str, str]) -> Appointment:
    level = row.own_level or house_levels.get(row.designation_key)
    days = Validity(row.valid_from, row.valid_until)
    return Appointment(row.record_id, row.category, row.designation, level, days)
