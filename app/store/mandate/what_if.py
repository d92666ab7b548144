"""Decides for officials as if rules or plans were others, beside what is held; writes nothing."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import TextClause, select

from app.policy.facts import Criterion
from app.policy.plans.checks import PlanReach
from app.policy.reporting_year import ReportingYear
from app.policy.rulebook import Rulebook
from app.policy.what_if import Count
from app.store.database import Reading, Writing
from app.store.mandate import evaluations
from app.store.statements import compose
from app.store.tables.plan import course, training_plan

SHADOWS = ("training_plan", "plan_group", "plan_criterion", "prescribed_course")


@dataclass(frozen=True, slots=True)
class ProposedPlan:
    """A plan that nobody has published: courses and assessment by their numbers here."""

    authority_id: int
    name: str
    apar: bool | None
    due_at: datetime | None
    groups: tuple[tuple[Criterion, ...], ...]
    courses: tuple[tuple[int, bool], ...]
    assessment_id: int | None


@dataclass(frozen=True, slots=True)
class Plans:
    """How the plans would be others: these taken away, those proposed."""

    without: tuple[int, ...] = ()
    proposed: tuple[ProposedPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """An official's outcome as it is held or would be, and the numbers behind it."""

    outcome: str
    prescribed: int
    required: int
    completed: int


@dataclass(frozen=True, slots=True)
class Flip:
    """An official whose outcome would be another."""

    official_id: int
    authority_id: int
    level: str | None
    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True)
class Compared:
    """What a hypothesis comes to over some authorities: counts, and some of those who flip."""

    counts: tuple[Count, ...]
    flips: tuple[Flip, ...]


@cache
def framing_statement(*, other_plans: bool) -> TextClause:
    """Return the statement that sets down the terms of all places as they would be.

    The plans as they would be stand before all that reads plans.
    """
    framing = (f"evaluate/{name}" for name in evaluations.FRAMING)
    return evaluations.setting_down("framed/terms", *_shadows(other_plans=other_plans), *framing)


@cache
def comparing_statement(*, other_plans: bool) -> TextClause:
    """Return what follows: what would be decided by those terms, beside what is held."""
    shadows = _shadows(other_plans=other_plans)
    return compose((*shadows, *evaluations.FOLLOWING, "what_if/compared"), "what_if/flips")


def _shadows(*, other_plans: bool) -> tuple[str, ...]:
    return tuple(f"what_if/{name}" for name in SHADOWS) if other_plans else ()


async def compare(  # noqa: PLR0913 - each is a dimension of the question
    session: Writing,
    *,
    year: ReportingYear,
    rulebook: Rulebook,
    plans: Plans,
    authority_ids: Sequence[int],
    after: tuple[int, int],
    room: int,
) -> Compared:
    """Decide for some authorities' officials under other rules and plans.

    Of those whose outcome would be another, up to ``room`` are returned who follow ``after``, an
    authority and an official, in that order. Nothing is written but a table of the transaction's
    own, which is dropped.
    """
    parameters = {
        **evaluations.deciding_parameters(year, rulebook, authority_ids),
        "after_authority": after[0],
        "after_official": after[1],
        "room": room,
    }
    if plans != Plans():
        parameters |= {"without": list(plans.without), **proposed_rows(plans.proposed, year)}
    other_plans = plans != Plans()
    comparing = comparing_statement(other_plans=other_plans)
    counts: list[Count] = []
    flips: list[Flip] = []
    framing = framing_statement(other_plans=other_plans)
    async for slice_ in evaluations.sliced(session, framing, parameters):
        found = (await evaluations.asked(session, comparing, slice_)).one()
        counts += (Count(**one) for one in found.counts)
        flips += map(_flip, found.flips)
    # Slices are by officials' numbers: an authority's may lie in several.
    flips.sort(key=lambda one: (one.authority_id, one.official_id))
    return Compared(tuple(counts), tuple(flips[:room]))


def _flip(row: Mapping[str, Any]) -> Flip:
    return Flip(
        official_id=row["official_id"],
        authority_id=row["authority_id"],
        level=row["level"],
        before=_standing(row, "before"),
        after=_standing(row, "after"),
    )


def _standing(row: Mapping[str, Any], when: Literal["before", "after"]) -> Standing:
    names = ("prescribed", "required", "completed")
    return Standing(row[when], *(row[f"{name}_{when}"] for name in names))


def proposed_rows(proposed: Sequence[ProposedPlan], year: ReportingYear) -> dict[str, str]:
    """Return proposed plans as JSON rows of the four tables, under numbers below zero."""
    numbered = [(-number, plan) for number, plan in enumerate(proposed, start=1)]
    rows = {
        "plans": [_plan(number, plan, year) for number, plan in numbered],
        "groups": [
            {"plan_id": number, "group_no": group_no}
            for number, plan in numbered
            for group_no, _ in enumerate(plan.groups)
        ],
        "criteria": [row for number, plan in numbered for row in _criteria(number, plan)],
        "courses": [
            {"plan_id": number, "course_id": course_id, "gate": gate, "vanished": False}
            for number, plan in numbered
            for course_id, gate in plan.courses
        ],
    }
    return {f"proposed_{name}": json.dumps(found) for name, found in rows.items()}


def _plan(number: int, plan: ProposedPlan, year: ReportingYear) -> dict[str, Any]:
    return {
        "id": number,
        "authority_id": plan.authority_id,
        "feed_id": f"proposed {-number}",
        "generation": "v4",
        "version": 1,
        "name": plan.name,
        "reporting_year": year.start,
        "status": "live",
        "apar": plan.apar,
        "due_at": None if plan.due_at is None else plan.due_at.isoformat(),
        "assessment_id": plan.assessment_id,
    }


def _criteria(number: int, plan: ProposedPlan) -> list[dict[str, Any]]:
    return [
        {
            "plan_id": number,
            "group_no": group_no,
            "criterion_no": criterion_no,
            "key": criterion.key,
            "values": list(criterion.values),
        }
        for group_no, group in enumerate(plan.groups)
        for criterion_no, criterion in enumerate(group)
    ]


async def courses(session: Reading, feed_ids: Iterable[str]) -> dict[str, int]:
    """Return the numbers of the courses and assessments among some feed ids that are known."""
    wanted = select(course.c.feed_id, course.c.id).where(course.c.feed_id.in_(list(feed_ids)))
    return {row.feed_id: row.id for row in await session.run(wanted)}


async def plans_of_year(session: Reading, year: int, plan_ids: Iterable[int]) -> set[int]:
    """Return which of some numbers are plans of the year."""
    wanted = select(training_plan.c.id).where(
        training_plan.c.reporting_year == year, training_plan.c.id.in_(list(plan_ids))
    )
    return set((await session.run(wanted)).scalars())


async def statuses(session: Reading, feed_ids: Iterable[str]) -> dict[str, str | None]:
    """Return the statuses of the courses among some feed ids that are known; None: by mention."""
    wanted = select(course.c.feed_id, course.c.status).where(course.c.feed_id.in_(list(feed_ids)))
    return {row.feed_id: row.status for row in await session.run(wanted)}


async def reach(
    session: Reading,
    *,
    year: ReportingYear,
    rulebook: Rulebook,
    plans: Plans,
    authority_ids: Sequence[int],
) -> PlanReach:
    """Return whom the one proposed plan would reach among some authorities' officials."""
    steps = evaluations.DECIDING[: evaluations.DECIDING.index("subject") + 1]
    statement = compose(
        (*(f"what_if/{name}" for name in SHADOWS), *(f"evaluate/{name}" for name in steps)),
        "what_if/reached",
    )
    parameters = {
        **evaluations.deciding_parameters(year, rulebook, authority_ids),
        "without": list(plans.without),
        **proposed_rows(plans.proposed, year),
    }
    read = {name: parameters[name] for name in statement.compile().params}
    found = (await session.run(statement, read)).all()
    others = {number for row in found for number in row.others or ()}
    return PlanReach({row.level: row.officials for row in found}, tuple(sorted(others)))
