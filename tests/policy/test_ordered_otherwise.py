"""What an authority may order otherwise: each choice is named, assumed and led out of truly."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.policy.facts import Equivalence
from app.policy.mandate import evaluate
from app.policy.orders import Order
from app.policy.telling import choices
from app.policy.telling.choices import Choice
from app.policy.telling.explanation import Explanation, explain
from tests.policy.factories import (
    IN_YEAR,
    MDO,
    RULES,
    YEAR,
    a_completion,
    a_course,
    a_plan,
    a_result,
    an_assessment,
    an_official,
)

TODAY = date(2025, 10, 15)
LINKED = a_plan(assessment=an_assessment())
LATER = datetime(2025, 10, 1, tzinfo=UTC)
DUE = datetime(2025, 9, 15, 12, 0, tzinfo=UTC)
SINCE = tuple(replace(a_course(number), listed_since=LATER) for number in (1, 2, 3, 4))
GONE = a_plan(1, 2, 3, replace(a_course(4), vanished=True))
INSTEAD = Equivalence(
    1, MDO, 9, "do_0009", "Course 9", 3, date(2025, 4, 1), None, Order("E-1", TODAY, "Secretary")
)


def of(rules: dict[str, Any], **changes: Any) -> Explanation:
    """Explain the official of the factories under other rules, with some facts changed."""
    facts, ordered = an_official(**changes), replace(RULES, **rules)
    return explain(evaluate(facts, YEAR, ordered), facts, YEAR, ordered, TODAY)


CASES: dict[Choice, tuple[dict[str, Any], dict[str, Any]]] = {
    ("assessment.certificate_passes", False): (
        {"certificate_passes": False},
        {"plans": (LINKED,), "assessments": (replace(a_result(), certified=True),)},
    ),
    ("assessment.none_linked_passes", False): ({"unlinked_passes": False}, {}),
    ("assessment.undated_result_counts", False): (
        {"undated_counts": False},
        {"plans": (LINKED,), "assessments": (a_result("passed", None),)},
    ),
    ("completion.after_due_date_counts", False): (
        {"after_due_counts": False},
        {"plans": (a_plan(due_at=DUE),), "completions": (a_completion(1, LATER),)},
    ),
    ("completion.before_plan_counts", False): (
        {"before_plan_counts": False},
        {"plans": (a_plan(*SINCE),)},
    ),
    ("completion.doubt_withholds", False): (
        {"doubt_withholds": False},
        {"in_doubt": True, "completions": ()},
    ),
    ("completion.equivalent_counts", False): (
        {"equivalents": "never"},
        {"equivalences": (INSTEAD,), "completions": (a_completion(1), a_completion(9))},
    ),
    ("plans.retired_after_year_counts", False): (
        {"retired_plans_count": False},
        {"plans": (a_plan(retired=True),)},
    ),
    ("plans.several_count_together", False): (
        {"plans_count_together": False},
        {"plans": (a_plan(), a_plan(5, plan_id=2, published_at=LATER))},
    ),
    ("plans.vanished_course_stays", True): ({}, {"plans": (GONE,)}),
    ("plans.vanished_course_stays", False): ({"vanished_stay": False}, {"plans": (GONE,)}),
}


@pytest.mark.parametrize(("choice", "case"), CASES.items(), ids=map(str, CASES))
def test_a_choice_that_had_a_say_is_named(
    choice: Choice, case: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    """The rule is among those used, and the assumption says which way it was chosen."""
    rules, facts = case
    explained = of(rules, **facts)
    usual = of(rules, completions=())

    assert choice[0] in {rule.id for rule in explained.rules}
    assert choices.SENTENCES[choice] in {one.sentence for one in explained.assumptions}
    if choice[0] != "assessment.none_linked_passes":
        assert choices.SENTENCES[choice] not in {one.sentence for one in usual.assumptions}


def test_a_vanished_course_is_marked() -> None:
    """The course itself says that the plan shows it no longer, and that it stays prescribed."""
    explained = of({}, plans=(GONE,))
    notes = [[note.en for note in one.notes] for one in explained.courses]

    assert notes[:3] == [[], [], []]
    assert notes[3][0].startswith("The plan on iGOT shows this course no longer")
    assert len(of({"vanished_stay": False}, plans=(GONE,)).courses) == 3


@pytest.mark.parametrize(
    ("rules", "facts", "told"),
    [
        ({"unlinked_passes": False}, {}, ["link_an_assessment"]),
        (
            {"before_plan_counts": False},
            {"plans": (a_plan(*SINCE),), "completions": (a_completion(1),)},
            ["complete_courses"],
        ),
        (
            {"before_plan_counts": False},
            {"plans": (a_plan(*SINCE),), "completions": tuple(map(a_completion, (1, 2, 3)))},
            ["order_needed"],
        ),
        (
            {"after_due_counts": False},
            {"plans": (a_plan(due_at=DUE),), "completions": (a_completion(1),)},
            ["order_needed"],
        ),
    ],
)
def test_ways_lead_by_what_still_counts(
    rules: dict[str, Any], facts: dict[str, Any], told: list[str]
) -> None:
    """No way asks for a course that would not count any more, or for an assessment there is not."""
    explained = of(rules, **facts)

    assert [way.kind for way in explained.ways] == told
    assert "do_0001" not in {one.feed_id for way in explained.ways for one in way.courses}


def test_a_way_names_the_day_after_which_a_course_counts_no_longer() -> None:
    """Where the due date binds, the year's last day is not the one to learn by."""
    plans = (a_plan(due_at=datetime(2025, 12, 31, tzinfo=UTC)),)
    (way,) = of({"after_due_counts": False}, plans=plans, completions=(a_completion(1),)).ways

    assert "Course 2 counts until 31.12.2025 alone." in way.sentence.en
    assert way.by == date(2025, 12, 31)


@pytest.mark.parametrize(("completed", "by"), [(1, date(2026, 3, 31)), (0, date(2025, 12, 31))])
def test_a_way_ends_when_too_few_of_its_courses_count(completed: int, by: date) -> None:
    """Of three courses one counts to the year's end: whoever needs two has to learn before."""
    early = a_plan(1, 2, due_at=datetime(2025, 12, 31, tzinfo=UTC))
    plans = (early, replace(a_plan(3, due_at=None), plan_id=early.plan_id + 1))
    done = tuple(map(a_completion, range(1, completed + 1)))
    (way,) = of({"after_due_counts": False}, plans=plans, completions=done).ways

    assert (way.needed, way.by) == (2 - completed, by)


def test_the_plan_published_last_holds_alone() -> None:
    """Of two plans of one authority the later is all that is asked, where it is so ordered."""
    earlier, later = a_plan(1, 2), a_plan(3, plan_id=2, published_at=IN_YEAR)
    explained = of({"plans_count_together": False}, plans=(later, earlier))

    assert [one.course.feed_id for one in explained.courses] == ["do_0003"]
