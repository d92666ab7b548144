"""Draws a large population inside the database: the same kind of rows, in minutes, by no feed."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import accumulate
from typing import Any

from sqlalchemy import TextClause, text

from app.policy import designation
from app.store.database import Database, Writing
from app.store.mandate import what_if
from bench.loading import Loader, Show
from bench.plans import course_ids
from bench.population import (
    AIS,
    AIS_SHARE,
    AIS_SHARE_AT_CADRE,
    AUTHORITIES,
    CADRE,
    CADRE_AUTHORITY,
    COURSES,
    DAYS_PAST,
    DESIGNATIONS,
    EMPLOYMENT,
    EMPLOYMENT_WEIGHTS,
    LEVEL_WEIGHTS,
    LEVELS,
    PLAN_COURSES,
    SAT_SHARE,
    STATE_WEIGHTS,
    STATES,
    YEAR,
    Official,
    Population,
    authority_name,
    first_course,
)

# By what drawn/identifiers.sql will let the feed know the first officials.
NAMED = text(
    "SELECT CAST(CAST(md5(CAST(id AS text)) AS uuid) AS text) FROM generate_series(1, 50) id"
)
FRAME = text(
    "WITH service AS (INSERT INTO service (name) VALUES (:service))"
    " INSERT INTO cadre (name) VALUES (:cadre)"
)
DRAWN = files(__package__).joinpath("drawn")
# A transaction draws the completions of so many officials: enough to be quick, few to be sorted.
SLICE = 250_000


async def draw(database: Database, population: Population, show: Show) -> None:
    """Draw authorities, plans, staff and facts; the courses and plans come as in a load.

    The plans come first: each makes all due whom it may reach, and of nobody that costs nothing.
    """
    loader = Loader(database, population)
    ids = await loader.frame()
    async with database.reading() as session:
        named = [Official(user_id, 0, {}) for user_id in (await session.run(NAMED)).scalars()]
    await loader.plans(ids, named)
    async with database.writing() as session:
        given = await parameters(session, population, ids)
        await session.run(FRAME, {"service": AIS, "cadre": CADRE})
        for table in ("profiles", "officials"):
            await session.run(_drawing(table), _asked(_drawing(table), given))
        await session.run(_statement("identifiers"))
    for first in range(1, population.officials + 1, SLICE):
        slice_ = {"first": first, "last": min(first + SLICE - 1, population.officials)}
        async with database.writing() as session:
            for table in ("completions", "assessments"):
                found = _statement(table)
                await session.run(found, _asked(found, given | slice_))
        show(slice_["last"])


def _statement(name: str) -> TextClause:
    return text(DRAWN.joinpath(f"{name}.sql").read_text("utf-8"))


def _drawing(name: str) -> TextClause:
    drawn = DRAWN.joinpath("drawn.sql").read_text("utf-8")
    return text(f"WITH drawn AS (\n{drawn})\n" + DRAWN.joinpath(f"{name}.sql").read_text("utf-8"))


def _asked(statement: TextClause, given: dict[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in statement.compile().params}


async def parameters(
    session: Writing, population: Population, ids: Mapping[str, int]
) -> dict[str, Any]:
    """Return what the drawing statements take: the constants of the population, in SQL's hands."""
    numbers = await what_if.courses(session, course_ids())
    catalogue = course_ids()
    lasts = list(accumulate(population.sizes))
    titles = [title for level in DESIGNATIONS for title in level]
    return {
        "year": YEAR.start,
        "opens": YEAR.opens,
        "days_past": DAYS_PAST,
        "authority_ids": [ids[f"org-{place:02}"] for place in range(AUTHORITIES)],
        "firsts": [last - size + 1 for last, size in zip(lasts, population.sizes, strict=True)],
        "lasts": lasts,
        "cadre_authority": ids[f"org-{CADRE_AUTHORITY:02}"],
        "controlling_authority": authority_name(CADRE_AUTHORITY),
        "ais_share": AIS_SHARE,
        "ais_share_at_cadre": AIS_SHARE_AT_CADRE,
        "titles": titles,
        "title_keys": [designation.key(title) for title in titles],
        "top": len(DESIGNATIONS) - 1,
        "level_limits": limits(LEVEL_WEIGHTS),
        "employment": list(EMPLOYMENT),
        "employment_limits": limits(EMPLOYMENT_WEIGHTS),
        "courses": [numbers[one] for one in catalogue[:COURSES]],
        "assessments": [numbers[one] for one in catalogue[COURSES:]],
        "first_courses": [
            first_course(place, level) for place in range(AUTHORITIES) for level in range(LEVELS)
        ],
        "plan_courses": PLAN_COURSES,
        "levels": LEVELS,
        "states": list(STATES),
        "state_limits": limits(STATE_WEIGHTS),
        "sat_share": SAT_SHARE,
    }


def limits(weights: Sequence[int]) -> list[int]:
    """Return where each of the percentages but the last ends, added up: for width_bucket."""
    return list(accumulate(weights))[:-1]
