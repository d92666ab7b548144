"""Runs both engines over a population, and says where they differ."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import RowMapping, select

from app.policy import mandate, transfer
from app.policy.facts import (
    AssessmentResult,
    AssessmentTerms,
    Completion,
    Employment,
    Equivalence,
    Exemption,
    LinkedAssessment,
    OfficialFacts,
    Plan,
    PlanCourse,
    Posting,
    Profile,
)
from app.policy.mandate import Evaluation
from app.policy.orders import Order
from app.policy.place import reference_day
from app.policy.reporting_year import ReportingYear
from app.policy.rulebook import Rulebook
from app.policy.rules.ruleset import Ruleset
from app.policy.spelling import folded
from app.store import authorities
from app.store.database import Writing
from app.store.mandate import evaluations
from app.store.tables.outcome import evaluation
from tests.harness.arranged import YEAR, evaluate
from tests.parity.population import Organisation, Person, Population, Prescription, Stay
from tests.parity.writing import Written, cca_of, write

COMPARED = (
    "outcome",
    "level",
    "prescriber_id",
    "prescribed",
    "required",
    "completed",
    "assessment",
    "reasons",
    "plan_ids",
)


@dataclass(frozen=True, slots=True)
class Decided:
    """What each engine says of each official, in the order of the population's people."""

    by_statement: tuple[dict[str, Any], ...]
    by_core: tuple[dict[str, Any], ...]

    def differences(self) -> list[str]:
        """Name each value in which the engines differ."""
        return [
            f"official {place}: {name} is {set_based[name]!r} in SQL, {pure[name]!r} in the core"
            for place, (set_based, pure) in enumerate(
                zip(self.by_statement, self.by_core, strict=True)
            )
            for name in COMPARED
            if set_based[name] != pure[name]
        ]


async def decide(session: Writing, population: Population) -> Decided:
    """Write a population and let both engines decide for everybody in it."""
    written = await write(session, population)
    book = population.book(written.authorities)
    held = {
        row["official_id"]: {name: row[name] for name in COMPARED}
        for row in await _by_statement(session, population, book)
    }
    everybody = (facts_of(population, written, at) for at, _ in enumerate(population.people))
    pure = (
        mandate.evaluate(*_in_order(*transfer.placed(facts, book)), population.as_of)
        for facts in everybody
    )
    return Decided(
        tuple(held.get(number, dict.fromkeys(COMPARED)) for number in written.officials),
        tuple(map(plain, pure)),
    )


async def _by_statement(
    session: Writing, population: Population, book: Rulebook
) -> Sequence[RowMapping]:
    """Decide and read what was written; as of a moment, ask without writing."""
    if population.as_of is not None:
        everyone = [each.id for each in await authorities.every(session)]
        return await evaluations.answer(
            session,
            year=YEAR,
            rulebook=book,
            authority_ids=everyone,
            as_of=population.as_of,
        )
    await evaluate(session, rulebook=book)
    columns = [evaluation.c[name] for name in COMPARED]
    found = await session.run(
        select(evaluation.c.official_id, *columns).where(evaluation.c.reporting_year == YEAR.start)
    )
    return found.mappings().all()


def plain(decided: Evaluation) -> dict[str, Any]:
    """Return what the pure core says in the values that are compared, as the statement has them."""
    values = {name: getattr(decided, name) for name in COMPARED}
    return {
        **values,
        "outcome": decided.outcome.value,
        "assessment": decided.assessment.value,
        "reasons": [reason.value for reason in decided.reasons],
        "plan_ids": list(decided.plan_ids),
    }


def facts_of(population: Population, written: Written, place: int) -> OfficialFacts:
    """Return what the pure core is told of the official at a place."""
    person = population.people[place]
    stands, before = _stood(population, person)
    counts = reference_day(YEAR, population.as_of)
    return OfficialFacts(
        official_id=written.officials[place],
        feed_id=population.user_id(place),
        profile=replace(
            _profile(population, written, stands.row, stands.organisation),
            no_mdo_prescriber_id=_declared(population, written, person),
            earlier_posting=stands.until is not None and stands.first <= counts,
            unplaced=counts < stands.first,
        ),
        plans=_plans(population, written),
        completions=tuple(
            Completion(written.courses[course], moment, "completed_on")
            for course, moment in person.completed
            if course not in person.withdrawn
        ),
        assessments=tuple(
            AssessmentResult(
                written.courses[one.assessment], one.state, one.taken_at, one.score, one.certified
            )
            for one in person.results
        ),
        exemptions=tuple(
            Exemption("A-1", first, kind, "Secretary", first, last, "By order")
            for kind, first, last in person.orders
        ),
        level_map=_level_map(population, stands.organisation),
        in_doubt=person.in_doubt,
        equivalences=_equivalences(population, written),
        terms=_terms(population, written),
        days=(counts - max(stands.first, YEAR.first_day)).days + 1,
        elsewhere=tuple(_posting(population, written, stay) for stay in before),
        transferred=bool(before),
    )


def _in_order(facts: OfficialFacts, rules: Ruleset) -> tuple[OfficialFacts, ReportingYear, Ruleset]:
    return facts, YEAR, rules


def _level_map(population: Population, at: int) -> dict[str, str]:
    own = {key: level for place, key, level in population.own_levels if place == at}
    return {**population.rules.level_map, **own}


def _stood(population: Population, person: Person) -> tuple[Stay, list[Stay]]:
    """Return where he stood on the day that counts, and before that within the year.

    Who came later stood nowhere as far as is known: he stands in his present place.
    """
    counts = reference_day(YEAR, population.as_of)
    stays = person.stays("anybody")
    if counts < stays[0].first:
        return stays[-1], []
    standing = next(one for one in stays if one.until is None or counts < one.until)
    before = stays[: stays.index(standing)]
    return standing, [one for one in before if one.until and one.until > YEAR.first_day]


def _posting(population: Population, written: Written, stay: Stay) -> Posting:
    until = stay.until
    assert until is not None, "a posting before another has ended"
    return Posting(
        _profile(population, written, stay.row, stay.organisation),
        _level_map(population, stay.organisation),
        stay.first,
        (until - max(stay.first, YEAR.first_day)).days,
    )


def _profile(population: Population, written: Written, row: dict[str, Any], at: int) -> Profile:
    organisation = population.organisations[at]
    return Profile(
        authority_id=written.authorities[at],
        authority_kind=organisation.kind,
        authority_feed_id=organisation.feed_id,
        employment=Employment(row["employment"]),
        designation=row["designation"],
        designation_key=row["designation_key"],
        group=row["group_name"],
        service=row["service"],
        civil_service_type=row["civil_service_type"],
        cadre=row["cadre"],
        batch=row["batch"],
        on_central_deputation=row["on_central_deputation"],
        controlling_authority_id=_controlling(population, written, row["controlling_authority"]),
        profile_status=row["profile_status"],
        tags=tuple(row["tags"]),
        in_body=organisation.body is not None,
        body_without_choice=_unchosen(population, organisation),
    )


def _unchosen(population: Population, organisation: Organisation) -> bool:
    if organisation.body is None:
        return False
    first, last = organisation.body
    day = reference_day(YEAR, population.as_of)
    return first is None or day < first or (last is not None and last < day)


def _declared(population: Population, written: Written, person: Person) -> int | None:
    day = reference_day(YEAR, population.as_of)
    holds = any(first <= day and (last is None or day <= last) for first, last in person.no_mdo)
    return cca_of(population, written) if holds else None


def _controlling(population: Population, written: Written, name: str | None) -> int | None:
    """Return the one CCA of that name; none where no or several CCAs bear it."""
    named = [
        number
        for number, each in zip(written.authorities, population.organisations, strict=True)
        if name is not None and each.kind == "cca" and folded(each.name) == folded(name)
    ]
    return named[0] if len(named) == 1 else None


def _plans(population: Population, written: Written) -> tuple[Plan, ...]:
    return tuple(
        Plan(
            plan_id=number,
            feed_id=f"plan-{number}",
            name="Plan of the year",
            generation=plan.generation,
            authority_id=written.authorities[plan.organisation],
            apar=plan.apar,
            due_at=plan.due_at,
            groups=plan.groups,
            courses=tuple(
                PlanCourse(
                    written.courses[c],
                    c,
                    c,
                    vanished=c in plan.vanished,
                    listed_since=plan.published_at,
                )
                for c in (*plan.courses, *plan.vanished)
            ),
            assessment=_linked(plan, written),
            retired=plan.status == "archived",
            published_at=plan.published_at,
        )
        for number, plan in zip(written.plans, population.plans, strict=True)
        if plan.status != "retired" and plan.year == YEAR.start
    )


def _equivalences(population: Population, written: Written) -> tuple[Equivalence, ...]:
    return tuple(
        Equivalence(
            record_id=place,
            authority_id=written.authorities[one.organisation],
            course_id=written.courses[one.course],
            feed_id=one.course,
            name=one.course,
            counts_for_id=written.courses[one.counts_for],
            valid_from=one.first,
            valid_until=one.last,
            order=Order("E-1", one.ordered_on, "Secretary"),
        )
        for place, one in enumerate(population.equivalents)
        if not one.withdrawn
    )


def _terms(population: Population, written: Written) -> tuple[AssessmentTerms, ...]:
    return tuple(
        AssessmentTerms(
            record_id=place,
            authority_id=written.authorities[one.organisation],
            assessment_id=written.courses[one.assessment],
            opens_on=one.opens,
            closes_on=one.closes,
            attempts_allowed=None,
            cut_off_percent=one.percent,
            order=Order("T-1", one.ordered_on, "Secretary"),
        )
        for place, one in enumerate(population.cut_offs)
        if not one.withdrawn
    )


def _linked(plan: Prescription, written: Written) -> LinkedAssessment | None:
    if plan.assessment is None:
        return None
    return LinkedAssessment(written.courses[plan.assessment], plan.assessment, "Assessment")
