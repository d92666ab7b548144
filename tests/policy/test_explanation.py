"""Explanations: every sentence in both languages, every rule with its source, every way out."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pytest

from app.policy import wording
from app.policy.completion import CourseStanding
from app.policy.mandate import evaluate
from app.policy.outcome import AssessmentState, Outcome, Reason
from app.policy.telling.explanation import Explanation, explain
from app.policy.wording import Wording
from tests.policy.factories import (
    IN_YEAR,
    RULES,
    YEAR,
    a_completion,
    a_course,
    a_plan,
    a_profile,
    a_result,
    an_ais_profile,
    an_assessment,
    an_exemption,
    an_official,
)

TODAY, AFTERWARDS = date(2026, 3, 31), date(2026, 4, 1)
LINKED = a_plan(assessment=an_assessment())
UNCLEAR = a_result("not_established", None)
PASS = "Pass Assessment 900 by 31 March 2026."
FAIL = "Have iGOT correct the assessment's result: a fail stands there without a score or a date."
PROFILE = "Correct the profile on iGOT, so that the prescriber and the level can be told from it."
PLAN = "The prescribing authority adds a training plan for the official's level, for the APAR."
PLACE = (
    "Have iGOT state since when the official has served, or record the order that exempts the"
    " official from the year."
)
DEVANAGARI = re.compile("[\u0900-\u097f]")


def of(today: date = TODAY, **changes: Any) -> Explanation:
    """Explain the official of the factories with some facts changed."""
    facts = an_official(**changes)
    return explain(evaluate(facts, YEAR, RULES), facts, YEAR, RULES, today)


@pytest.mark.parametrize(
    ("members", "table"),
    [
        (Outcome, wording.OUTCOMES),
        (Reason, wording.REASONS),
        (CourseStanding, wording.COURSES),
        (AssessmentState, wording.ASSESSMENTS),
    ],
)
def test_every_member_is_told_in_both_languages(
    members: type[StrEnum], table: Mapping[Any, Wording]
) -> None:
    """Each member of a closed set has an English and a Hindi sentence of its own."""
    assert set(table) == set(members)
    assert all(
        DEVANAGARI.search(one.hi) and not DEVANAGARI.search(one.en) for one in table.values()
    )
    assert len({one.hi for one in table.values()}) == len(table)


def test_an_outcome_is_told_with_its_courses() -> None:
    """Each prescribed course says whether it counted."""
    explained = of(completions=(a_completion(1), a_completion(2, YEAR.closes)))
    told = [one.sentence.en.split(":")[0] for one in explained.courses]

    assert explained.sentence.en == "Fewer courses were completed in the year than required."
    assert told == ["Counted", "Not counted", "Not counted", "Not counted"]
    assert explained.courses[1].sentence == wording.COURSES[CourseStanding.COMPLETED_AFTER_YEAR]


def test_a_late_completion_is_told_as_late() -> None:
    """A course counted after its due date says so, and names the house rule."""
    explained = of(plans=(a_plan(due_at=IN_YEAR - timedelta(days=30)),))

    assert explained.courses[0].sentence == wording.COUNTED_LATE
    assert "completion.after_due_date_counts" in {one.rule_id for one in explained.assumptions}


WAYS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "met": ({}, ["Nothing more is required."]),
    "exempt": (
        {"exemptions": (an_exemption(TODAY),), "completions": ()},
        ["Nothing more is required."],
    ),
    "short": (
        {"completions": ()},
        ["Complete any 2 of these 4 courses by 31 March 2026."],
    ),
    "short by one": (
        {"completions": (a_completion(4),)},
        ["Complete any 1 of these 3 courses by 31 March 2026."],
    ),
    "short, and an assessment": (
        {"plans": (LINKED,), "completions": ()},
        ["Complete any 2 of these 4 courses and pass Assessment 900 by 31 March 2026."],
    ),
    "short, the assessment passed": (
        {"plans": (LINKED,), "completions": (), "assessments": (a_result(),)},
        ["Complete any 2 of these 4 courses by 31 March 2026."],
    ),
    "assessment failed": (
        {"plans": (LINKED,), "assessments": (a_result("failed"),)},
        [PASS],
    ),
    "assessment behind a gate": (
        {"plans": (replace(LINKED, courses=(a_course(1), a_course(7, gate=True))),)},
        [
            f"{PASS} The assessment opens once these are completed: Course 7.",
        ],
    ),
    "assessment unclear": (
        {"plans": (LINKED,), "assessments": (UNCLEAR,)},
        [
            PASS,
            FAIL,
        ],
    ),
    "no plan": (
        {"plans": ()},
        [PLAN],
    ),
    "an assessment without courses": ({"plans": (replace(LINKED, courses=()),)}, [PLAN]),
    "no place": ({"profile": a_profile(unplaced=True)}, [PLACE]),
    "no plan, no level": (
        {"plans": (), "profile": a_profile(designation=None)},
        [
            PROFILE,
            PLAN,
        ],
    ),
}


@pytest.mark.parametrize(("changes", "expected"), WAYS.values(), ids=WAYS.keys())
def test_ways(changes: dict[str, Any], expected: list[str]) -> None:
    """The shortest ways to the goal are named with their courses, assessments and last day."""
    explained = of(**changes)

    assert [way.sentence.en for way in explained.ways] == expected
    assert all(DEVANAGARI.search(way.sentence.hi) for way in explained.ways)


def test_a_way_names_its_parts() -> None:
    """A way can be read by a machine as well: how many of which courses, by when."""
    (way,) = of(plans=(LINKED,), completions=(a_completion(1),)).ways

    assert (way.kind, way.needed, way.by) == ("complete_courses", 1, date(2026, 3, 31))
    assert [one.feed_id for one in way.courses] == ["do_0002", "do_0003", "do_0004"]
    assert [one.feed_id for one in way.assessments] == ["do_0900"]


def test_a_closed_year_is_closed() -> None:
    """After 31 March learning no longer helps, and no way pretends that it does."""
    explained = of(AFTERWARDS, completions=())

    assert explained.year_closed
    assert [way.kind for way in explained.ways] == ["year_closed"]
    assert explained.ways[0].sentence.en.startswith(
        "Reporting year 2025-26 closed on 31 March 2026"
    )


def test_a_wrong_record_can_be_corrected_in_a_closed_year() -> None:
    """What iGOT reports without evidence may still be put right."""
    explained = of(AFTERWARDS, plans=(LINKED,), assessments=(UNCLEAR,))

    assert [way.kind for way in explained.ways] == ["year_closed", "correct_the_record"]


def test_without_a_required_assessment_no_way_asks_for_it() -> None:
    """Where the rule does not ask for the assessment, the courses are all there is to do."""
    rules = replace(RULES, assessment_required=False)
    facts = an_official(plans=(LINKED,), completions=())
    explained = explain(evaluate(facts, YEAR, rules), facts, YEAR, rules, TODAY)

    assert explained.ways[0].assessments == ()
    assert "pass" not in explained.ways[0].sentence.en


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"plans": ()}, ["A training plan for the APAR that reaches the official."]),
        (
            {"profile": a_profile(designation=None)},
            ["The designation in the profile."],
        ),
        (
            {"profile": a_profile(designation="Astronaut")},
            ["A level for the official's designation in the authority's map."],
        ),
        (
            {"profile": a_profile(unplaced=True, designation=None), "plans": ()},
            ["A posting that covers the day by which the year is decided."],
        ),
        ({"plans": (LINKED,)}, ["A result of the linked assessment."]),
        (
            {"plans": (LINKED,), "assessments": (UNCLEAR,)},
            ["The score or the date of a failed assessment."],
        ),
        (
            {"profile": an_ais_profile(batch=None, controlling_authority_id=None)},
            [
                "The cadre controlling authority of the officer.",
                "A batch year that lies before the reporting year.",
                "A training plan for the APAR that reaches the official.",
            ],
        ),
        (
            {"profile": an_ais_profile(on_central_deputation=True)},
            [
                "The ministry, department or organisation in which the officer is on deputation.",
                "A training plan for the APAR that reaches the official.",
            ],
        ),
        ({"profile": an_ais_profile(service=None)}, []),
    ],
)
def test_missing(changes: dict[str, Any], expected: list[str]) -> None:
    """What the facts lack is named where it is to be put right."""
    assert [one.en for one in of(**changes).missing] == expected


def test_an_assessment_says_attempts_and_what_unlocks_it() -> None:
    """A gate of this year or the one before unlocks; what stands in for a course does not."""
    plan = replace(LINKED, courses=(a_course(1, gate=True), a_course(2, gate=True), a_course(3)))
    fails = (a_result("failed"), a_result("failed", IN_YEAR + timedelta(days=1)))
    before = a_completion(2, YEAR.opens - timedelta(days=1))
    done = (a_completion(1), a_completion(3))
    locked = of(plans=(plan,), completions=done, assessments=fails).assessments[0]
    opened = of(plans=(plan,), completions=(*done, before), assessments=fails).assessments[0]

    assert [one.en for one in locked.notes] == [
        "Attempts recorded in the reporting year: 2.",
        "It opens once these are completed: Course 2.",
    ]
    assert [one.en for one in opened.notes][1:] == ["The courses that unlock it are completed."]
    assert (locked.assessment.unlocked, opened.assessment.unlocked) == (False, True)
    assert all(DEVANAGARI.search(one.hi) for one in (*locked.notes, *opened.notes))
