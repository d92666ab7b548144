"""The mandate of OM T-28/27/2025-iGOT of 04.07.2025, by examples."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from app.policy.facts import Criterion, Employment, Posting
from app.policy.mandate import Evaluation, evaluate, required_of
from app.policy.outcome import Outcome, Reason
from app.policy.reporting_year import IST
from tests.policy.factories import (
    CCA,
    IN_YEAR,
    MDO,
    RULES,
    YEAR,
    a_completion,
    a_plan,
    a_profile,
    a_result,
    an_ais_profile,
    an_assessment,
    an_exemption,
    an_official,
)

LINKED = a_plan(assessment=an_assessment())
OTHERS = replace(LINKED, plan_id=2, groups=((Criterion("tag", ("finance",)),),))
UNCLEAR = a_result("not_established", None)
STATES_OWN = an_ais_profile(service=None)
CONTRACTUAL = a_profile(employment=Employment.CONTRACTUAL)
NOWHERE = a_profile(unplaced=True)
LAST_DAY = date(2026, 3, 31)

OUTCOMES: dict[str, tuple[dict[str, Any], str]] = {
    "half of four": ({}, "met"),
    "one of four": ({"completions": (a_completion(1),)}, "short_of_courses"),
    "the same course twice": ({"completions": (a_completion(1),) * 2}, "short_of_courses"),
    "two of three": ({"plans": (a_plan(1, 2, 3),)}, "met"),
    "one of three": (
        {"plans": (a_plan(1, 2, 3),), "completions": (a_completion(1),)},
        "short_of_courses",
    ),
    "plan of one, done": ({"plans": (a_plan(1),)}, "met"),
    "plan of one, not done": ({"plans": (a_plan(9),)}, "short_of_courses"),
    "nothing done": ({"completions": ()}, "short_of_courses"),
    "no plan": ({"plans": ()}, "no_plan"),
    "plan of no course": ({"plans": (replace(LINKED, courses=()),)}, "no_plan"),
    "no plan, no level": (
        {"plans": (), "profile": a_profile(designation=None)},
        "level_unresolved",
    ),
    "a plan reaches without a level": ({"profile": a_profile(designation="Astronaut")}, "met"),
    "plan not for the APAR": ({"plans": (a_plan(apar=False),)}, "no_plan"),
    "plan of another authority": ({"plans": (a_plan(authority_id=11),)}, "no_plan"),
    "assessment passed": ({"plans": (LINKED,), "assessments": (a_result(),)}, "met"),
    "assessment failed": (
        {"plans": (LINKED,), "assessments": (a_result("failed"),)},
        "assessment_failed",
    ),
    "assessment open": ({"plans": (LINKED,)}, "assessment_pending"),
    "assessment unclear": (
        {"plans": (LINKED,), "assessments": (UNCLEAR,)},
        "not_established",
    ),
    "short, and failed": (
        {"plans": (LINKED,), "completions": (), "assessments": (a_result("failed"),)},
        "short_of_courses",
    ),
    "contractual": ({"profile": CONTRACTUAL, "completions": ()}, "not_mandated"),
    "State's own": ({"profile": STATES_OWN}, "not_mandated"),
    "exempted": ({"exemptions": (an_exemption(LAST_DAY),), "completions": ()}, "exempt"),
    "contractual and exempted": (
        {"profile": CONTRACTUAL, "exemptions": (an_exemption(LAST_DAY),)},
        "not_mandated",
    ),
    "of no place that day": ({"profile": NOWHERE, "completions": ()}, "not_established"),
    "of no place, exempted": (
        {"profile": NOWHERE, "exemptions": (an_exemption(LAST_DAY),)},
        "exempt",
    ),
    "of no place, by employment": (
        {"profile": replace(CONTRACTUAL, unplaced=True)},
        "not_established",
    ),
    "AIS in a State, no plan": ({"profile": an_ais_profile()}, "no_plan"),
    "AIS in a State, no batch": ({"profile": an_ais_profile(batch=None)}, "level_unresolved"),
}


def of(**changes: Any) -> Evaluation:
    """Evaluate the official of the factories with some facts changed."""
    return evaluate(an_official(**changes), YEAR, RULES)


@pytest.mark.parametrize(("changes", "outcome"), OUTCOMES.values(), ids=OUTCOMES.keys())
def test_outcomes(changes: dict[str, Any], outcome: str) -> None:
    """Each outcome follows from its facts, the first one that holds."""
    assert of(**changes).outcome == outcome


def test_every_outcome_has_an_example() -> None:
    """No outcome of the closed set is without an example."""
    assert {outcome for _, outcome in OUTCOMES.values()} == set(Outcome)


REASONS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "apar_flag_missing": (
        {"plans": (a_plan(apar=None),)},
        {"apar_flag_missing", "reached_by_no_plan"},
    ),
    "assessment_not_linked": ({}, {"assessment_not_linked"}),
    "assessment_not_yet_mandated": (
        {"plans": (a_plan(), OTHERS)},
        {"assessment_not_yet_mandated"},
    ),
    "completion_in_doubt": (
        {"completions": (), "in_doubt": True},
        {"assessment_not_linked", "completion_in_doubt", "courses_below_share"},
    ),
    "courses_below_share": (
        {"completions": ()},
        {"assessment_not_linked", "courses_below_share"},
    ),
    "deputation_flag_missing": (
        {"profile": an_ais_profile(on_central_deputation=None)},
        {"deputation_flag_missing", "reached_by_no_plan"},
    ),
    "employment_without_apar": (
        {"profile": a_profile(employment=Employment.OUTSOURCED)},
        {"assessment_not_linked", "employment_without_apar"},
    ),
    "exempted_by_order": (
        {"exemptions": (an_exemption(LAST_DAY),)},
        {"assessment_not_linked", "exempted_by_order"},
    ),
    "fail_without_evidence": (
        {"plans": (LINKED,), "assessments": (UNCLEAR,)},
        {"fail_without_evidence"},
    ),
    "level_unknown": (
        {"profile": a_profile(designation=None)},
        {"assessment_not_linked", "level_unknown"},
    ),
    "ministry_has_not_chosen": (
        {"profile": a_profile(body_without_choice=True)},
        {"assessment_not_linked", "ministry_has_not_chosen"},
    ),
    "no_mdo_declared": (
        {"profile": a_profile(no_mdo_prescriber_id=9, batch=2010)},
        {"no_mdo_declared", "reached_by_no_plan"},
    ),
    "not_covered": ({"profile": STATES_OWN}, {"not_covered", "reached_by_no_plan"}),
    "not_flagged_apar": (
        {"plans": (LINKED, a_plan(plan_id=2, apar=False)), "assessments": (a_result(),)},
        {"not_flagged_apar"},
    ),
    "place_of_earlier_posting": (
        {"profile": a_profile(earlier_posting=True)},
        {"assessment_not_linked", "place_of_earlier_posting"},
    ),
    "place_of_longest_posting": (
        {"profile": a_profile(longest_posting=True)},
        {"assessment_not_linked", "place_of_longest_posting"},
    ),
    "place_unknown": (
        {"profile": a_profile(unplaced=True), "completions": (), "in_doubt": True},
        {"place_unknown"},
    ),
    "plans_of_all_postings": (
        {"elsewhere": (Posting(a_profile(), RULES.level_map, date(2025, 1, 1), 100),)},
        {"assessment_not_linked", "plans_of_all_postings"},
    ),
    "prescriber_unknown": (
        {"profile": an_ais_profile(controlling_authority_id=None)},
        {"prescriber_unknown", "reached_by_no_plan"},
    ),
    "reached_by_no_plan": ({"plans": ()}, {"reached_by_no_plan"}),
    "retired_by_order": (
        {"exemptions": (an_exemption(LAST_DAY, kind="retirement"),)},
        {"assessment_not_linked", "exempted_by_order", "retired_by_order"},
    ),
    "several_plans": (
        {"plans": (a_plan(), a_plan(plan_id=2))},
        {"assessment_not_linked", "several_plans"},
    ),
}


def test_a_doubt_keeps_nobody_short_and_takes_nothing_away() -> None:
    """An undated completion makes falling short unclear; who has met the mandate stays so."""
    assert of(completions=(), in_doubt=True).outcome == "not_established"
    assert of(in_doubt=True) == of(in_doubt=False)


@pytest.mark.parametrize("reason", Reason)
def test_reasons(reason: Reason) -> None:
    """Every reason has its facts; all reasons that hold are named, in alphabetical order."""
    changes, expected = REASONS[reason]
    found = of(**changes).reasons

    assert reason in found
    assert found == tuple(sorted(expected))


@pytest.mark.parametrize(
    ("first", "last", "exempt"),
    [
        (date(2025, 4, 1), None, True),
        (LAST_DAY, LAST_DAY, True),
        (date(2020, 1, 1), date(2030, 1, 1), True),
        (date(2025, 4, 1), date(2026, 3, 30), False),
        (date(2026, 4, 1), None, False),
    ],
)
def test_an_exemption_covers_the_last_day(first: date, last: date | None, *, exempt: bool) -> None:
    """By house rule an order exempts from the year whose last day it covers."""
    evaluation = of(exemptions=(an_exemption(first, last),))

    assert (evaluation.outcome is Outcome.EXEMPT) is exempt


def test_who_had_retired_by_the_last_day_is_exempt() -> None:
    """Whichever days an exemption has to cover, retirement is a case of its own, and is named."""
    left = an_exemption(LAST_DAY, kind="retirement")
    whole_year = replace(RULES, exemption_covers="whole_year")
    others = replace(whole_year, retirement="as_other_exemptions")
    facts = an_official(exemptions=(left,), completions=())
    decided = [evaluate(facts, YEAR, rules) for rules in (whole_year, others)]

    assert [one.outcome for one in decided] == [Outcome.EXEMPT, Outcome.SHORT_OF_COURSES]
    assert all(Reason.RETIRED_BY_ORDER in one.reasons for one in decided)


def test_an_order_of_after_the_moment_is_not_seen() -> None:
    """As of a moment, only what had been ordered by then exempts."""
    facts = an_official(exemptions=(an_exemption(date(2025, 10, 1)),), completions=())
    before = datetime(2025, 9, 30, 23, 59, tzinfo=IST)

    assert evaluate(facts, YEAR, RULES, before).outcome is Outcome.SHORT_OF_COURSES
    assert evaluate(facts, YEAR, RULES, before + timedelta(minutes=1)).outcome is Outcome.EXEMPT


@pytest.mark.parametrize(
    ("prescribed", "required"), [(0, 0), (1, 1), (2, 1), (3, 2), (6, 3), (7, 4), (100, 50)]
)
def test_half_is_rounded_up(prescribed: int, required: int) -> None:
    """At least 50 % of an odd number is the next whole course: para 3(v)."""
    assert required_of(prescribed, RULES) == required


def test_several_plans_are_taken_together() -> None:
    """Courses of several plans count once each."""
    evaluation = of(plans=(a_plan(3, 4, 5, plan_id=2), a_plan(1, 2, 3)))

    assert (evaluation.prescribed, evaluation.required, evaluation.completed) == (5, 3, 2)
    assert evaluation.plan_ids == (1, 2)


def test_without_a_required_assessment_a_fail_does_not_matter() -> None:
    """The assessment decides only where the rule asks for it; its state is told all the same."""
    rules = replace(RULES, assessment_required=False)
    facts = an_official(plans=(LINKED,), assessments=(a_result("failed"),))
    evaluation = evaluate(facts, YEAR, rules)

    assert (evaluation.outcome, evaluation.assessment) == ("met", "failed")


def test_without_a_required_flag_every_plan_counts() -> None:
    """Where no APAR flag is asked for, none is missed."""
    rules = replace(RULES, apar_flag_required=False)
    evaluation = evaluate(an_official(plans=(a_plan(apar=None),)), YEAR, rules)

    assert evaluation.outcome is Outcome.MET
    assert evaluation.reasons == (Reason.ASSESSMENT_NOT_LINKED,)


def test_an_officer_in_a_state_under_the_controlling_authority() -> None:
    """The controlling authority's plan counts, its level by years of service: para 3(ii)."""
    plan = replace(a_plan(authority_id=CCA), groups=a_plan().groups)
    profile = an_ais_profile(authority_feed_id="org-10")
    evaluation = of(profile=profile, plans=(plan, a_plan(plan_id=2)))

    assert (evaluation.prescriber_id, evaluation.level) == (CCA, "above_9_upto_16")
    assert (evaluation.outcome, evaluation.plan_ids) == ("met", (1,))


def test_an_earlier_look_sees_an_earlier_outcome() -> None:
    """As of a moment before the completions the same year was still short."""
    facts = an_official()
    earlier = evaluate(facts, YEAR, RULES, IN_YEAR - timedelta(seconds=1))

    assert earlier.outcome is Outcome.SHORT_OF_COURSES
    assert (earlier.prescriber_id, earlier.completed) == (MDO, 0)
