"""Evaluates mandates and publishes what changed, both in one transaction for each batch."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.errors import NotFoundError
from app.policy.reporting_year import ReportingYear
from app.services.registers import overrides
from app.store import authorities, positions
from app.store.apar import corrections, publishing
from app.store.database import Database
from app.store.feed import feed_runs
from app.store.mandate import evaluation_runs, evaluations, rulesets
from app.store.mandate.evaluation_runs import EvaluationRun

BATCH = 1_000_000
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Decided:
    """What a run came to; ``unready`` names authorities whose facts were never held in full.

    ``awaiting`` counts the entries that are held back until a correction is ordered.
    """

    officials: int = 0
    changed: int = 0
    published: int = 0
    awaiting: int = 0
    unready: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Evaluator:
    """Carries out evaluation runs over one database."""

    database: Database
    clock: Callable[[], datetime]
    progress: Progress
    only_due: bool = False

    async def run(self, run_id: int) -> Decided:
        """Carry out a run that was asked for; a second try begins afresh and ends the same."""
        async with self.database.writing() as session:
            asked = await evaluation_runs.one(session, run_id)
            if asked is None:
                raise NotFoundError("there is no such evaluation run")
            await evaluation_runs.progress(
                session, run_id, state="running", started_at=self.clock(), officials_done=0
            )
        try:
            decided = await self._all(asked)
        except BaseException as failure:
            await self._record(
                run_id, state="failed", failure=type(failure).__name__, ended_at=self.clock()
            )
            raise
        await self._record(run_id, state="done", step=None, ended_at=self.clock())
        return decided

    async def _all(self, asked: EvaluationRun) -> Decided:
        decided = Decided()
        year = ReportingYear(asked.reporting_year)
        ready = await self._ready(asked, decided)
        async with self.database.reading() as session:
            sizes = await authorities.sizes(session)
        total = sum(sizes.get(held, 0) for held in ready)
        await self._record(asked.id, officials_total=total)
        for batch in batches(ready, sizes):
            await self._batch(asked.id, year, {held: ready[held] for held in batch}, decided)
            await self._record(
                asked.id,
                officials_done=decided.officials,
                changed=decided.changed,
                published=decided.published,
            )
            self.progress("officials evaluated", decided.officials, total)
        return decided

    async def _ready(self, asked: EvaluationRun, into: Decided) -> dict[int, datetime]:
        ready: dict[int, datetime] = {}
        async with self.database.reading() as session:
            for held in await authorities.every(session):
                if asked.authority_id not in {None, held.id}:
                    continue
                through = await feed_runs.facts_through(session, held.id, asked.reporting_year)
                if through is None:
                    # Facts never held in full would read as "not complete": better no outcome.
                    into.unready.append(held.name)
                else:
                    ready[held.id] = through
        if asked.authority_id is not None and not ready and not into.unready:
            raise NotFoundError("there is no such authority")
        return ready

    async def _batch(
        self, run_id: int, year: ReportingYear, ready: dict[int, datetime], into: Decided
    ) -> None:
        async with self.database.writing() as session:
            await positions.hold_outcomes(session, year.start)
            facts_position = await positions.hold_facts(session)
            book = await overrides.rulebook(session, year)
            kept = {one.digest: await rulesets.keep(session, one) for one in book.every()}
            # Rules that came with a release touch everybody, whomever this run decides for.
            await evaluations.all_due(session, year, kept, facts_position)
            await evaluations.plan_for(session)
            read = {held: await feed_runs.read_through(session, held, year.start) for held in ready}
            outcome = await evaluations.evaluate(
                session,
                year=year,
                rulebook=book,
                ruleset_ids=kept,
                facts_position=facts_position,
                authority_ids=list(read),
                read_through=list(read.values()),
                only_due=self.only_due,
            )
            published = await publishing.publish(
                session,
                year=year,
                load_id=run_id,
                facts_through=ready,
                read_through=read,
                now=self.clock(),
                only_due=self.only_due,
            )
            await publishing.clear_due(session, year, read, facts_position)
            into.awaiting += await corrections.count(session, year.start, list(read))
        into.officials += outcome.officials
        into.changed += outcome.changed
        into.published += published

    async def _record(self, run_id: int, **values: object) -> None:
        async with self.database.writing() as session:
            await evaluation_runs.progress(session, run_id, **values)


def batches(ready: Iterable[int], sizes: Mapping[int, int]) -> Iterator[list[int]]:
    """Group authorities so that a transaction decides for about BATCH officials, or one authority.

    Deciding costs one pass over the year's facts, so many small authorities go together.
    """
    batch: list[int] = []
    held = 0
    for authority_id in ready:
        if batch and held + sizes.get(authority_id, 0) > BATCH:
            yield batch
            batch, held = [], 0
        batch.append(authority_id)
        held += sizes.get(authority_id, 0)
    if batch:
        yield batch
