"""Staff strength: statements of an authority and of iGOT, in force by their day, never erased."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Select, func, insert, select, update

from app.policy.facts import Employment
from app.policy.onboarding.strength import StrengthLine
from app.store.database import Reading, Writing
from app.store.tables.strength import staff_strength, staff_strength_line

Source = Literal["authority", "igot"]
_LINE = ("scope", "employment", "group_name", "position", "filled", "vacant")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: its lines, from which day on, by whom, and when it was known."""

    id: int
    source: Source
    valid_from: date
    stated_by: str
    stated_at: datetime
    learned_position: int
    withdrawn_position: int | None
    lines: tuple[StrengthLine, ...]


_COLUMNS = [staff_strength.c[name] for name in Statement.__slots__ if name != "lines"]


async def in_force(
    session: Reading, authority_id: int, source: Source, on: date
) -> Statement | None:
    """Return the statement in force on a day: the last to begin by then."""
    wanted = (
        _live(authority_id, source)
        .where(staff_strength.c.valid_from <= on)
        .order_by(staff_strength.c.valid_from.desc())
        .limit(1)
    )
    found = await _with_lines(session, authority_id, wanted)
    return found[0] if found else None


async def following(session: Reading, authority_id: int, source: Source, on: date) -> list[date]:
    """Return the days after one from which other statements hold."""
    live = _live(authority_id, source).where(staff_strength.c.valid_from > on).subquery()
    found = await session.run(select(live.c.valid_from).order_by(live.c.valid_from))
    return list(found.scalars())


async def version(session: Reading, authority_id: int) -> int:
    """Return the position of the last change to what an authority has stated; 0 before any."""
    changed = func.greatest(
        func.max(staff_strength.c.learned_position), func.max(staff_strength.c.withdrawn_position)
    )
    found = await session.run(
        select(changed).where(
            staff_strength.c.authority_id == authority_id, staff_strength.c.source == "authority"
        )
    )
    return int(found.scalar_one() or 0)


async def enter(
    session: Writing,
    authority_id: int,
    statement: Mapping[str, Any],
    lines: Sequence[StrengthLine],
    position: int,
) -> None:
    """Enter a statement in the place of the one that began on the same day."""
    same = (
        staff_strength.c.authority_id == authority_id,
        staff_strength.c.source == statement["source"],
        staff_strength.c.valid_from == statement["valid_from"],
        staff_strength.c.withdrawn_position.is_(None),
    )
    await session.run(update(staff_strength).where(*same).values(withdrawn_position=position))
    entered = await session.run(
        insert(staff_strength)
        .values(**statement, authority_id=authority_id, learned_position=position)
        .returning(staff_strength.c.id)
    )
    number = int(entered.scalar_one())
    if lines:
        rows = [_row(authority_id, number, place, line) for place, line in enumerate(lines)]
        await session.connection.execute(insert(staff_strength_line), rows)


async def page(session: Reading, authority_id: int, after: int, limit: int) -> list[Statement]:
    """Return up to ``limit`` statements that follow a number, replaced ones as well."""
    wanted = (
        select(*_COLUMNS)
        .where(staff_strength.c.authority_id == authority_id, staff_strength.c.id > after)
        .order_by(staff_strength.c.id)
        .limit(limit)
    )
    return await _with_lines(session, authority_id, wanted)


def _live(authority_id: int, source: Source) -> Select[Any]:
    return select(*_COLUMNS).where(
        staff_strength.c.authority_id == authority_id,
        staff_strength.c.source == source,
        staff_strength.c.withdrawn_position.is_(None),
    )


async def _with_lines(session: Reading, authority_id: int, wanted: Select[Any]) -> list[Statement]:
    found = (await session.run(wanted)).mappings().all()
    lines: dict[int, list[StrengthLine]] = {row["id"]: [] for row in found}
    line = staff_strength_line.c
    told = await session.run(
        select(staff_strength_line)
        .where(line.strength_id.in_(list(lines)), line.authority_id == authority_id)
        .order_by(line.strength_id, line.line_no)
    )
    for row in told:
        employment = None if row.employment is None else Employment(row.employment)
        lines[row.strength_id].append(
            StrengthLine(
                row.scope, employment, row.group_name, row.position, row.filled, row.vacant
            )
        )
    return [Statement(**row, lines=tuple(lines[row["id"]])) for row in found]


def _row(authority_id: int, number: int, place: int, line: StrengthLine) -> dict[str, Any]:
    values = (line.scope, line.employment, line.group, line.position, line.filled, line.vacant)
    told = dict(zip(_LINE, values, strict=True))
    return {**told, "authority_id": authority_id, "strength_id": number, "line_no": place}
