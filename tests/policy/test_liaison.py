"""Liaison officers: the four items, the rank, who is separate; by table and by property."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidError
from app.policy.liaison import catalogue, findings, items, ruleset, wording
from app.policy.liaison.facts import (
    Appointment,
    Attendance,
    Completed,
    Direction,
    LiaisonFacts,
    Officer,
)
from app.policy.liaison.items import ItemReason, ItemState
from app.policy.orders import Order, Validity
from app.policy.reporting_year import IST, ReportingYear

YEAR = ReportingYear(2025)
RULES = ruleset.load(YEAR)
ORDER = Order("A-1", date(2025, 4, 28), "JS")
FIRST, LAST = YEAR.first_day, YEAR.last_day
TODAY = date(2026, 1, 15)
COURSES = {"reservation_policy": ("A",), "role_of_liaison_officer": ("B",)}
WHOLE = Validity(FIRST, None)
IN_YEAR = datetime(2025, 9, 1, 12, tzinfo=IST)


def an_appointment(category: str = "sc_st", **changes: Any) -> Appointment:
    """Return a Deputy Secretary's appointment from the year's first day on."""
    return replace(Appointment(1, category, "Deputy Secretary", "ds_director", WHOLE), **changes)


def an_officer(official_id: int = 1, *appointments: Appointment, **changes: Any) -> Officer:
    """Return an officer, for SC/ST unless it is said otherwise, of whom nothing else is held."""
    held = appointments or (an_appointment(),)
    officer = Officer(
        official_id, here=True, in_doubt=False, appointments=held, attendances=(), completed=()
    )
    return replace(officer, **changes)


def a_direction(*, workshops: bool = True, programmes: bool = True, **changes: Any) -> Direction:
    """Return a direction to everything, with its courses, from the year's first day on."""
    return replace(Direction(1, workshops, programmes, COURSES, WHOLE, ORDER), **changes)


def decided(
    officer: Officer, *directions: Direction, held: bool = True, **under: Any
) -> list[str] | None:
    """Return how the four stand, shortened to their initials, and the sum; None for no officer."""
    facts = LiaisonFacts((officer,), directions, completions_held=held)
    found = items.decide(officer, facts, replace(RULES, **under), TODAY)
    if found is None:
        return None
    return [*(item.reason.value for item in found.items), found.outcome.value]


ATTENDED = (Attendance("reservation_in_services", date(2025, 8, 5), "C-1"),)
SENT = (Attendance("reservation_in_services", date(2025, 8, 5), None),)
EARLIER = (Attendance("reservation_in_services", date(2023, 8, 5), "C-1"),)
AFTER = (Attendance("reservation_in_services", LAST + timedelta(1), "C-1"),)
DONE = (Completed("A", IN_YEAR),)
# The store gives moments in UTC: the year ends by the clock in India.
TOO_LATE = (Completed("A", datetime(2026, 3, 31, 18, 30, tzinfo=UTC)),)
LAST_MOMENT = (Completed("A", datetime(2026, 3, 31, 18, 29, 59, 999999, tzinfo=UTC)),)
NOTHING = ["not_attended", "not_attended", "not_completed", "not_completed", "not_done"]
UNDIRECTED = [*NOTHING[:2], "not_directed", "not_directed", "not_done"]


@pytest.mark.parametrize(
    ("held", "directions", "under", "expected"),
    [
        ({}, [], {}, UNDIRECTED),
        ({}, [a_direction()], {}, NOTHING),
        ({}, [a_direction(programmes=False)], {}, UNDIRECTED),
        ({}, [], {"workshops_owed": "when_directed"}, ["not_directed"] * 5),
        (
            {},
            [a_direction(workshops=False)],
            {"workshops_owed": "when_directed"},
            ["not_directed", "not_directed", "not_completed", "not_completed", "not_done"],
        ),
        ({"attendances": ATTENDED}, [], {}, ["attended", *UNDIRECTED[1:]]),
        ({"attendances": SENT}, [], {}, ["no_certificate", *UNDIRECTED[1:]]),
        ({"attendances": SENT}, [], {"evidence": "order"}, ["attended", *UNDIRECTED[1:]]),
        ({"attendances": (*SENT, *ATTENDED)}, [], {}, ["attended", *UNDIRECTED[1:]]),
        ({"attendances": EARLIER}, [], {}, ["attended", *UNDIRECTED[1:]]),
        ({"attendances": EARLIER}, [], {"counts": "in_year"}, UNDIRECTED),
        ({"attendances": AFTER}, [], {}, UNDIRECTED),
        ({"completed": DONE}, [a_direction()], {}, [*NOTHING[:2], "completed", *NOTHING[3:]]),
        (
            {"completed": LAST_MOMENT},
            [a_direction()],
            {},
            [*NOTHING[:2], "completed", *NOTHING[3:]],
        ),
        ({"completed": TOO_LATE}, [a_direction()], {}, NOTHING),
        (
            {"in_doubt": True},
            [a_direction()],
            {},
            [*NOTHING[:2], "completion_in_doubt", "completion_in_doubt", "not_done"],
        ),
        (
            {},
            [a_direction(courses={})],
            {},
            [*NOTHING[:2], "courses_not_configured", "courses_not_configured", "not_done"],
        ),
        (
            {"completed": DONE},
            [],
            {"programme_courses": COURSES},
            [*NOTHING[:2], "completed", "not_directed", "not_done"],
        ),
        ({"here": False}, [a_direction()], {}, ["no_longer_here"] * 4 + ["evidence_missing"]),
        ({"appointments": (an_appointment("ews"),)}, [a_direction()], {}, NOTHING),
        ({"appointments": (an_appointment("ews"),)}, [], {"further_categories": ()}, None),
        ({"appointments": (an_appointment(validity=Validity(LAST, None)),)}, [], {}, UNDIRECTED),
        (
            {"appointments": (an_appointment(validity=Validity(date(2026, 4, 1), None)),)},
            [],
            {},
            None,
        ),
        (
            {"appointments": (an_appointment(validity=Validity(FIRST, date(2025, 6, 30))),)},
            [a_direction(validity=Validity(date(2025, 7, 1), None))],
            {},
            UNDIRECTED,
        ),
        (
            {"appointments": (an_appointment(validity=Validity(FIRST, date(2025, 6, 30))),)},
            [a_direction(validity=Validity(date(2025, 6, 30), None))],
            {},
            NOTHING,
        ),
    ],
)
def test_items(
    held: dict[str, Any],
    directions: list[Direction],
    under: dict[str, Any],
    expected: list[str] | None,
) -> None:
    """Each of the four, and their sum, as paras 2 to 5 and the house rules have it."""
    assert decided(an_officer(1, **held), *directions, **under) == expected


def test_all_done() -> None:
    """Both workshops attended, both programmes completed: done, on the day of each."""
    both = tuple(Attendance(each.id, date(2025, 8, 5), "C-1") for each in RULES.workshops)
    courses = tuple(Completed(each, IN_YEAR) for each in "AB")
    told = decided(an_officer(1, attendances=both, completed=courses), a_direction())

    assert told == ["attended", "attended", "completed", "completed", "done"]


def found(*officers: Officer, directions: tuple[Direction, ...] = (a_direction(),)) -> list[str]:
    """Return the ids of the findings on the officers of a ministry, as of a day within the year."""
    facts = LiaisonFacts(officers, directions, completions_held=True)
    each = [items.decide(officer, facts, RULES, TODAY) for officer in officers]
    own = [one for one in each if one]
    return [one.rule.id for one in findings.check(facts, own, RULES, TODAY)]


OBC = an_officer(2, an_appointment("obc"))


@pytest.mark.parametrize(
    ("officers", "expected"),
    [
        ([], ["LO-001", "LO-001"]),
        ([an_officer(1)], ["LO-001"]),
        ([an_officer(1), OBC], []),
        ([an_officer(1, an_appointment(), an_appointment("obc"))], ["LO-003"]),
        ([an_officer(1, an_appointment(), an_appointment("obc")), OBC], ["LO-008"]),
        ([an_officer(1, an_appointment(), an_appointment("pwd")), OBC], []),
        ([an_officer(1), an_officer(2, an_appointment("obc"), an_appointment("ews"))], []),
        ([an_officer(1, an_appointment(level="us")), OBC], ["LO-002"]),
        ([an_officer(1, an_appointment(level=None)), OBC], ["LO-004"]),
        ([an_officer(1, an_appointment(level="above_25")), OBC], ["LO-002"]),
        ([an_officer(1), OBC, an_officer(3, an_appointment("ews", level="us"))], []),
        ([an_officer(1, here=False), OBC], ["LO-007"]),
        ([an_officer(1, an_appointment(validity=Validity(FIRST, TODAY))), OBC], []),
        (
            [an_officer(1, an_appointment(validity=Validity(FIRST, TODAY - timedelta(1)))), OBC],
            ["LO-001"],
        ),
        (
            [an_officer(1, an_appointment(validity=Validity(TODAY + timedelta(1), None))), OBC],
            ["LO-001"],
        ),
    ],
)
def test_findings(officers: list[Officer], expected: list[str]) -> None:
    """Who must be designated, of which rank, who separately: para 1."""
    assert found(*officers) == expected


@pytest.mark.parametrize(
    ("directions", "expected"),
    [
        ((), ["LO-005", "LO-006"]),
        ((a_direction(workshops=False),), ["LO-005"]),
        ((a_direction(programmes=False),), ["LO-006"]),
        ((a_direction(programmes=False), a_direction(workshops=False)), []),
        ((a_direction(courses={}),), ["LO-009", "LO-009"]),
        (
            (a_direction(validity=Validity(date(2024, 1, 1), date(2025, 3, 31))),),
            ["LO-005", "LO-006"],
        ),
    ],
)
def test_findings_on_directions(directions: tuple[Direction, ...], expected: list[str]) -> None:
    """Para 5: the ministry is asked to direct; the programmes may also be directed."""
    assert found(an_officer(1), OBC, directions=directions) == expected


@pytest.mark.parametrize(
    ("today", "day"),
    [(date(2025, 1, 1), FIRST), (TODAY, TODAY), (LAST, LAST), (date(2027, 1, 1), LAST)],
)
def test_the_day_that_is_looked_at(today: date, day: date) -> None:
    """While the year runs the day of the question; then its last day."""
    assert findings.looked_at(YEAR, today) == day


def test_everything_has_words_and_a_rule() -> None:
    """Each state and reason has its sentence, each finding an id of its own and a rule."""
    assert set(wording.OUTCOMES) == set(ItemState)
    assert set(wording.REASONS) == set(ItemReason)
    numbers = [each.id for each in catalogue.CATALOGUE]
    assert numbers == [f"LO-{number:03}" for number in range(1, len(numbers) + 1)]
    assert all(each.rule_id and RULES.rule(each.rule_id) for each in catalogue.CATALOGUE)


def test_a_rules_file_names_every_fault() -> None:
    """A wrong file is refused with all that is wrong, each at its place."""
    source = (files("app.policy.liaison.rules") / "2025-26.toml").read_text("utf-8")
    wrong = (
        source.replace('value = ["obc"]', 'value = ["kings"]')
        .replace('"deputy secretary"', '"Deputy Secretary"')
        .replace('["ds_director", "js_and_above"]', '["upto_9"]')
        .replace("role_of_liaison_officer = []", "dancing = []")
        .replace('id = "pwd"', 'id = "obc"')
    )
    with pytest.raises(InvalidError) as refused:
        ruleset.parse(wrong, YEAR)

    assert {place for place, _ in refused.value.faults} == {
        "liaison.separate",
        "liaison.minimum_rank",
        "liaison.levels_of_rank",
        "liaison.programme_courses",
        "liaison.further_categories",
    }


DAYS = st.dates(FIRST - timedelta(400), LAST + timedelta(400))
MOMENTS = DAYS.map(lambda day: datetime.combine(day, time(12), IST))
WORKSHOPS = st.sampled_from([each.id for each in RULES.workshops])
ATTENDANCES = st.builds(Attendance, WORKSHOPS, DAYS, st.sampled_from([None, "C-1"]))
COMPLETIONS = st.builds(Completed, st.sampled_from("ABX"), MOMENTS)
DIRECTIONS = st.builds(
    lambda what, day, last: a_direction(**what, validity=Validity(day, last and day)),
    st.sampled_from([{}, {"programmes": False}, {"workshops": False}]),
    DAYS,
    st.sampled_from([None, True]),
)
OFFICERS = st.builds(
    an_officer,
    st.just(1),
    here=st.booleans(),
    in_doubt=st.booleans(),
    attendances=st.lists(ATTENDANCES, max_size=3).map(tuple),
    completed=st.lists(COMPLETIONS, max_size=3).map(tuple),
)


@given(OFFICERS, st.lists(DIRECTIONS, max_size=3), st.sampled_from([True, False]), OFFICERS)
def test_more_evidence_never_harms(
    before: Officer, directions: list[Direction], read: object, more: Officer
) -> None:
    """What is learned besides undoes no item, and what isn't known is never told as not done."""
    after = replace(
        before,
        attendances=more.attendances + before.attendances,
        completed=more.completed + before.completed,
    )
    facts = LiaisonFacts((before,), tuple(directions), completions_held=read is True)
    old, new = (items.decide(each, facts, RULES, TODAY) for each in (before, after))
    assert old is not None
    assert new is not None

    for was, now in zip(old.items, new.items, strict=True):
        assert was.state is not ItemState.DONE or now.state is ItemState.DONE
        assert now.state is not ItemState.DONE or (now.day and now.evidence)
        if now.kind is items.ItemKind.PROGRAMME and not (after.here and read):
            assert now.state is not ItemState.NOT_DONE
    assert new.outcome in {item.state for item in new.items}
