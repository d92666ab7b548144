"""Publishing: changed outcomes become new versions of APAR entries, with gapless positions."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import TextClause, func, select

from app.policy.apar import entry_schema
from app.policy.reporting_year import ReportingYear
from app.store import cadres, positions
from app.store.apar import corrections, entry_forms
from app.store.database import Writing
from app.store.feed.facts import empty_staging
from app.store.mandate import evaluations
from app.store.mandate.evaluations import BEYOND
from app.store.statements import compose, statement
from app.store.tables.staging import staged_entry

SCHEMA = entry_schema.current()
# What an entry is composed of, beside what it shares with every list of what was decided.
COMPOSING = (
    "compose/candidate",
    *evaluations.DECIDED,
    "compose/listed",
    "compose/instead",
    "compose/standing",
    "compose/passed",
    "compose/hashed",
)


@cache
def composing_statement(*, looked_up: bool) -> TextClause:
    """Return the statement that stages the entries that differ.

    Where they are of a few due among many, these, what they completed and their results are looked
    up by their keys, as the evaluation does; otherwise the year's facts are read in one pass.
    """
    instead = ("looked_up/official", *evaluations.LEARNING_LOOKED_UP) if looked_up else ()
    return compose((*instead, *COMPOSING), "publish/composed")


async def publish(  # noqa: PLR0913 - each says what is published, or as of when
    session: Writing,
    *,
    year: ReportingYear,
    load_id: int,
    facts_through: Mapping[int, datetime],
    now: datetime,
    read_through: Mapping[int, int] | None = None,
    only_due: bool = False,
) -> int:
    """Publish the entries that differ from what stands, and return how many.

    In a year that is sealed a difference without its order is held back and listed.

    ``facts_through`` names the authorities, each with the moment through which its facts are held;
    ``read_through`` the ingest position at which its reports were read, and nobody who arrived
    later is published for.
    """
    scope = {"year": year.start, "load_id": load_id}
    looked_at = {
        **scope,
        "authority_ids": list(facts_through),
        "read_through": [(read_through or {}).get(one, BEYOND) for one in facts_through],
        "due": await evaluations.due(session, year) if only_due else None,
    }
    await _compose(session, year, {**looked_at, "now": now})
    await _tell(session, {**scope, "authority_ids": list(facts_through), "now": now})
    count = await _staged(session, load_id)
    if count:
        first = await positions.take(session, "publish", count)
        await session.run(
            statement("publish/publish"),
            {
                **scope,
                "first_position": first,
                "authority_ids": list(facts_through),
                "facts_through": list(facts_through.values()),
                "now": now,
            },
        )
        await empty_staging(session, staged_entry, load_id)
    return count


async def _compose(session: Writing, year: ReportingYear, looked_at: Mapping[str, Any]) -> None:
    """Stage the entries that differ, but those that a sealed year holds back."""
    composed = {
        **{name: value for name, value in looked_at.items() if name != "now"},
        "year_label": year.label,
        "opens": year.opens,
        "closes": year.closes,
        "as_of": evaluations.END_OF_TIME,
        **evaluations.ANY_OFFICIAL,
        "schema": SCHEMA.id,
        **await _forms(session, year),
    }
    due = looked_at["due"]
    looked_up = due is not None and await evaluations.few_of_all(session, len(due))
    await session.run(composing_statement(looked_up=looked_up), composed)
    if await corrections.is_sealed(session, year.start):
        await session.run(statement("publish/held"), looked_at)


async def _forms(session: Writing, year: ReportingYear) -> dict[str, Any]:
    """Return which cadres' entries are of a schema of their own, and what that one has in them."""
    forms = await entry_forms.in_use(session, year)
    held = await cadres.numbers(session, (one.cadre.name for one in forms))
    own = {held[one.cadre.name]: one for one in forms if one.cadre.name in held}
    return {
        "form_cadres": list(own),
        "form_schemas": [one.schema.id for one in own.values()],
        "outcome_withheld": [n for n, one in own.items() if "outcome" in one.cadre.withheld],
        "scores_shown": [n for n, one in own.items() if "scores" in one.cadre.shown],
    }


async def _staged(session: Writing, load_id: int) -> int:
    held = select(func.count()).select_from(staged_entry).where(staged_entry.c.load_id == load_id)
    return int((await session.run(held)).scalar_one())


async def _tell(session: Writing, scope: Mapping[str, Any]) -> None:
    """Tell who leaves a reader's view or goes by other keys, before the entries that follow."""
    await session.run(statement("evaluate/wait"))
    await session.run(statement("publish/told"), scope)


async def clear_due(
    session: Writing, year: ReportingYear, read_through: Mapping[int, int], facts_position: int
) -> None:
    """Take off the list the officials whose facts, as of a position, have been decided on.

    Their outcomes are as fresh as their authority's facts from now on.

    ``read_through`` names the authorities, each with the position at which its reports were read.
    """
    decided = {
        "year": year.start,
        "authority_ids": list(read_through),
        "read_through": list(read_through.values()),
    }
    await session.run(statement("publish/clear_due"), {**decided, "facts_position": facts_position})
    await session.run(statement("publish/confirmed"), decided)
