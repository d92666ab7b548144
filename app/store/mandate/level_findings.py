"""Where the reach of an authority's plans and the levels of its officials differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.policy.rules.ruleset import Ruleset
from app.store.database import Reading
from app.store.statements import statement
from app.store.tables.register import designation_level


@dataclass(frozen=True, slots=True)
class NamedPlan:
    """A live plan, and what each of its groups names on the scale asked for."""

    plan_id: int
    feed_id: str
    name: str
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Differing:
    """An official: plans for other levels that reach him, and those for his where none does."""

    official_id: int
    level: str
    designation: str | None
    astray: tuple[int, ...]
    missed: tuple[int, ...]


async def own_levels(session: Reading, authority_id: int) -> dict[str, str]:
    """Return an authority's own map of designations to levels."""
    found = await session.run(
        select(designation_level.c.designation_key, designation_level.c.level).where(
            designation_level.c.authority_id == authority_id,
            designation_level.c.withdrawn_position.is_(None),
        )
    )
    return {row.designation_key: row.level for row in found}


async def plans(
    session: Reading, rules: Ruleset, authority_id: int, keys: Sequence[str]
) -> list[NamedPlan]:
    """Return the authority's plans of the year that count, by their numbers.

    ``keys`` are those of the criteria whose values name levels.
    """
    found = await session.run(
        statement("read/plan_names"),
        {
            "year": rules.year.start,
            "closes": rules.year.closes,
            "authority_id": authority_id,
            "keys": list(keys),
            "apar_flag_required": rules.apar_flag_required,
        },
    )
    named: dict[int, NamedPlan] = {}
    for row in found:
        held = named.get(row.plan_id, NamedPlan(row.plan_id, row.feed_id, row.name, ()))
        groups = (*held.groups, tuple(row.named))
        named[row.plan_id] = NamedPlan(held.plan_id, held.feed_id, held.name, groups)
    return list(named.values())


async def page(
    session: Reading,
    *,
    year: int,
    authority_id: int,
    meant: Mapping[int, frozenset[str]],
    after: int,
    limit: int,
) -> list[Differing]:
    """Return up to ``limit`` officials who differ and follow an official.

    ``meant`` are the levels that each plan is meant for, by the plan's number.
    """
    pairs = [(plan_id, level) for plan_id, levels in meant.items() for level in sorted(levels)]
    found = await session.run(
        statement("read/level_findings"),
        {
            "year": year,
            "authority_id": authority_id,
            "plan_ids": [plan_id for plan_id, _ in pairs],
            "levels": [level for _, level in pairs],
            "after": after,
            "limit": limit,
        },
    )
    return [
        Differing(row.official_id, row.level, row.designation, tuple(row.astray), tuple(row.missed))
        for row in found
    ]
