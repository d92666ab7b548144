"""The terms that a prescriber ordered for an assessment: which hold, and on which days."""

from collections.abc import Sequence
from datetime import datetime, time

from app.policy.facts import AssessmentResult, AssessmentTerms, Plan
from app.policy.reporting_year import IST
from app.policy.window import Window


def holding(
    plans: Sequence[Plan], terms: Sequence[AssessmentTerms], window: Window
) -> dict[int, AssessmentTerms]:
    """Return the terms that hold for each assessment linked to some plans, by its number.

    They are by an order of an authority whose plan links the assessment, given by the moment looked
    from; of two such authorities the first recorded stands.
    """
    linking = {
        (plan.authority_id, plan.assessment.assessment_id) for plan in plans if plan.assessment
    }
    return {
        one.assessment_id: one
        for one in sorted(terms, key=lambda each: -each.record_id)
        if (one.authority_id, one.assessment_id) in linking
        and not window.hides(datetime.combine(one.order.dated, time.min, IST))
    }


def outside(result: AssessmentResult | None, terms: AssessmentTerms | None) -> bool:
    """Say whether a result is a pass on a day that is known and lies outside the terms' days.

    Rule `assessment.outside_window_counts` has it count, and marks it.
    """
    if result is None or result.state != "passed" or result.taken_at is None:
        return False
    return not open_on(result.taken_at, terms)


def open_on(moment: datetime, terms: AssessmentTerms | None) -> bool:
    """Say whether an assessment was open at a moment, which it is where nothing is ordered."""
    if terms is None:
        return True
    return terms.opens_on <= moment.astimezone(IST).date() <= terms.closes_on
