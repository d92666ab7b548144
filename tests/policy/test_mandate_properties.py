"""What must hold of every evaluation, whatever the facts."""

from dataclasses import replace
from datetime import date, datetime
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.policy.completion import CourseStanding
from app.policy.facts import Completion, OfficialFacts
from app.policy.mandate import evaluate
from app.policy.outcome import Outcome, Reason
from app.policy.reporting_year import IST
from app.policy.telling.explanation import explain
from tests.policy.factories import RULES, YEAR
from tests.policy.strategies import completions, moments, officials

SETTLED = {Outcome.NOT_MANDATED, Outcome.EXEMPT, Outcome.NO_PLAN, Outcome.LEVEL_UNRESOLVED}


@given(officials())
def test_met_means_half(facts: OfficialFacts) -> None:
    """Nobody meets the mandate with less than half of at least one prescribed course."""
    found = evaluate(facts, YEAR, RULES)

    assert found.outcome is not Outcome.MET or 0 < found.prescribed <= 2 * found.completed


@given(officials())
def test_counts_agree_with_verdicts(facts: OfficialFacts) -> None:
    """The counts are those of the courses' verdicts, each course once, in order."""
    found = evaluate(facts, YEAR, RULES)
    counted = [one for one in found.courses if one.standing is CourseStanding.COUNTED]
    feed_ids = [one.feed_id for one in found.courses]

    assert (found.prescribed, found.completed) == (len(found.courses), len(counted))
    assert feed_ids == sorted(set(feed_ids))
    assert all(YEAR.contains(one.completed_at) for one in counted if one.completed_at)


@given(officials())
def test_reasons_explain_the_outcome(facts: OfficialFacts) -> None:
    """Short of courses, and only of those mandated, comes with its reason."""
    found = evaluate(facts, YEAR, RULES)
    below = Reason.COURSES_BELOW_SHARE in found.reasons

    assert below or found.outcome is not Outcome.SHORT_OF_COURSES
    assert not below or found.outcome in SETTLED | {Outcome.SHORT_OF_COURSES}


@given(officials(), completions())
def test_learning_more_never_makes_worse(facts: OfficialFacts, more: Completion) -> None:
    """Another completion takes nothing away, and no outcome but a shortage changes by it."""
    before = evaluate(facts, YEAR, RULES)
    after = evaluate(replace(facts, completions=(*facts.completions, more)), YEAR, RULES)

    assert after.completed in {before.completed, before.completed + 1}
    assert after.outcome == before.outcome or before.outcome is Outcome.SHORT_OF_COURSES
    assert after.outcome is not Outcome.SHORT_OF_COURSES or before.outcome == after.outcome


@given(officials(), st.randoms(use_true_random=False))
def test_order_and_repetition_make_no_difference(facts: OfficialFacts, order: Random) -> None:
    """Facts that come twice, or in another order, give the same evaluation."""
    repeated = [*facts.completions, *facts.completions]
    order.shuffle(repeated)
    results = [*facts.assessments, *facts.assessments]
    order.shuffle(results)
    plans = list(facts.plans)
    order.shuffle(plans)
    shuffled = replace(
        facts, completions=tuple(repeated), assessments=tuple(results), plans=tuple(plans)
    )

    assert evaluate(shuffled, YEAR, RULES) == evaluate(facts, YEAR, RULES)


@given(officials(), moments())
def test_as_of_is_the_past_without_its_future(facts: OfficialFacts, as_of: datetime) -> None:
    """Looking from a moment is the same as never having heard of what came after it."""
    known = replace(
        facts,
        completions=tuple(one for one in facts.completions if one.completed_at <= as_of),
        assessments=tuple(
            one for one in facts.assessments if one.taken_at is None or one.taken_at <= as_of
        ),
        exemptions=tuple(
            one for one in facts.exemptions if one.ordered_on <= as_of.astimezone(IST).date()
        ),
    )
    seen, heard = evaluate(facts, YEAR, RULES, as_of), evaluate(known, YEAR, RULES)

    assert (seen.outcome, seen.reasons) == (heard.outcome, heard.reasons)
    assert (seen.completed, seen.assessment) == (heard.completed, heard.assessment)


@given(officials())
def test_what_lies_outside_the_year_does_not_decide(facts: OfficialFacts) -> None:
    """Completions outside the year give way without a change of outcome."""
    inside = tuple(one for one in facts.completions if YEAR.contains(one.completed_at))
    found = evaluate(replace(facts, completions=inside), YEAR, RULES)

    assert found.outcome == evaluate(facts, YEAR, RULES).outcome


@settings(max_examples=200)
@given(officials(), st.sampled_from([YEAR.first_day, YEAR.last_day, YEAR.closes.date()]))
def test_every_evaluation_can_be_explained(facts: OfficialFacts, today: date) -> None:
    """No mixture of facts is beyond explanation, and nobody is left without a way."""
    found = evaluate(facts, YEAR, RULES)
    explained = explain(found, facts, YEAR, RULES, today)

    assert explained.ways
    assert {one.rule_id for one in explained.assumptions} <= {rule.id for rule in explained.rules}
    assert len(explained.reasons) == len(found.reasons)
