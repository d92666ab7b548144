"""Measures the loop that an ORM invites: official after official, each with his rows as objects."""

import statistics
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import foreign, registry, relationship, selectinload

from app.store.tables.fact import assessment_result, completion
from app.store.tables.official import official, profile
from app.store.tables.outcome import evaluation
from app.store.tables.plan import prescribed_course, training_plan
from bench.core import DRAWN
from bench.figures import timed
from bench.ground import Ground
from bench.population import YEAR

SAMPLE, ROUNDS = 200, 3


class Mapped:
    """A row as an object; its attributes are the columns."""

    def __init__(self, **columns: Any) -> None:
        for name, value in columns.items():
            setattr(self, name, value)


def mapped() -> tuple[Any, Any, Any]:
    """Return the classes of official, plan and outcome, mapped to the tables as they are."""
    names = ("Official", "Profile", "Plan", "Course", "Completion", "Result", "Outcome")
    people, looks, plans, courses, done, results, outcomes = (
        type(name, (Mapped,), {}) for name in names
    )
    maps = registry()
    for cls, table in ((looks, profile), (courses, prescribed_course), (outcomes, evaluation)):
        maps.map_imperatively(cls, table)
    maps.map_imperatively(done, completion)
    maps.map_imperatively(results, assessment_result)
    of = official.c.id
    maps.map_imperatively(
        people,
        official,
        properties={
            "profile": _read(looks, foreign(official.c.profile_id) == profile.c.id, uselist=False),
            "completions": _read(done, _of_year(completion, of)),
            "results": _read(results, _of_year(assessment_result, of)),
        },
    )
    listed = foreign(prescribed_course.c.plan_id) == training_plan.c.id
    maps.map_imperatively(plans, training_plan, properties={"courses": _read(courses, listed)})
    return people, plans, outcomes


def _of_year(table: Any, official_id: Any) -> Any:
    return and_(foreign(table.c.official_id) == official_id, table.c.reporting_year == YEAR.start)


def _read(cls: Any, how: Any, *, uselist: bool = True) -> Any:
    return relationship(cls, primaryjoin=how, viewonly=True, uselist=uselist)


async def by_objects(ground: Ground, full_seconds: float) -> None:
    """Measure a sample of officials, scaled: less than the whole rules, so the ratio is a least."""
    classes = mapped()
    spent = []
    async with ground.worker.reading() as session:
        drawn = [row.id for row in await session.run(DRAWN, {"sample": SAMPLE})]
    for _ in range(ROUNDS):
        async with AsyncSession(ground.worker.engine) as session:
            with timed() as watch:
                for number in drawn:
                    await _decide(session, number, *classes)
                    await session.flush()
                    session.expunge_all()
            await session.rollback()
        spent.append(watch.seconds)
    rate = len(drawn) / statistics.median(spent)
    ground.ledger.note(
        "a loop over officials by the ORM: his rows, a count, his outcome written",
        rate,
        "officials/s",
        against="the full evaluation",
        ratio=rate * full_seconds / ground.population.officials,
        n=ROUNDS,
    )


async def _decide(
    session: AsyncSession, number: int, people: Any, plans: Any, outcomes: Any
) -> None:
    related = [selectinload(getattr(people, one)) for one in ("profile", "completions", "results")]
    [who] = (await session.scalars(select(people).filter_by(id=number).options(*related))).all()
    asked = select(plans).filter_by(
        authority_id=who.authority_id, reporting_year=YEAR.start, status="live"
    )
    counting = (await session.scalars(asked.options(selectinload(plans.courses)))).all()
    prescribed = {course.course_id for plan in counting for course in plan.courses}
    counted = {
        one.course_id for one in who.completions if YEAR.opens <= one.completed_at < YEAR.closes
    }
    held: Any = await session.get(outcomes, (YEAR.start, number))
    held.completed = len(prescribed & counted) + 1
