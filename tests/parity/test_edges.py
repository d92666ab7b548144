"""Generated populations reach the edges at which the rules turn, and keep what holds of them."""

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, Phase, given, settings

from app.policy import level, mandate, prescriber, transfer
from app.policy.rulebook import Rulebook
from tests.harness.arranged import YEAR
from tests.parity.comparing import facts_of
from tests.parity.generating import EDGE, LEAP_DAY, populations
from tests.parity.population import Person, Population
from tests.parity.writing import Written

FEW = settings(
    max_examples=60,
    phases=(Phase.generate,),
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
LAST_DAY = date(2026, 3, 31)


def unwritten(population: Population) -> Written:
    """Return numbers for everything in a population that no database has seen."""
    names = {name for plan in population.plans for name in (*plan.courses, *plan.vanished)}
    names |= {plan.assessment for plan in population.plans if plan.assessment}
    names |= {course for person in population.people for course, _ in person.completed}
    names |= {one.assessment for person in population.people for one in person.results}
    names |= {one.assessment for one in population.cut_offs}
    names |= {name for one in population.equivalents for name in (one.course, one.counts_for)}
    return Written(
        tuple(range(1, len(population.organisations) + 1)),
        tuple(range(1, len(population.plans) + 1)),
        tuple(range(1, len(population.people) + 1)),
        {name: number for number, name in enumerate(sorted(names), 1)},
    )


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
