"""Terms of assessments: told beside them, a pass outside their days marked, the cut-off decides."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from app.policy import mandate
from app.policy.facts import AssessmentTerms, OfficialFacts
from app.policy.orders import Order
from app.policy.reporting_year import IST
from app.policy.telling.explanation import explain
from tests.policy.factories import (
    CCA,
    MDO,
    RULES,
    YEAR,
    a_plan,
    a_result,
    an_assessment,
    an_official,
)

ORDERED = Order("A-7/2025", date(2025, 5, 2), "Director")
OPENS, CLOSES = date(2025, 9, 1), date(2025, 9, 30)


def terms(authority_id: int = MDO, record_id: int = 1) -> AssessmentTerms:
    """Return terms of the usual assessment: September, three attempts, 60 percent."""
    return AssessmentTerms(record_id, authority_id, 900, OPENS, CLOSES, 3, 60.0, ORDERED)


def sitting(*moments: datetime, state: str = "passed") -> OfficialFacts:
    """Return an official under terms who sat the assessment at those moments."""
    return an_official(
        plans=(a_plan(assessment=an_assessment()),),
        assessments=tuple(a_result(state, moment) for moment in moments),
        terms=(terms(),),
    )


@pytest.mark.parametrize(
    ("moment", "outside"),
    [
        (datetime(2025, 8, 31, 23, 59, 59, 999999, IST), True),
        (datetime(2025, 9, 1, tzinfo=IST), False),
        (datetime(2025, 9, 30, 23, 59, 59, 999999, IST), False),
        (datetime(2025, 10, 1, tzinfo=IST), True),
    ],
)
def test_a_pass_outside_the_days_counts_and_is_marked(moment: datetime, *, outside: bool) -> None:
    """Both days belong to the window, by the clock in India; the outcome is as without terms."""
    facts = sitting(moment)
    found = mandate.evaluate(facts, YEAR, RULES)
    without = mandate.evaluate(replace(facts, terms=()), YEAR, RULES)

    assert found.assessments[0].outside_window is outside
    assert replace(found, assessments=()) == replace(without, assessments=())
    rules = {one.id for one in explain(found, facts, YEAR, RULES, YEAR.last_day).rules}
    assert ("assessment.outside_window_counts" in rules) is outside


def test_the_explanation_tells_the_terms() -> None:
    """Attempts of those allowed, the days, the cut-off; and the way names the last day."""
    facts = sitting(datetime(2025, 9, 2, tzinfo=IST), state="failed")
    evaluation = mandate.evaluate(facts, YEAR, RULES)
    told = explain(evaluation, facts, YEAR, RULES, date(2025, 9, 3))
    late = explain(evaluation, facts, YEAR, RULES, date(2025, 10, 1))
    notes = " ".join(note.en for note in told.assessments[0].notes)

    assert "1 of 3 allowed" in notes
    assert "A-7/2025 of 02.05.2025 of the prescriber it is open from 01.09.2025" in notes
    assert "60 %" in notes
    assert "is open until 30.09.2025" in told.ways[0].sentence.en
    assert "ended on 30.09.2025" in late.ways[0].sentence.en


def test_no_way_leads_through_days_that_are_over() -> None:
    """Where the ordered days alone count and are over, an order is needed; courses still help."""
    rules = replace(RULES, outside_days_counts=False)
    facts = sitting(datetime(2025, 9, 2, tzinfo=IST), state="failed")

    def ways(known: OfficialFacts, today: date) -> list[tuple[str, bool, bool]]:
        told = explain(mandate.evaluate(known, YEAR, rules), known, YEAR, rules, today).ways
        return [(one.kind, bool(one.courses), bool(one.assessments)) for one in told]

    short, after = replace(facts, completions=()), CLOSES + timedelta(1)
    assert ways(short, CLOSES) == [("complete_courses", True, True)]
    found = mandate.evaluate(short, YEAR, rules)
    (way,) = explain(found, short, YEAR, rules, CLOSES).ways
    assert way.by == CLOSES
    (usual,) = explain(found, short, YEAR, RULES, CLOSES).ways
    assert usual.by == YEAR.last_day
    assert ways(short, after) == [("complete_courses", True, False), ("order_needed", False, True)]
    assert ways(facts, after) == [("order_needed", False, True)]
    assert ways(facts, YEAR.last_day + timedelta(1)) == [("year_closed", False, False)]


def test_used_attempts_are_told() -> None:
    """Who has used all attempts that are allowed is told so with the way, and not before."""
    moments = [datetime(2025, 9, day, tzinfo=IST) for day in (2, 3, 4)]

    def sentence(*tried: datetime) -> str:
        facts = sitting(*tried, state="failed")
        found = mandate.evaluate(facts, YEAR, RULES)
        return explain(found, facts, YEAR, RULES, date(2025, 9, 5)).ways[0].sentence.en

    assert "allows, 3, are used" in sentence(*moments)
    assert "are used" not in sentence(*moments[:2])


def test_terms_are_the_prescribers_and_the_first_recorded() -> None:
    """An authority whose plan does not link the assessment orders nothing for it."""
    facts = sitting(datetime(2025, 9, 2, tzinfo=IST))
    foreign = replace(facts, terms=(terms(CCA),))
    several = replace(facts, terms=(terms(record_id=2), terms()))

    assert mandate.evaluate(foreign, YEAR, RULES).assessments[0].terms is None
    assert mandate.evaluate(several, YEAR, RULES).assessments[0].terms == terms()


def test_an_order_given_later_is_not_seen() -> None:
    """Looked at from a moment before the order there are no terms."""
    facts = sitting()
    before = datetime(2025, 5, 1, 12, tzinfo=IST)

    assert mandate.evaluate(facts, YEAR, RULES, before).assessments[0].terms is None


@pytest.mark.parametrize(
    ("result", "outcome", "evidence", "note"),
    [
        ({"score": 59.99}, "assessment_failed", "cut_off", "The score decides"),
        ({"state": "failed", "score": 60.0}, "met", "cut_off", "The score decides"),
        ({"score": 10.0, "certified": True}, "met", "certificate", "has issued its certificate"),
        ({"score": 10.0, "certified": None}, "met", "as_igot_says", "iGOT's word stands"),
        ({"score": 101.0}, "met", "as_igot_says", "iGOT's word stands"),
        ({}, "met", "as_igot_says", "iGOT's word stands"),
    ],
)
def test_what_a_cut_off_decides_is_told(
    result: dict[str, Any], outcome: str, evidence: str, note: str
) -> None:
    """The explanation says whether the score, the certificate or iGOT's word decided."""
    facts = replace(sitting(), assessments=(replace(a_result(), **result),))
    evaluation = mandate.evaluate(facts, YEAR, RULES)
    told = explain(evaluation, facts, YEAR, RULES, YEAR.last_day)
    assumed = {one.rule_id for one in told.assumptions}

    assert (evaluation.outcome, evaluation.assessments[0].evidence) == (outcome, evidence)
    assert note in " ".join(one.en for one in told.assessments[0].notes)
    assert ("assessment.pass_mark" in assumed) is (evidence == "cut_off")
    assert ("assessment.certificate_passes" in assumed) is (evidence == "certificate")
    assert assumed <= {rule.id for rule in told.rules}
