"""docs/policy.md on liaison officers: its worked examples are what the engine makes of records."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

import pytest

from app.policy import designation
from app.policy.examples import Table
from app.policy.liaison import findings, items, ruleset
from app.policy.liaison.examples import tables
from app.policy.liaison.facts import (
    Appointment,
    Attendance,
    Completed,
    Direction,
    LiaisonFacts,
    Officer,
)
from app.policy.liaison.ruleset import LiaisonRules
from app.policy.orders import Order, Validity
from app.policy.reporting_year import IST, ReportingYear
from app.policy.rules import ruleset as course_rules

YEAR = ReportingYear(2025)
RULES = ruleset.load(YEAR)
LEVELS = course_rules.load(YEAR).level_map
ORDER = Order("A-1", date(2025, 4, 28), "JS")
COURSES = {"reservation_policy": ("P",), "role_of_liaison_officer": ("L",)}
WORKSHOPS = {"R": "reservation_in_services", "W": "workshop_for_liaison_officers"}
FOUR = ("R", "W", "P", "L")
# Asked on a day of the next year, where a table does not say when.
ASKED = "2026-06-01"
FACTS = {"officers", "directed", "done", "asked"}
DAYS = re.compile(r"(?P<what>.*?)(?: from (?P<since>\S+))?(?: to (?P<until>\S+))?")
# Other values for rules by which the engine decides: an example of each must notice.
BROKEN: dict[str, dict[str, Any]] = {
    "liaison.categories": {"categories": RULES.categories[:1]},
    "liaison.counts": {"counts": "in_year"},
    "liaison.deadline": {"days_given": 1},
    "liaison.evidence": {"evidence": "order"},
    "liaison.further_categories": {"further_categories": ()},
    "liaison.levels_of_rank": {"levels_of_rank": frozenset({"ds_director"})},
    "liaison.minimum_rank": {"levels_of_rank": frozenset({"ds_director", "us"})},
    "liaison.programme_courses": {"programme_courses": COURSES},
    "liaison.separate": {"separate": frozenset()},
    "liaison.workshops_owed": {"workshops_owed": "when_directed"},
}


@dataclass(frozen=True)
class Case:
    """A row of a worked example by its heads, and the table and the rule that it stands under."""

    rule_id: str
    table: Table
    words: dict[str, str]

    def __str__(self) -> str:
        return f"{self.rule_id}: {' '.join(self.words.values())}"


def cases() -> list[Case]:
    """Return all rows of all worked examples."""
    return [
        Case(rule_id, table, dict(zip(table.heads, row, strict=True)))
        for rule_id, held in tables().items()
        for table in held
        for row in table.cells()[1:]
    ]


def listed(cell: str, by: str = ",") -> list[str]:
    """Return what a cell lists."""
    return [part.strip() for part in cell.split(by) if part.strip()]


def spanned(text: str) -> tuple[str, Validity]:
    """Read ``X from 2025-04-01 to 2025-06-30``; without days the whole year and after."""
    found = DAYS.fullmatch(text)
    assert found is not None
    since, until = found["since"], found["until"]
    first = YEAR.first_day if since is None else date.fromisoformat(since)
    return found["what"], Validity(first, None if until is None else date.fromisoformat(until))


def appointed(text: str) -> Appointment:
    """Read ``sc_st Deputy Secretary``, with days if there are any."""
    what, days = spanned(text)
    category, _, title = what.partition(" ")
    level = LEVELS.get(designation.key(title) or "")
    return Appointment(1, category, title, None if level is None else str(level), days)


def directions(cell: str) -> tuple[Direction, ...]:
    """Read ``workshops, programmes without courses``, each a direction of its own."""
    found = []
    for part in listed(cell):
        what, days = spanned(part)
        courses = {} if what.endswith("without courses") else COURSES
        programmes = what.startswith("programmes")
        found.append(Direction(1, what == "workshops", programmes, courses, days, ORDER))
    return tuple(found)


def dated(text: str) -> tuple[str, date]:
    """Read ``P@2025-10-01``; without a day it is the first of September."""
    what, _, day = text.partition("@")
    return what, date.fromisoformat(day) if day else date(2025, 9, 1)


def facts_of(words: dict[str, str]) -> LiaisonFacts:
    """Return what a row says of the records; what was done is the first officer's."""
    done = [dated(part) for part in listed(words.get("done", ""))]
    attended = tuple(
        Attendance(WORKSHOPS[what[0]], day, "C-1" if what.endswith("certificate") else None)
        for what, day in done
        if what[0] in WORKSHOPS
    )
    completed = tuple(
        Completed(what, datetime.combine(day, time(12), IST))
        for what, day in done
        if what not in WORKSHOPS and what[0] not in WORKSHOPS
    )
    officers = tuple(
        Officer(
            number,
            here=True,
            in_doubt=False,
            appointments=tuple(map(appointed, listed(one))),
            attendances=attended if number == 0 else (),
            completed=completed if number == 0 else (),
        )
        for number, one in enumerate(listed(words["officers"], ";"))
    )
    return LiaisonFacts(officers, directions(words.get("directed", "")), completions_held=True)


def said(words: dict[str, str], rules: LiaisonRules) -> dict[str, str]:
    """Return what the engine says in each column that the row has right of its facts."""
    facts, today = facts_of(words), date.fromisoformat(words.get("asked", ASKED))
    decided = [items.decide(each, facts, rules, today) for each in facts.officers]
    outcomes = [each for each in decided if each is not None]
    first = decided[0] if decided else None
    states = () if first is None else first.items
    late = ", ".join(name for name, item in zip(FOUR, states, strict=False) if item.late)
    found = ", ".join(
        one.rule.id if one.category is None else f"{one.rule.id} {one.category}"
        for one in findings.check(facts, outcomes, rules, today)
    )
    told = {
        "outcome": "" if first is None else first.outcome.value,
        "late": late or "none",
        "findings": found or "none",
        **{name: item.state.value for name, item in zip(FOUR, states, strict=False)},
    }
    return {head: told.get(head, "nobody") for head in words if head not in FACTS}


def varied(**under: Any) -> LiaisonRules:
    """Return the year's rules, with what a table varies."""
    return replace(RULES, **under)


def expected(words: dict[str, str]) -> dict[str, str]:
    """Return what the page says in the columns right of the facts."""
    return {head: cell for head, cell in words.items() if head not in FACTS}


@pytest.mark.parametrize("case", cases(), ids=str)
def test_worked_examples(case: Case) -> None:
    """Each line of the page comes out of the engine as it stands there."""
    assert expected(case.words)
    assert said(case.words, varied(**case.table.under)) == expected(case.words)


def test_every_rule_has_examples() -> None:
    """No rule of any year is without a worked example, and none has any that is no rule."""
    ids = {rule.id for year in ruleset.available_years() for rule in ruleset.load(year).rules}

    assert set(tables()) == ids


@pytest.mark.parametrize(("rule_id", "broken"), BROKEN.items(), ids=BROKEN)
def test_an_example_fails_where_its_rule_is_broken(rule_id: str, broken: dict[str, Any]) -> None:
    """Examples of a rule are none if they come out alike whatever the rule says."""
    usual = [one.words for one in cases() if one.rule_id == rule_id and not one.table.under]

    assert any(said(words, varied(**broken)) != expected(words) for words in usual)
