"""Officials, plans and facts as a feed states them, with defaults, and how they are taken up."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import text

from app.policy import designation
from app.policy.facts import Criterion
from app.policy.reporting_year import IST, ReportingYear
from app.policy.rulebook import Rulebook
from app.policy.rules.ruleset import load
from app.store import authorities, positions
from app.store.database import Writing
from app.store.feed import facts, officials
from app.store.feed.plans import StatedPlan
from app.store.mandate import evaluations, rulesets
from app.store.mandate.evaluations import Evaluated

YEAR = ReportingYear(2025)
RULES = load(YEAR)
NOW = datetime(2026, 1, 15, 6, 30, tzinfo=UTC)
IN_YEAR = datetime(2025, 9, 1, 12, 0, tzinfo=IST)
EVERYBODY: tuple[tuple[Criterion, ...], ...] = ((),)


def an_official(user_id: str = "user-1", **changes: Any) -> dict[str, Any]:
    """Return an Under Secretary as the search of officials shows one."""
    row: dict[str, Any] = {
        "user_id": user_id,
        "name": f"Official {user_id}",
        "active": True,
        "joined_on": date(2024, 6, 3),
        "employment": "regular",
        "designation": "Under Secretary",
        "group_name": "Group A",
        "service": None,
        "civil_service_type": None,
        "cadre": None,
        "batch": None,
        "on_central_deputation": None,
        "controlling_authority": None,
        "profile_status": "VERIFIED",
        "tags": [],
        "email": None,
        "employee_code": None,
        "external_system_id": None,
    }
    row |= changes
    row.setdefault("designation_key", designation.key(row["designation"]))
    return row


def a_plan(authority_id: int, *courses: str, **changes: Any) -> StatedPlan:
    """Return a live APAR plan for everybody, of courses A to D unless others are named."""
    values: dict[str, Any] = {
        "authority_id": authority_id,
        "feed_id": f"plan-{authority_id}",
        "generation": "v4",
        "name": "Plan of the year",
        "reporting_year": YEAR.start,
        "status": "live",
        "apar": True,
        "due_at": None,
        "published_at": datetime(2025, 5, 1, tzinfo=UTC),
        "assessment": None,
        "groups": EVERYBODY,
        "courses": tuple((course, False) for course in courses or ("A", "B", "C", "D")),
    }
    return StatedPlan(**(values | changes))


async def an_authority(session: Writing, feed_id: str = "org-1", kind: str = "mdo") -> int:
    """Take up one authority and return its number."""
    row = {"kind": kind, "feed_id": feed_id, "map_id": None, "parent_map_id": None}
    await authorities.merge(session, [{**row, "name": f"Authority {feed_id}"}])
    held = {each.feed_id: each.id for each in await authorities.every(session)}
    return held[feed_id]


async def take_staff(
    session: Writing, authority_id: int, *rows: dict[str, Any]
) -> tuple[int, dict[str, int]]:
    """Take up an authority's officials; return the position and the counts."""
    position = await positions.close(session, 1, NOW)
    counts = await officials.merge(
        session,
        authority_id=authority_id,
        year=YEAR.start,
        load_id=position,
        position=position,
        rows=rows,
    )
    return position, counts


async def take_completions(
    session: Writing, *stated: tuple[str, str, datetime], taken: timedelta | None = None
) -> tuple[int, int]:
    """Take up completions of (user, course, moment); return the position and how many differ.

    ``taken`` is how long each of them took from the enrolment on, where that is known.
    """
    position = await positions.close(session, 1, NOW)
    rows: Sequence[facts.StagedCompletion] = [
        (position, user, course, at, "completed_on", None, None if taken is None else at - taken)
        for user, course, at in stated
    ]
    await facts.pour_completions(session, rows)
    return position, await facts.merge_completions(session, position, position)


async def official_id(session: Writing, user_id: str = "user-1") -> int:
    """Return the number that an official of the feed was given."""
    held = await session.run(
        text("SELECT official_id FROM official_identifier WHERE kind = 'igot_user' AND value = :u"),
        {"u": user_id},
    )
    return int(held.scalar_one())


async def evaluate(session: Writing, **changes: Any) -> Evaluated:
    """Decide for all by the year's rules, unless the changes say otherwise."""
    values: dict[str, Any] = {
        "year": YEAR,
        "rulebook": Rulebook(RULES),
        "facts_position": 1,
        "authority_ids": [each.id for each in await authorities.every(session)],
    }
    values |= changes
    kept = {one.digest: await rulesets.keep(session, one) for one in values["rulebook"].every()}
    return await evaluations.evaluate(session, ruleset_ids=kept, **values)


async def rows(session: Writing, statement: str, **parameters: Any) -> list[tuple[Any, ...]]:
    """Return a statement's rows as plain tuples, for a test to compare."""
    found = await session.run(text(statement), parameters)
    return [tuple(row) for row in found]
