"""Levels of designations: an authority's own map, set by its orders, a whole list at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.errors import InvalidError
from app.policy import designation, orders
from app.policy.ladder import Level
from app.policy.nearness import Designations
from app.policy.orders import Fault, Order
from app.policy.reporting_year import IST, ReportingYear
from app.policy.rules import ruleset
from app.services.registers.kept import Kept, Row
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.registers import levels, rows
from app.store.registers.levels import HeldDesignation

LEVELS = Kept(levels.REGISTER, "level", levels.mark_due)


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
    wanted = {key: level.value for key, (_, level) in zip(keys, asked.rows, strict=True) if key}
    await rows.hold(session, authority_id)
    former = await levels.live(session, authority_id, list(wanted))
    order = rows.of_order(asked.order)
    new = [{**order, "designation_key": key, "level": level} for key, level in wanted.items()]
    return await LEVELS.replace(session, authority_id, former.values(), new, access, now)


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


async def designations(
    session: Reading, year: ReportingYear, authority_id: int, limit: int
) -> list[Designation]:
    """Return the designations that an authority's officials bear, each with where it leads."""
    house = ruleset.load(year).level_map
    held = await levels.held(session, authority_id, limit)
    mapped = Designations.of({*house, *(one.designation_key for one in held if one.own_level)})
    return [_told(one, house.get(one.designation_key), mapped) for one in held]


def _told(held: HeldDesignation, house: str | None, mapped: Designations) -> Designation:
    if held.own_level is not None:
        return Designation(held, held.own_level, "own_map", ())
    if house is not None:
        return Designation(held, house, "house_map", ())
    near = tuple(offer.key for offer in mapped.offers(held.designation_key))
    return Designation(held, None, "unmatched", near)
