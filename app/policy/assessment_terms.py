"""The terms that a prescriber ordered for an assessment: told beside it, and deciding nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time

from app.policy.assessment import AssessmentVerdict
from app.policy.facts import AssessmentTerms, Plan
from app.policy.outcome import AssessmentState
from app.policy.reporting_year import IST
from app.policy.window import Window


def told(
    verdicts: Iterable[AssessmentVerdict],
    plans: Sequence[Plan],
    terms: Sequence[AssessmentTerms],
    window: Window,
) -> tuple[AssessmentVerdict, ...]:
    """Return the verdicts, each with the terms that hold for it.

    They are by an order of an authority whose plan links the assessment, given by the moment looked
    from; of two such authorities the first recorded stands. Rule `assessment.outside_window_counts`
    has a pass outside the days count, and marks it.
    """
    linking = {
        (plan.authority_id, plan.assessment.assessment_id) for plan in plans if plan.assessment
    }
    holding = {
        one.assessment_id: one
        for one in sorted(terms, key=lambda each: -each.record_id)
        if (one.authority_id, one.assessment_id) in linking
        and not window.hides(datetime.combine(one.order.dated, time.min, IST))
    }
    return tuple(_with(verdict, holding.get(verdict.assessment_id)) for verdict in verdicts)


def _with(verdict: AssessmentVerdict, terms: AssessmentTerms | None) -> AssessmentVerdict:
    return replace(
        verdict, terms=terms, outside_window=terms is not None and _outside(verdict, terms)
    )


def _outside(verdict: AssessmentVerdict, terms: AssessmentTerms) -> bool:
    """Say whether it was passed on a day that is known and lies outside the terms' days."""
    if verdict.state is not AssessmentState.PASSED or verdict.taken_at is None:
        return False
    return not terms.opens_on <= verdict.taken_at.astimezone(IST).date() <= terms.closes_on
