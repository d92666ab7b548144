"""The set-based engine: one statement decides for a population, one named CTE a file."""

import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import CursorResult, RowMapping, TextClause, select, text

from app.policy import place
from app.policy.reporting_year import ReportingYear
from app.policy.rulebook import Rulebook
from app.store.database import Reading, Writing
from app.store.joining import prefer_hashing, prefer_lookups
from app.store.mandate.rule_values import differing_rules, shared_rules
from app.store.statements import compose, statement
from app.store.tables.outcome import evaluation_due

# What is decided once for each place, and what then for each official.
FRAMING = (
    "stint",
    "apart",
    "elsewhere",
    "body",
    "scope",
    "prescriber",
    "rule",
    "governed",
    "seat",
    "level",
    "matching",
    "stood",
    "named",
    "reach",
    "target",
    "demand",
    "prescribed",
    "linked",
    "size",
    "mandating",
    "terms",
)
DECIDING = (
    *FRAMING,
    "own_reason",
    "told",
    "subject",
    "bounds",
    "equivalent",
    "bearing",
    "studied",
    "counted",
    "standing_in",
    "credited",
    "cut_off",
    "attempt",
    "assessed",
    "exempted",
    "doubted",
    "weighed",
    "verdict",
)
FOLLOWING = (
    "framed/demand",
    "evaluate/prescribed",
    *(f"evaluate/{name}" for name in DECIDING[len(FRAMING) :]),
)
# What officials who were decided for have to show, found as it was decided on: those whom a CTE
# called ``candidate`` names, each with the plans and the rules of his outcome.
DECIDED = (
    "decided/decided_by",
    "decided/demand",
    "evaluate/prescribed",
    "evaluate/linked",
    "decided/subject",
    "evaluate/bounds",
    "evaluate/equivalent",
    "evaluate/bearing",
    "evaluate/studied",
    "decided/uncounted",
    "evaluate/standing_in",
    "evaluate/cut_off",
    "evaluate/attempt",
)
# What stands in the place of all facts where those of a few officials are looked up: of what their
# terms are put together of, of what their entries show, and of what decides beside that.
PLACES_LOOKED_UP = ("looked_up/posting", "looked_up/no_mdo_declaration", "looked_up/profile")
LEARNING_LOOKED_UP = ("looked_up/completion", "looked_up/assessment_result")
ORDERS_LOOKED_UP = ("looked_up/exemption", "looked_up/completion_doubt")
# So many officials are decided for at a time: what is known of them is held in memory then.
SLICE = 500_000
# Up to so many, or this share of all officials, looking up what is held of those due one by one
# costs less than a pass over what is held of everybody: among 1,000,000, 0.5 s against 3.2 s of
# processor time for 10,000 of them, 2.3 s for 50,000.
FEW_DUE, FEW_OF_ALL = 500, 0.05
OFFICIALS = statement("looked_up/officials")
BEYOND = 2**62
END_OF_TIME = datetime.max.replace(tzinfo=UTC)
# Any official is asked about. No range of numbers then stands in the statement at all: of one that
# leaves out nobody the planner guesses, where it has no statistics, that it leaves out nearly all.
ANY_OFFICIAL: Mapping[str, int | bool] = {
    "sliced": False,
    "first_official": 0,
    "last_official": 0,
}


@dataclass(frozen=True, slots=True)
class Evaluated:
    """How many officials were decided for, and for how many the outcome differs from before."""

    officials: int
    changed: int


def setting_down(final: str, *before: str) -> TextClause:
    """Return a statement that sets down what a file says, in a temporary table of its name."""
    table = final.rsplit("/", 1)[-1]
    return compose(before, final, before=f"CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS ")


@cache
def framing_statement(*instead: str) -> TextClause:
    """Return the statement that sets down the terms of all places; ``instead`` of some tables."""
    return setting_down("framed/terms", *instead, *(f"evaluate/{name}" for name in FRAMING))


@cache
def following_statement() -> TextClause:
    """Return what follows: the rest of the deciding CTEs by those terms, and what it writes."""
    return compose(FOLLOWING, "evaluate/merged")


@cache
def setting_down_verdicts(*instead: str) -> TextClause:
    """Return what follows for those due: the outcomes set down; ``instead`` of some tables."""
    return setting_down("framed/verdict", *instead, *FOLLOWING)


@cache
def answering_statement(*, known_at: bool = False) -> TextClause:
    """Return the statement that decides and writes nothing: for a question about the past."""
    deciding = tuple(f"evaluate/{name}" for name in DECIDING)
    return compose(deciding, "evaluate/answer", known_at=known_at)


async def plan_for(session: Writing) -> None:
    """Have this transaction join by hashing, and plan each statement for its own list of those due.

    A plan kept from runs of a few officials each took 12.8 s for 10,000 of them, where 0.4 s is
    enough.
    """
    await session.run(text("SET LOCAL plan_cache_mode = force_custom_plan"))
    await prefer_hashing(session)


async def evaluate(  # noqa: PLR0913 - each is a dimension of the question
    session: Writing,
    *,
    year: ReportingYear,
    rulebook: Rulebook,
    ruleset_ids: Mapping[str, int],
    facts_position: int,
    authority_ids: Sequence[int],
    read_through: Sequence[int] = (),
    only_due: bool = False,
) -> Evaluated:
    """Decide for all officials of some authorities, or only for those of them who are due.

    ``read_through`` gives for each authority the ingest position at which its reports were last
    read: whoever arrived later is left out. Without it nobody is.
    """
    parameters = {
        **deciding_parameters(year, rulebook, authority_ids, ruleset_ids),
        "read_through": list(read_through or [BEYOND] * len(authority_ids)),
        "facts_position": facts_position,
    }
    if only_due:
        return await _store_due(session, {**parameters, "due": await due(session, year)})
    changed = await _store_all(session, parameters)
    tallied = await asked(session, statement("evaluate/tally"), parameters)
    return Evaluated(tallied.scalar_one(), changed)


async def _store_all(session: Writing, parameters: Mapping[str, Any]) -> int:
    changed = 0
    async for slice_ in sliced(session, framing_statement(), parameters):
        changed += await session.merge(following_statement(), slice_)
    return changed


async def sliced(
    session: Writing, framing: TextClause, parameters: Mapping[str, Any]
) -> AsyncIterator[dict[str, Any]]:
    """Set down the terms of all places, and yield by what parameters each slice is decided."""
    await asked(session, framing, parameters)
    await session.run(text("ANALYZE pg_temp.terms"))
    span = (await asked(session, statement("evaluate/span"), parameters)).one()
    for first, last in slices(span.first, span.last, span.officials):
        yield {**parameters, "sliced": True, "first_official": first, "last_official": last}
    await session.run(text("DROP TABLE pg_temp.terms"))


def slices(first: int, last: int, officials: int) -> Iterator[tuple[int, int]]:
    """Yield between which numbers to decide at a time, for about SLICE of the officials each."""
    parts = max(-(-officials // SLICE), 1)
    width = -(-(last - first + 1) // parts)
    for number in range(parts):
        begins = first + number * width
        yield begins, min(begins + width - 1, last)


async def few_of_all(session: Reading, due: int) -> bool:
    """Return whether what is held of so many is looked up, not found in a pass over all."""
    if due <= FEW_DUE:
        return True
    found = await session.run(OFFICIALS)
    return due <= FEW_OF_ALL * float(found.scalar_one())


async def _store_due(session: Writing, parameters: Mapping[str, Any]) -> Evaluated:
    """Decide for those due in steps, each planned by the number of rows that the last one left."""
    looked_up = await few_of_all(session, len(parameters["due"]))
    places = PLACES_LOOKED_UP if looked_up else ("due/profile",)
    facts = (*LEARNING_LOOKED_UP, *ORDERS_LOOKED_UP) if looked_up else ()
    await asked(session, setting_down("looked_up/due_official", "looked_up/official"), parameters)
    await session.run(text("CREATE UNIQUE INDEX ON pg_temp.due_official (id)"))
    await session.run(text("ANALYZE pg_temp.due_official"))
    await asked(session, framing_statement("framed/official", *places), parameters)
    await session.run(text("ANALYZE pg_temp.terms"))
    await asked(session, setting_down_verdicts("framed/official", *facts), parameters)
    await session.run(text("ANALYZE pg_temp.verdict (official_id)"))
    if looked_up:
        await prefer_lookups(session)
    changed = await session.merge(statement("evaluate/merged"), parameters)
    decided = await session.run(text("SELECT count(*) FROM pg_temp.verdict"))
    await session.run(text("DROP TABLE pg_temp.due_official, pg_temp.terms, pg_temp.verdict"))
    return Evaluated(decided.scalar_one(), changed)


async def asked(
    session: Reading, statement: TextClause, parameters: Mapping[str, Any]
) -> CursorResult[Any]:
    """Run a statement with those of the parameters that it takes."""
    wanted = statement.compile().params
    return await session.run(statement, {name: parameters[name] for name in wanted})


async def all_due(
    session: Writing, year: ReportingYear, ruleset_ids: Mapping[str, int], position: int
) -> None:
    """Have everybody decided anew who holds an outcome of a year, if none rests on these rules."""
    await session.run(
        statement("evaluate/all_due"),
        {"year": year.start, "ruleset_ids": list(ruleset_ids.values()), "position": position},
    )


async def due(session: Writing, year: ReportingYear) -> list[int]:
    """Return the officials who are due for a year."""
    found = await session.run(
        select(evaluation_due.c.official_id)
        .where(evaluation_due.c.reporting_year == year.start)
        # In the order of the keys that they are looked up by: neighbours share pages.
        .order_by(evaluation_due.c.official_id)
    )
    return list(found.scalars())


async def answer(
    session: Reading,
    *,
    year: ReportingYear,
    rulebook: Rulebook,
    authority_ids: Sequence[int],
    as_of: datetime | None = None,
    known_at: int | None = None,
) -> Sequence[RowMapping]:
    """Return the outcomes of some authorities' officials of the past; what is held stays.

    As of a moment, from the facts that were known at a closed ingest position, or both.
    """
    parameters = {
        **deciding_parameters(year, rulebook, authority_ids),
        **({} if as_of is None else {"as_of": as_of}),
        "reference_day": place.reference_day(year, as_of),
        **({} if known_at is None else {"known_at": known_at}),
    }
    answering = answering_statement(known_at=known_at is not None)
    return (await session.run(answering, parameters)).mappings().all()


def deciding_parameters(
    year: ReportingYear,
    rulebook: Rulebook,
    authority_ids: Sequence[int],
    ruleset_ids: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """Return what the deciding CTEs take, for a question about all officials of authorities.

    ``ruleset_ids`` are the numbers of the kept rulesets by digest; a question that writes nothing
    has none to name.
    """
    rows = [
        {
            "authority_id": authority_id,
            "ruleset_id": (ruleset_ids or {}).get(rules.digest),
            **differing_rules(year, rules),
        }
        for authority_id, rules in [(0, rulebook.general), *rulebook.own.items()]
    ]
    return {
        **shared_rules(year, rulebook.general),
        "rules": json.dumps(rows),
        "moving": any(rules.transfer != "current" for rules in rulebook.every()),
        "as_of": END_OF_TIME,
        "authority_ids": list(authority_ids),
        "read_through": [BEYOND] * len(authority_ids),
        **ANY_OFFICIAL,
    }
