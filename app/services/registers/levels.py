"""Levels of designations: an authority's own map, set by its orders, a whole list at once."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.errors import ConflictError, InvalidError, NotFoundError
from app.policy import designation, orders, ruleset
from app.policy.ladder import Level
from app.policy.orders import Fault, Order
from app.policy.reporting_year import IST, ReportingYear
from app.store import audit, positions
from app.store.audit import Access
from app.store.database import Reading, Writing
from app.store.registers import levels, rows
from app.store.registers.levels import HeldDesignation

NEAR, CLOSE_ENOUGH = 3, 0.75

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LevelsOrdered:
    """One order that gives designations their levels, in the order in which they stand there."""

    rows: tuple[tuple[str, Level], ...]
    order: Order


@dataclass(frozen=True, slots=True)
class Designation:
    """A designation that officials bear, and the level it leads to, if any does.

    ``by`` says whose map gave it; ``near`` are mapped spellings that come close, never applied.
    """

    held: HeldDesignation
    level: str | None
    by: str
    near: tuple[str, ...]


async def record(
    session: Writing, authority_id: int, asked: LevelsOrdered, access: Access, now: datetime
) -> list[Row]:
    """Record levels by one order, each in the place of the one in force; return the rows.

    Raises InvalidError that names every fault at once; nothing is stored then.
    """
    keys = [designation.key(text) for text, _ in asked.rows]
    faults = [
        *orders.faults_of_order(asked.order, now.astimezone(IST).date()),
        *_faults_of_keys(keys),
    ]
    if faults:
        raise InvalidError("the levels can't be recorded", faults)
    wanted = {key: level for key, (_, level) in zip(keys, asked.rows, strict=True) if key}
    position = await positions.register(session, now)
    replaced = await levels.live(session, authority_id, list(wanted))
    for row_id in replaced.values():
        await rows.withdraw(session, levels.REGISTER, authority_id, row_id, position)
    entered = [
        await rows.enter(
            session,
            levels.REGISTER,
            {
                **rows.of_order(asked.order),
                "authority_id": authority_id,
                "designation_key": key,
                "level": level.value,
                "learned_position": position,
            },
        )
        for key, level in wanted.items()
    ]
    await _settle(session, entered, position)
    await audit.append(session, access, "recorded")
    return [await find(session, authority_id, row_id) for row_id in entered]


def _faults_of_keys(keys: Sequence[str | None]) -> list[Fault]:
    faults: list[Fault] = []
    seen: set[str] = set()
    for place, key in enumerate(keys):
        pointer = f"/levels/{place}/designation"
        if key is None:
            faults.append((pointer, "blank"))
        elif key in seen:
            faults.append((pointer, "same-designation-twice"))
        else:
            seen.add(key)
    return faults


async def withdraw(
    session: Writing, authority_id: int, row_id: int, access: Access, now: datetime
) -> Row:
    """Withdraw one level: the house map, or nothing, takes its place. The row stays.

    Raises NotFoundError where there is none, ConflictError when it is withdrawn already.
    """
    await find(session, authority_id, row_id)
    position = await positions.register(session, now)
    if not await rows.withdraw(session, levels.REGISTER, authority_id, row_id, position):
        raise ConflictError("the level is withdrawn already")
    await _settle(session, [row_id], position)
    await audit.append(session, access, "withdrawn")
    return await find(session, authority_id, row_id)


async def find(session: Reading, authority_id: int, row_id: int) -> Row:
    """Return one row of the map; raise NotFoundError where there is none."""
    held = await rows.one(session, levels.REGISTER, authority_id, row_id)
    if held is None:
        raise NotFoundError("there is no such level")
    return held


async def page(
    session: Reading, authority_id: int, *, withdrawn: bool, after: int, limit: int
) -> Sequence[Row]:
    """Return rows of an authority's map in order of their numbers."""
    return await rows.page(
        session, levels.REGISTER, authority_id, withdrawn=withdrawn, after=after, limit=limit
    )


async def designations(
    session: Reading, year: ReportingYear, authority_id: int, limit: int
) -> list[Designation]:
    """Return the designations that an authority's officials bear, each with where it leads."""
    house = ruleset.load(year).level_map
    held = await levels.held(session, authority_id, limit)
    mapped = {*house, *(one.designation_key for one in held if one.own_level)}
    return [_told(one, house.get(one.designation_key), mapped) for one in held]


def _told(held: HeldDesignation, house: str | None, mapped: set[str]) -> Designation:
    if held.own_level is not None:
        return Designation(held, held.own_level, "own_map", ())
    if house is not None:
        return Designation(held, house, "house_map", ())
    near = difflib.get_close_matches(held.designation_key, sorted(mapped), NEAR, CLOSE_ENOUGH)
    return Designation(held, None, "unmatched", tuple(near))


async def _settle(session: Writing, row_ids: Sequence[int], position: int) -> None:
    years = [year.start for year in ruleset.available_years()]
    await levels.mark_due(session, row_ids, years, position)
