"""One road each: from a feed's pages to merged facts, the watermark in the same transaction."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.integrations.igot.completion_lines import CompletionLines
from app.integrations.igot.feed import (
    Fault,
    FeedCompletion,
    FeedNoRowsError,
    FeedPlan,
    LearningFeed,
    Window,
    is_external,
)
from app.policy.reporting_year import ReportingYear
from app.services.feed.limits import USUAL, SyncLimits
from app.services.feed.poured import Poured
from app.services.feed.reading_ahead import ahead
from app.services.feed.stated import official_row, stated_plan
from app.services.feed.withdrawing import Pairs
from app.store import authorities, positions
from app.store.authorities import Authority
from app.store.database import Database, Writing
from app.store.feed import facts, feed_runs, officials, plans, withdrawals
from app.store.feed.feed_runs import NATIONAL, Doubt, Merged
from app.store.feed.withdrawals import MissingResult, WholeReading
from app.store.tables.staging import staged_assessment

Road = Awaitable[dict[str, int]]


@dataclass(slots=True)
class Roads:
    """The roads of one run; each merges what it read in one transaction, or nothing."""

    database: Database
    feed: LearningFeed
    year: ReportingYear
    run_id: int
    clock: Callable[[], datetime]
    # For each authority, pairs of feed user and feed course that its report shows without a date.
    doubtful: dict[int, set[tuple[str, str]]] = field(default_factory=dict)
    # For each authority, pairs of a completion that is held and that its report no longer shows.
    missing: dict[int, Pairs] = field(default_factory=dict)
    # Results that are held and that the extract no longer shows.
    missing_results: set[MissingResult] = field(default_factory=set)
    # Courses of the catalogue, once it was read to its end, that every own list would show.
    catalogue: set[str] = field(default_factory=set)
    # Whether what whole reports no longer show is looked for.
    withdraws: bool = False
    # Authorities whose report answers 404: their officials' own lists are read in its place.
    silent: set[int] = field(default_factory=set)
    limits: SyncLimits = USUAL
    began: datetime = field(init=False)

    def __post_init__(self) -> None:
        """Note when the run began."""
        self.began = self.clock()

    async def organisations(self) -> dict[str, int]:
        """Take up the authorities."""
        rows: list[dict[str, Any]] = []
        doubts: list[Doubt] = []
        async for page in self.feed.organisations(self.year):
            doubts += _doubts(page.faults)
            rows += [
                {
                    "kind": found.kind,
                    "feed_id": found.org_id,
                    "map_id": found.map_id,
                    "parent_map_id": found.parent_map_id,
                    "name": found.name,
                }
                for found in page.records
            ]
        async with self.database.writing() as session:
            count = await authorities.merge(session, rows)
            await self._keep_aside(session, "organisations", NATIONAL, doubts)
        return {"authorities": count, "quarantined": len(doubts)}

    async def courses(self) -> dict[str, int]:
        """Take up the catalogue of courses, programmes and assessments."""
        rows: list[dict[str, Any]] = []
        doubts: list[Doubt] = []
        async for page in self.feed.courses():
            doubts += _doubts(page.faults)
            rows += [
                {
                    "feed_id": found.course_id,
                    "name": found.name,
                    "category": found.category,
                    "status": found.status,
                    "duration_seconds": found.duration_seconds,
                    "competencies": [one._asdict() for one in found.competencies],
                }
                for found in page.records
            ]
        async with self.database.writing() as session:
            count = await plans.name_courses(session, rows)
            await self._keep_aside(session, "courses", NATIONAL, doubts)
        self.catalogue = {row["feed_id"] for row in rows if not is_external(row["feed_id"])}
        return {"courses": count, "quarantined": len(doubts)}

    async def officials(self, authority: Authority) -> dict[str, int]:
        """Take up an authority's officials."""
        started = self.clock()
        rows: list[dict[str, Any]] = []
        doubts: list[Doubt] = []
        async for page in self.feed.officials(authority.feed_id, self.year):
            doubts += _doubts(page.faults)
            rows += [official_row(found) for found in page.records]
        async with self.database.writing() as session:
            position = await positions.close(session, self.run_id, self.clock())
            counts = await officials.merge(
                session,
                authority_id=authority.id,
                year=self.year.start,
                load_id=self.run_id,
                position=position,
                rows=rows,
            )
            await self._complete(
                session, "officials", authority.id, self._merged(started, position), doubts
            )
        return {**counts, "quarantined": len(doubts)}

    async def plans(self, held: Sequence[Authority]) -> dict[str, int]:
        """Take up the year's training plans of both generations."""
        started = self.clock()
        ids = {authority.feed_id: authority.id for authority in held}
        stated: list[FeedPlan] = []
        doubts: list[Doubt] = []
        async for page in self.feed.training_plans(list(ids), self.year):
            doubts += _doubts(page.faults)
            stated += page.records
        changed = 0
        async with self.database.writing() as session:
            position = await positions.close(session, self.run_id, self.clock())
            for plan in stated:
                if plan.org_id not in ids:
                    doubts.append(Doubt("plan_authority_unknown", plan.plan_id, "not held"))
                    continue
                became = await plans.merge(session, stated_plan(plan, ids[plan.org_id]), position)
                changed += became != "same"
            await self._complete(
                session, "plans", NATIONAL, self._merged(started, position), doubts
            )
        return {"plans": changed, "quarantined": len(doubts)}

    async def completions(self, authority: Authority, spans: Iterable[Window]) -> dict[str, int]:
        """Take up an authority's completions: its report is poured, then merged."""
        return await self.merge_report(await self.pour_report(authority, spans))

    async def pour_report(
        self, authority: Authority, spans: Iterable[Window], bay: int = 0
    ) -> Poured:
        """Pour all windows of an authority's enrolment report into a bay of staging, as one load.

        Raises FeedFailedError, and leaves the bay empty then.
        """
        started, load_id = self.clock(), facts.load_in(bay, self.run_id)
        async with self.database.reading() as session:
            begun_at = await positions.last(session, "ingest")
        poured = Poured(WholeReading(load_id, self.year.start, authority.id, begun_at), started)
        try:
            for span in spans:
                await self._pour_window(poured, authority, span)
        except BaseException:
            await self._clear_bay(load_id)
            raise
        return poured

    async def _pour_window(self, poured: Poured, authority: Authority, span: Window) -> None:
        try:
            async with aclosing(ahead(self.feed.completions(authority.feed_id, span))) as pages:
                async for page in pages:
                    poured.faults += page.faults
                    await self.pour(page.records, poured.reading.load_id)
        except FeedNoRowsError:
            poured.silent += 1

    async def merge_report(self, poured: Poured) -> dict[str, int]:
        """Merge a report that was poured, and empty its bay.

        Where a window answered 404 nothing is concluded: what the others show and is not held yet
        is taken up, the watermark stays, and the authority is noted as silent.
        """
        number, faults = poured.reading.authority_id, poured.faults
        try:
            async with self.database.writing() as session:
                position = await positions.close(session, self.run_id, self.clock())
                await self._keep_aside(session, "completions", number, _doubts(faults))
                if poured.silent:
                    self.silent.add(number)
                    counts = await self._merge_part(session, poured, position)
                    counts["windows_without_rows"] = poured.silent
                else:
                    counts = await self._merge_whole(session, poured, position)
                    merged = self._merged(poured.started, position)
                    await self._complete(session, "completions", number, merged, ())
        finally:
            await self._clear_bay(poured.reading.load_id)
        return counts

    async def _clear_bay(self, load_id: int) -> None:
        async with self.database.writing() as session:
            await facts.clear_bay(session, load_id)

    async def _merge_part(self, session: Writing, poured: Poured, position: int) -> dict[str, int]:
        """Take up what some windows show and is not held; who was in doubt stays so."""
        number = poured.reading.authority_id
        await facts.drop_held(session, poured.reading.load_id)
        counts = await self._merge(session, poured, position)
        undated = _pairs(poured.faults)
        undated -= await facts.held_pairs(session, undated, self.year.start)
        doubted = await facts.doubted(session, number) | {user_id for user_id, _ in undated}
        await facts.state_doubts(session, number, sorted(doubted), position, self.year.start)
        return counts

    async def _merge_whole(self, session: Writing, poured: Poured, position: int) -> dict[str, int]:
        number = poured.reading.authority_id
        counts = await self._merge(session, poured, position)
        self.doubtful[number] = _pairs(poured.faults)
        gone = await self._miss(session, poured.reading) if self.withdraws else 0
        await self.state_doubts(session, number, position)
        told = {
            "in_doubt": len({user_id for user_id, _ in self.doubtful[number]}),
            "missing_in_report": gone,
        }
        return counts | {name: value for name, value in told.items() if value}

    async def _merge(self, session: Writing, poured: Poured, position: int) -> dict[str, int]:
        number, load_id = poured.reading.authority_id, poured.reading.load_id
        count = await facts.merge_completions(session, load_id, position)
        strangers = await feed_runs.keep_strangers(
            session, self.run_id, load_id, "completions", number
        )
        return {"completions": count, "quarantined": len(poured.faults) + strangers}

    async def _miss(self, session: Writing, reading: WholeReading) -> int:
        """Note what a whole report no longer shows; return how many completions that are."""
        number = reading.authority_id
        whole = replace(reading, undated=self.doubtful[number])
        count, self.missing[number] = await withdrawals.missing(
            session, whole, self.limits.looks_an_hour
        )
        return count

    async def state_doubts(self, session: Writing, authority_id: int, position: int) -> None:
        """Leave in doubt those whose undated course is not held for the year; settle the others."""
        pairs = self.doubtful[authority_id]
        pairs.difference_update(await facts.held_pairs(session, pairs, self.year.start))
        users = sorted({user_id for user_id, _ in pairs})
        await facts.state_doubts(session, authority_id, users, position, self.year.start)

    async def assessments(self) -> dict[str, int]:
        """Take up the year's assessment results from the national extract."""
        started, load_id = self.clock(), self.run_id
        async with self.database.reading() as session:
            begun_at = await positions.last(session, "ingest")
        doubts: list[Doubt] = []
        rows: list[facts.StagedAssessment] = []
        async for page in self.feed.assessments(self.year):
            doubts += _doubts(page.faults)
            rows += [
                (
                    load_id,
                    found.user_id,
                    found.assessment_id,
                    found.state,
                    found.score,
                    found.taken_at,
                    found.certified,
                )
                for found in page.records
            ]
        async with self.database.writing() as session:
            position = await positions.close(session, self.run_id, self.clock())
            await plans.mention_courses(session, sorted({row[2] for row in rows}))
            await facts.pour_assessments(session, rows)
            count = await facts.merge_assessments(session, load_id, position, self.year.start)
            strangers = await feed_runs.keep_strangers(
                session, self.run_id, load_id, "assessments", NATIONAL
            )
            if self.withdraws:
                self.missing_results = await withdrawals.missing_results(
                    session, load_id, self.year.start, begun_at, self.limits.looks_an_hour
                )
            await facts.empty_staging(session, staged_assessment, load_id)
            await self._complete(
                session, "assessments", NATIONAL, self._merged(started, position), doubts
            )
        return {"assessments": count, "quarantined": len(doubts) + strangers}

    async def pour(self, records: Sequence[FeedCompletion], load_id: int) -> None:
        """Pour a page of completions into staging, as part of a load."""
        async with self.database.writing() as session:
            if isinstance(records, CompletionLines):
                await facts.pour_completion_lines(session, load_id, records.lines)
                records = records.read
            await facts.pour_completions(session, [(load_id, *record) for record in records])

    def _merged(self, started: datetime, position: int) -> Merged:
        return Merged(self.run_id, started, position)

    async def _complete(
        self,
        session: Writing,
        road: str,
        authority_id: int,
        merged: Merged,
        doubts: Sequence[Doubt],
    ) -> None:
        await self._keep_aside(session, road, authority_id, doubts)
        await feed_runs.move_watermark(
            session, road=road, authority_id=authority_id, year=self.year.start, merged=merged
        )

    async def _keep_aside(
        self, session: Writing, road: str, authority_id: int, doubts: Sequence[Doubt]
    ) -> None:
        await feed_runs.keep_aside(session, self.run_id, road, authority_id, doubts)


def _pairs(faults: Sequence[Fault]) -> set[tuple[str, str]]:
    return {
        (fault.user_id, fault.course_id)
        for fault in faults
        if fault.user_id is not None and fault.course_id is not None
    }


def _doubts(faults: Sequence[Fault]) -> list[Doubt]:
    return [Doubt(fault.quirk, fault.subject, fault.detail) for fault in faults]
