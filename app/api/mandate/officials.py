"""One official's outcome, explained."""

from typing import Any

from fastapi import APIRouter, Request

from app.api import contract, problems
from app.api.dependencies import (
    AUTHENTICATED,
    Now,
    OfficialId,
    Purpose,
    WritingSession,
    Year,
)
from app.api.guard import GuardedRoute
from app.api.mandate.past import Past
from app.api.models import examples
from app.api.models.outcomes import ExplainedOutcome
from app.policy.facts import Equivalence
from app.policy.plans.levels import LevelDifference
from app.policy.reporting_year import ReportingYear
from app.policy.telling.explanation import ExplainedAssessment
from app.services.mandate import outcomes
from app.services.mandate.outcomes import Explained

router = APIRouter(
    prefix="/v1/officials",
    tags=["outcomes"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.get(
    "/{official_id}/evaluations/{reporting_year}",  # noqa: FAST003 - Year takes it
    operation_id="explainOutcome",
    summary="One official's outcome, explained",
    response_model=ExplainedOutcome,
    responses={
        200: contract.answers(examples.EXPLAINED, "The outcome and all that it rests on."),
        **contract.refusals("forbidden", "not-found", "conflict", "engines-disagree"),
    },
)
async def explain_outcome(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    official_id: OfficialId,
    year: Year,
    session: WritingSession,
    asking: Purpose,
    now: Now,
    asked: Past,
) -> Any:
    """Say why an official's outcome is what it is: each course, each rule, each assumption.

    The outcome held is checked against a second, independent evaluation of the same facts; where
    the two disagree, neither is told. With `as_of` it says what would have come out by that moment,
    ways to the goal included, from the facts that are known now; no such outcome is held. With
    `known_at` it is told from what had been learned by then, whatever came, was corrected or
    withdrawn since. `level_findings` say where the reach of the prescriber's plans and the
    official's level differ; of a plan that does not tell whom it is meant for, nothing is said.
    """
    access = asking.access("outcomes.explain", year)
    explained = await outcomes.explain(session, year, official_id, access, now, asked)
    if explained is None:
        # Returned, not raised: the access is noted all the same.
        return problems.not_found(request)
    return {**_told(official_id, year, explained), "as_of": asked.as_of}


def _told(official_id: int, year: ReportingYear, explained: Explained) -> dict[str, Any]:
    evaluation, told = explained.evaluation, explained.explanation
    return {
        "official_id": official_id,
        "reporting_year": year.label,
        "outcome": evaluation.outcome,
        "sentence": told.sentence,
        "level": evaluation.level,
        "prescriber_id": evaluation.prescriber_id,
        "prescribed": evaluation.prescribed,
        "required": evaluation.required,
        "completed": evaluation.completed,
        "assessment": evaluation.assessment,
        "reasons": told.reasons,
        **_learning(explained),
        "rules": told.rules,
        "assumptions": told.assumptions,
        "missing": told.missing,
        "level_findings": [_level_finding(one) for one in told.level_differences],
        "year_closed": told.year_closed,
        "known_at": explained.known_at,
        "ruleset": explained.ruleset_digest,
        "freshness": explained.freshness,
        "reevaluation_due": explained.reevaluation_due,
    }


def _level_finding(found: LevelDifference) -> dict[str, Any]:
    return {
        "rule_id": found.rule.id,
        "severity": found.rule.severity,
        "title": found.rule.title,
        "action": found.rule.action,
        "plans": [
            {"plan_id": one.plan_id, "feed_id": one.feed_id, "name": one.name}
            for one in found.plans
        ],
    }


def _equivalent(found: Equivalence | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"course_id": found.feed_id, "name": found.name, "order": found.order}


def _assessment(one: ExplainedAssessment) -> dict[str, Any]:
    return {
        "assessment_id": one.assessment.feed_id,
        "name": one.assessment.name,
        "state": one.assessment.state,
        "taken_at": one.assessment.taken_at,
        "attempts": one.assessment.attempts,
        "terms": one.assessment.terms,
        "outside_window": one.assessment.outside_window,
        "evidence": one.assessment.evidence,
        "unlocked": one.assessment.unlocked,
        "gates": [
            {"course_id": gate.feed_id, "name": gate.name, "completed": gate.completed}
            for gate in one.assessment.gates
        ],
        "sentence": one.sentence,
        "notes": one.notes,
    }


def _learning(explained: Explained) -> dict[str, Any]:
    told = explained.explanation
    courses = [
        {
            "course_id": one.course.feed_id,
            "name": one.course.name,
            "gate": one.course.gate,
            "standing": one.course.standing,
            "completed_at": one.course.completed_at,
            "after_due_date": one.course.after_due_date,
            "equivalent": _equivalent(one.course.equivalent),
            "implausibly_fast": one.course.implausibly_fast,
            "sentence": one.sentence,
            "notes": one.notes,
        }
        for one in told.courses
    ]
    assessments = [_assessment(one) for one in told.assessments]
    ways = [
        {
            "kind": way.kind,
            "sentence": way.sentence,
            "needed": way.needed,
            "course_ids": [course.feed_id for course in way.courses],
            "assessment_ids": [one.feed_id for one in way.assessments],
            "by": way.by,
        }
        for way in told.ways
    ]
    return {"courses": courses, "assessments": assessments, "ways": ways}
