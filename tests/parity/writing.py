"""Writes a population into the database, for the most part by the store's own functions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Executable, insert, select, update

from app.policy.reporting_year import ReportingYear
from app.store import authorities, positions
from app.store.database import Writing
from app.store.feed import plans
from app.store.tables.fact import assessment_result, completion
from app.store.tables.official import (
    completion_doubt,
    official,
    official_identifier,
)
from app.store.tables.plan import course, training_plan
from app.store.tables.register import (
    assessment_terms,
    autonomous_body,
    course_equivalence,
    designation_level,
    exemption,
    no_mdo_declaration,
)
from tests.harness.arranged import YEAR, a_plan, take_completions, take_staff
from tests.parity.population import Person, Population

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """The numbers that the store gave: by place for organisations, plans and people."""

    authorities: tuple[int, ...]
    plans: tuple[int, ...]
    officials: tuple[int, ...]
    courses: Mapping[str, int]


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


async def write(session: Writing, population: Population) -> Written:
    """Write all of a population, and return the numbers under which it is held."""
    organisations = await _organisations(session, population)
    await _staff(session, population, organisations)
    await _plans(session, population, organisations)
    await take_completions(
        session,
        *(
            (population.user_id(place), *stated)
            for place, person in enumerate(population.people)
            for stated in person.completed
        ),
    )
    written = await _numbers(session, population, organisations)
    await _own_levels(session, population, organisations)
    await _bodies(session, population, organisations)
    await _equivalents(session, population, written)
    await _cut_offs(session, population, written)
    await _facts(session, population, written)
    return written


async def _staff(session: Writing, population: Population, organisations: tuple[int, ...]) -> None:
    """Show everybody in all postings, each official's oldest first."""
    now: dict[int, list[Row]] = {}
    for place, person in enumerate(population.people):
        *before, present = person.stays(population.user_id(place))
        for stay in before:
            await take_staff(session, organisations[stay.organisation], stay.row)
        now.setdefault(present.organisation, []).append(present.row)
    for organisation, staff in now.items():
        await take_staff(session, organisations[organisation], *staff)


async def _organisations(session: Writing, population: Population) -> tuple[int, ...]:
    rows = [
        {
            "kind": each.kind,
            "feed_id": each.feed_id,
            "map_id": None,
            "parent_map_id": None,
            "name": each.name,
        }
        for each in population.organisations
    ]
    await authorities.merge(session, rows)
    held = {each.feed_id: each.id for each in await authorities.every(session)}
    return tuple(held[each.feed_id] for each in population.organisations)


async def _plans(session: Writing, population: Population, organisations: tuple[int, ...]) -> None:
    mentioned = {one.assessment for person in population.people for one in person.results}
    mentioned |= {one.assessment for one in population.cut_offs}
    mentioned |= {
        course for one in population.equivalents for course in (one.course, one.counts_for)
    }
    await plans.mention_courses(session, sorted(mentioned))
    for place, plan in enumerate(population.plans):
        stated = a_plan(
            organisations[plan.organisation],
            feed_id=f"plan-{place}",
            courses=tuple((course_id, False) for course_id in (*plan.courses, *plan.vanished)),
            groups=plan.groups,
            apar=plan.apar,
            assessment=plan.assessment,
            generation=plan.generation,
            status="retired" if plan.status == "retired" else "live",
            reporting_year=plan.year,
            due_at=plan.due_at,
            published_at=plan.published_at,
        )
        await plans.merge(session, stated, 1)
        if plan.vanished:
            shown = tuple((course_id, False) for course_id in plan.courses)
            stated = replace(stated, courses=shown)
            await plans.merge(session, stated, 1)
        if plan.status == "archived":
            position = await positions.close(session, 1, YEAR.closes)
            await plans.merge(session, replace(stated, status="retired"), position)


async def _numbers(
    session: Writing, population: Population, organisations: tuple[int, ...]
) -> Written:
    planned = await _known(
        session, select(training_plan.c.feed_id, training_plan.c.id.label("number"))
    )
    people = await _known(
        session,
        select(
            official_identifier.c.value.label("feed_id"),
            official_identifier.c.official_id.label("number"),
        ).where(official_identifier.c.kind == "igot_user"),
    )
    courses = await _known(session, select(course.c.feed_id, course.c.id.label("number")))
    return Written(
        organisations,
        tuple(planned[f"plan-{place}"] for place, _ in enumerate(population.plans)),
        tuple(people[population.user_id(place)] for place, _ in enumerate(population.people)),
        courses,
    )


async def _known(session: Writing, statement: Executable) -> dict[str, int]:
    found = await session.run(statement)
    return {row.feed_id: row.number for row in found}


async def _own_levels(
    session: Writing, population: Population, organisations: tuple[int, ...]
) -> None:
    rows = [
        {
            "authority_id": organisations[place],
            "designation_key": key,
            "level": level,
            "order_number": "O-1",
            "ordered_on": YEAR.first_day,
            "ordered_by": "Secretary",
            "learned_position": 1,
            "withdrawn_position": withdrawn,
        }
        for levels, withdrawn in ((population.own_levels, None), (population.withdrawn_levels, 1))
        for place, key, level in levels
    ]
    if rows:
        await session.run(insert(designation_level).values(rows))


async def _bodies(session: Writing, population: Population, organisations: tuple[int, ...]) -> None:
    rows = [
        {
            **_order("B-1", YEAR.first_day),
            "authority_id": number,
            "ministry_id": organisations[0],
            "kind": "autonomous_body",
            "mandated_from": each.body[0],
            "mandated_until": each.body[1],
            "learned_position": 1,
        }
        for number, each in zip(organisations, population.organisations, strict=True)
        if each.body is not None
    ]
    if rows:
        await session.run(insert(autonomous_body).values(rows))


async def _cut_offs(session: Writing, population: Population, written: Written) -> None:
    for one in population.cut_offs:
        await session.run(
            insert(assessment_terms).values(
                authority_id=written.authorities[one.organisation],
                assessment_id=written.courses[one.assessment],
                reporting_year=YEAR.start,
                opens_on=one.opens,
                closes_on=one.closes,
                cut_off_percent=one.percent,
                learned_position=1,
                withdrawn_position=2 if one.withdrawn else None,
                **_order("T-1", one.ordered_on),
            )
        )


async def _equivalents(session: Writing, population: Population, written: Written) -> None:
    rows = [
        {
            "authority_id": written.authorities[one.organisation],
            "course_id": written.courses[one.course],
            "counts_for_id": written.courses[one.counts_for],
            **_order("E-1", one.ordered_on),
            "valid_from": one.first,
            "valid_until": one.last,
            "learned_position": 1,
            "withdrawn_position": 1 if one.withdrawn else None,
        }
        for one in population.equivalents
    ]
    if rows:
        await session.run(insert(course_equivalence).values(rows))


async def _facts(session: Writing, population: Population, written: Written) -> None:
    tenants = {
        row.id: {"official_id": row.id, "authority_id": row.authority_id, "learned_position": 1}
        for row in await session.run(select(official.c.id, official.c.authority_id))
    }
    everybody = list(zip(written.officials, population.people, strict=True))
    of = [(tenants[number], person) for number, person in everybody]
    for number, person in everybody:
        gone = person.withdrawn & written.courses.keys()
        await _withdraw(session, number, [written.courses[course_id] for course_id in gone])
    for table, rows in (
        (assessment_result, [row for at, one in of for row in _results(at, one, written)]),
        (exemption, [row for at, one in of for row in _orders(at, one)]),
        (
            no_mdo_declaration,
            [row for at, one in of for row in _declared(at, one, cca_of(population, written))],
        ),
        (completion_doubt, _doubted(tenants, population, written)),
    ):
        if rows:
            await session.run(insert(table).values(rows))


def _results(tenant: Row, person: Person, written: Written) -> Iterator[Row]:
    for attempt, one in enumerate(person.results):
        year = ReportingYear.containing(one.taken_at) if one.taken_at else YEAR
        yield {
            **tenant,
            "reporting_year": year.start,
            "assessment_id": written.courses[one.assessment],
            "attempt": attempt,
            "state": one.state,
            "score": one.score,
            "certified": one.certified,
            "taken_at": one.taken_at,
        }


def _orders(tenant: Row, person: Person) -> Iterator[Row]:
    for kind, first, last in person.orders:
        yield {
            **tenant,
            **_order("A-1", first),
            "kind": kind,
            "reason": "By order",
            "valid_from": first,
            "valid_until": last,
        }


def _declared(tenant: Row, person: Person, cca: int) -> Iterator[Row]:
    for first, last in person.no_mdo:
        yield {
            **tenant,
            **_order("D-1", first),
            "controlling_authority_id": cca,
            "valid_from": first,
            "valid_until": last,
        }


def _order(number: str, dated: date) -> Row:
    return {"order_number": number, "ordered_on": dated, "ordered_by": "Secretary"}


def cca_of(population: Population, written: Written) -> int:
    """Return the first CCA of a population: that which declarations name."""
    kinds = [each.kind for each in population.organisations]
    return written.authorities[kinds.index("cca")]


def _doubted(
    tenants: dict[int, dict[str, Any]], population: Population, written: Written
) -> list[dict[str, Any]]:
    return [
        tenants[number]
        for number, person in zip(written.officials, population.people, strict=True)
        if person.in_doubt
    ]


async def _withdraw(session: Writing, number: int, courses: list[int]) -> None:
    if courses:
        await session.run(
            update(completion)
            .where(completion.c.official_id == number, completion.c.course_id.in_(courses))
            .values(withdrawn_position=2)
        )
