"""Generated populations reach the edges at which the rules turn, and keep what holds of them."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from app.policy import level, mandate, prescriber, transfer
from app.policy.facts import OfficialFacts
from app.policy.mandate import Evaluation
from app.policy.rulebook import Rulebook
from app.policy.rules.ruleset import Ruleset
from app.policy.telling.assumptions import made
from app.policy.telling.rules_used import rules_used
from tests.harness.arranged import YEAR
from tests.parity.comparing import COMPARED, facts_of
from tests.parity.generating import EDGE, LEAP_DAY, populations
from tests.parity.population import Person, Population
from tests.parity.writing import unwritten

FEW = settings(
    max_examples=60,
    phases=(Phase.generate,),
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
LAST_DAY = date(2026, 3, 31)


def edges_of(person: Person) -> dict[str, bool]:
    """Say at which edges an official stands."""
    moments = {moment for _, moment in person.completed}
    left = [stay.until for stay in person.stays("anybody") if stay.until is not None]
    joined = person.stays("anybody")[0].first
    return {
        "the year's last moment": YEAR.closes - EDGE in moments,
        "the leap day completed": any(one.date() == LEAP_DAY for one in moments),
        "the leap day ordered": any(LEAP_DAY in days for days in person.exempt),
        "transferred on the leap day": LEAP_DAY in left,
        "transferred on the last day": LAST_DAY in left,
        "joined on the last day": joined == LAST_DAY,
        "joined after the last day": joined > LAST_DAY,
        "two transfers in the year": sum(YEAR.first_day < day <= LAST_DAY for day in left) > 1,
    }


def test_the_edges_are_generated() -> None:
    """Each edge comes up several times in as many populations as the engines are compared on."""
    seen: Counter[str] = Counter()

    @FEW
    @given(population=populations)
    def look(population: Population) -> None:
        seen["a plan of one course"] += any(len(plan.courses) == 1 for plan in population.plans)
        written, book = unwritten(population), population.book(unwritten(population).authorities)
        for place, person in enumerate(population.people):
            seen.update(edge for edge, there in edges_of(person).items() if there)
            facts, rules = transfer.placed(facts_of(population, written, place), book)
            years = level.years_of_service(facts.profile.batch, YEAR, rules)
            banded = prescriber.follows_bands(facts.profile, rules)
            seen["25 years exactly"] += banded and years == rules.bands[-1] == 25

    look()
    wanted = {"a plan of one course", "25 years exactly", *edges_of(Person())}

    assert {edge for edge in wanted if seen[edge] < 3} == set(), seen


@settings(FEW, max_examples=30)
@given(population=populations)
def test_all_postings_never_prescribe_less(population: Population) -> None:
    """Taking the plans of all postings together never takes a course away."""
    written = unwritten(population)
    book = population.book(written.authorities)

    def prescribed(place: int, chosen: str) -> set[int]:
        own = {number: replace(one, transfer=chosen) for number, one in book.own.items()}
        by = Rulebook(replace(book.general, transfer=chosen), own)
        facts, rules = transfer.placed(facts_of(population, written, place), by)
        found = mandate.evaluate(facts, YEAR, rules, population.as_of)
        return {one.course_id for one in found.courses}

    for place, _ in enumerate(population.people):
        assert prescribed(place, "union") >= prescribed(place, "current")


def other_values() -> dict[str, tuple[Any, ...]]:
    """Return for rules that the engines decide by the values that each might have."""
    return {
        "assessment.attempt": ("best", "latest"),
        "assessment.pass_mark": ("by_order", "as_feed"),
        "assessment.required": (True, False),
        "levels.at_twenty_five": ("above_16_upto_25", "25_and_above"),
        "levels.bands": ((9, 16, 25), (8, 16, 24)),
        "levels.years_counted_at": ("opens", "closes"),
        "plans.apar_flag_required": (True, False),
        "scope.employment_without_apar": (frozenset(), frozenset({"contractual", "other"})),
        "scope.exemption_covers": ("last_day", "whole_year", "any_day"),
        "scope.retirement": ("exempts", "as_other_exemptions"),
        "year.transfer": ("current", "longest", "union"),
        "year.unplaced": ("not_established", "present_place"),
    }


FIELDS = {
    "assessment.attempt": "assessment_attempt",
    "assessment.pass_mark": "passed_by",
    "assessment.required": "assessment_required",
    "plans.apar_flag_required": "apar_flag_required",
    "scope.employment_without_apar": "employment_without_apar",
}


@settings(FEW, max_examples=40)
@given(population=populations)
def test_a_rule_that_another_value_would_change_is_named(population: Population) -> None:
    """Whatever rule would have let it come out otherwise stands among the rules used."""
    written = unwritten(population)
    book = population.book(written.authorities)

    def decided(place: int, **values: Any) -> tuple[Evaluation, OfficialFacts, Ruleset]:
        own = {number: replace(one, **values) for number, one in book.own.items()}
        by = Rulebook(replace(book.general, **values), own)
        facts, rules = transfer.placed(facts_of(population, written, place), by)
        return mandate.evaluate(facts, YEAR, rules, population.as_of), facts, rules

    for place, _ in enumerate(population.people):
        found, facts, rules = decided(place)
        named = {rule.id for rule in rules_used(found, facts, rules)}
        assert {one.rule_id for one in made(found, facts, YEAR, rules)} <= named
        for rule_id, values in other_values().items():
            name = FIELDS.get(rule_id, rule_id.partition(".")[2])
            for value in values:
                if rule_id not in named and getattr(rules, name) != value:
                    assert _said(decided(place, **{name: value})[0]) == _said(found), rule_id


def _said(evaluation: Evaluation) -> tuple[Any, ...]:
    return tuple(getattr(evaluation, name) for name in COMPARED)
