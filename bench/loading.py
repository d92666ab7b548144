"""Loads the population by the store's own functions, and times each road's parts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from app.store import authorities, positions
from app.store.database import Database
from app.store.feed import facts, officials
from app.store.feed import plans as training_plans
from app.store.tables.staging import staged_completion
from bench.figures import timed
from bench.plans import course_ids, stated
from bench.population import AUTHORITIES, NOW, YEAR, Official, Population

# As many as one page of an enrolment report holds.
PAGE_ROWS = 10_000
Row = TypeVar("Row")
Show = Callable[[int], None]


@dataclass(slots=True)
class Spent:
    """Seconds and rows of each part of the load, by its name."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    rows: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Loader:
    """Loads one population into one database."""

    database: Database
    population: Population

    async def everything(self, show: Show) -> Spent:
        """Load authorities, staff, plans, completions and results, in the order of a sync."""
        spent = Spent()
        ids = await self.frame()
        for authority in range(AUTHORITIES):
            staff = self.population.staff(authority)
            await self._staff(ids[f"org-{authority:02}"], staff, spent)
            await self._completions(authority, staff, spent)
            await self._results(authority, staff, spent)
            if authority == 0:
                await self.plans(ids, staff)
            show(spent.rows["officials"])
        return spent

    async def frame(self) -> dict[str, int]:
        """Take up the authorities and the catalogue; return the authorities' numbers."""
        async with self.database.writing() as session:
            await authorities.merge(session, self.population.authorities())
            await training_plans.name_courses(
                session,
                [
                    {
                        "feed_id": course,
                        "name": f"Course {course[-4:]}, of some length in its name",
                        "category": "Course",
                        "status": "Live",
                        "duration_seconds": 3600,
                    }
                    for course in course_ids()
                ],
            )
            return {one.feed_id: one.id for one in await authorities.every(session)}

    async def plans(self, ids: dict[str, int], largest: list[Official]) -> None:
        """Take up all training plans; some of the largest authority's staff are named in one."""
        async with self.database.writing() as session:
            position = await positions.close(session, 1, NOW)
            for plan in stated(ids, largest):
                await training_plans.merge(session, plan, position)

    async def _staff(self, authority_id: int, staff: list[Official], spent: Spent) -> None:
        rows = [official.row for official in staff]
        with timed() as watch:
            async with self.database.writing() as session:
                position = await positions.close(session, 1, NOW)
                await officials.merge(
                    session,
                    authority_id=authority_id,
                    year=YEAR.start,
                    load_id=position,
                    position=position,
                    rows=rows,
                )
        spent.seconds["officials"] += watch.seconds
        spent.rows["officials"] += len(rows)

    async def _completions(self, authority: int, staff: list[Official], spent: Spent) -> None:
        load_id = authority + 1
        for page in pages(self.population.completions(authority, staff, load_id)):
            with timed() as watch:
                async with self.database.writing() as session:
                    await facts.pour_completions(session, page)
            spent.seconds["completions poured"] += watch.seconds
            spent.rows["completions"] += len(page)
        with timed() as watch:
            async with self.database.writing() as session:
                position = await positions.close(session, 1, NOW)
                await facts.merge_completions(session, load_id, position)
        spent.seconds["completions merged"] += watch.seconds
        with timed() as watch:
            async with self.database.writing() as session:
                await facts.empty_staging(session, staged_completion, load_id)
        spent.seconds["staging emptied"] += watch.seconds

    async def _results(self, authority: int, staff: list[Official], spent: Spent) -> None:
        records = list(self.population.assessments(authority, staff, authority + 1))
        with timed() as watch:
            async with self.database.writing() as session:
                position = await positions.close(session, 1, NOW)
                await facts.pour_assessments(session, records)
                await facts.merge_assessments(session, authority + 1, position, YEAR.start)
        spent.seconds["assessments"] += watch.seconds
        spent.rows["assessments"] += len(records)


def pages(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Cut rows into pages."""
    left = iter(rows)
    while page := list(islice(left, PAGE_ROWS)):
        yield page
