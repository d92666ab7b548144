"""Pushes what is published to a SPARROW instance: planned, sent in order, never filed twice.

A filing is marked as sent before the instance hears of it. So whoever goes on after a worker died
knows what the instance may have, and asks it before anything is sent again.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from app.errors import NotFoundError
from app.integrations.sparrow.filing import (
    BatchRefusedError,
    FilingDesk,
    FilingError,
    Letter,
    NotTakenError,
    UnansweredError,
)
from app.policy.apar.filing import UNANSWERED, Standing, Verdict, pause, standing
from app.policy.reporting_year import ReportingYear
from app.services import freshness
from app.services.freshness import Freshness
from app.store import positions
from app.store.database import Database
from app.store.filings import instances, outbox
from app.store.filings.instances import Instance
from app.store.filings.outbox import Outcome, Sent, Taken

# House values: filings in a call, calls in a row without an answer until an instance is left in
# peace, and positions that are looked through in one transaction.
BATCH = 100
SILENT_CALLS = 3
SPAN = 100_000

OpenDesk = Callable[[str, str], AbstractAsyncContextManager[FilingDesk]]
Tell = Callable[[str, str, int, int], None]
End = Literal["done", "off", "elsewhere", "resting", "halted"]


@dataclass(slots=True)
class Pushed:
    """What a push came to: how it ended, why, and its filings by what the instance said."""

    end: End = "done"
    failure: str | None = None
    planned: int = 0
    waiting: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    silent: int = 0


@dataclass(frozen=True, slots=True)
class Pusher:
    """Pushes to instances over one database; ``open_desk`` takes an instance's id and address."""

    database: Database
    open_desk: OpenDesk
    clock: Callable[[], datetime]
    tell: Tell

    async def due(self) -> list[str]:
        """Return the ids of the instances that have something to be done now."""
        async with self.database.reading() as session:
            return await instances.due(session, self.clock())

    async def run(self, instance_id: str) -> Pushed:
        """Push all that waits for an instance; a second push beside it does nothing.

        When the instance does not answer it rests, longer each time, and is halted in the end.
        Raises NotFoundError for an instance that was never registered.
        """
        async with self.database.alone(f"push {instance_id}") as ours:
            async with self.database.reading() as session:
                instance = await instances.one(session, instance_id)
            if instance is None:
                raise NotFoundError("there is no such instance")
            if not ours:
                return Pushed("elsewhere")
            if not self._is_on(instance):
                return Pushed("off")
            pushed = Pushed()
            try:
                async with self.open_desk(instance.id, instance.base_url) as desk:
                    await _Push(self, instance, desk, pushed).run()
            except FilingError as failure:
                await self._rest(instance, pushed, failure)
            return pushed

    def _is_on(self, instance: Instance) -> bool:
        rests = instance.due_at is not None and instance.due_at > self.clock()
        return instance.enabled and instance.halted_at is None and not rests

    async def _rest(self, instance: Instance, pushed: Pushed, failure: FilingError) -> None:
        answered = pushed.counts.total() > 0
        now = self.clock()
        paused = pause(0 if answered else instance.failures, failure.code, failure.asked, now)
        async with self.database.writing() as session:
            await instances.rest(session, instance.id, paused, now)
        pushed.failure = failure.code
        pushed.end = "halted" if paused.due_at is None else "resting"


@dataclass(frozen=True, slots=True)
class _Push:
    """One push to one instance, whose desk is open."""

    pusher: Pusher
    instance: Instance
    desk: FilingDesk
    pushed: Pushed

    async def run(self) -> None:
        """Plan, settle what was left open, and send; year by year."""
        async with self.pusher.database.reading() as session:
            years = await outbox.years(session, self.instance)
        for year, served in years:
            await self._plan(year, served)
        async with self.pusher.database.reading() as session:
            self.pushed.waiting = await outbox.waiting(session, self.instance)
        for year, _ in years:
            await self._settle(year)
            await self._send(year)

    async def _plan(self, year: ReportingYear, served: Instance) -> None:
        while True:
            async with self.pusher.database.writing() as session:
                after = await outbox.planned_through(session, served, year) or 0
                last = await positions.last(session, "publish")
                if after >= last:
                    return
                stretch = (after, min(last, after + SPAN))
                now = self.pusher.clock()
                self.pushed.planned += await outbox.plan(session, served, year, stretch, now)

    async def _settle(self, year: ReportingYear) -> None:
        """Ask what became of filings that nobody heard of again, before any is sent anew."""
        while True:
            async with self.pusher.database.reading() as session:
                open_still = await outbox.unanswered(session, self.instance, year, BATCH)
            if not open_still:
                return
            said = await self.desk.ask([one.filing for one in open_still])
            await self._record(year, self._heard(open_still, said))

    async def _send(self, year: ReportingYear) -> None:
        while taken := await self._take(year):
            try:
                said = await self.desk.file([Letter(one.filing, one.content) for one in taken])
            except NotTakenError:
                await self._put_back(year, taken)
                raise
            except BatchRefusedError as refused:
                await self._record(year, self._apart(taken, refused.code))
            except UnansweredError as failure:
                # They stay sent: the next push asks what became of them.
                await self._note_silence(year, taken, failure.code)
                self.pushed.silent += 1
                if self.pushed.silent == SILENT_CALLS:
                    raise
            else:
                await self._record(year, self._heard(taken, said))

    async def _take(self, year: ReportingYear) -> list[Taken]:
        """Take the next filings; none any more from an instance that was changed meanwhile."""
        async with self.pusher.database.writing() as session:
            held = await instances.one(session, self.instance.id)
            if held is None or held.version != self.instance.version:
                return []
            now = self.pusher.clock()
            taken = await outbox.take(session, self.instance, year, BATCH, now)
            theirs = {one.authority_id for one in taken}
            fresh = await freshness.of_authorities(session, theirs, year.start, now)
            return [_dated(one, fresh[one.authority_id], now) for one in taken]

    async def _put_back(self, year: ReportingYear, taken: Sequence[Sent]) -> None:
        async with self.pusher.database.writing() as session:
            await outbox.put_back(session, self.instance, year, taken, self.pusher.clock())

    async def _note_silence(self, year: ReportingYear, taken: Sequence[Sent], code: str) -> None:
        async with self.pusher.database.writing() as session:
            await outbox.note_silence(session, self.instance, year, taken, code)

    def _heard(self, sent: Sequence[Sent], said: Mapping[str, Verdict]) -> list[Outcome]:
        now = self.pusher.clock()
        outcomes = []
        for one in sent:
            verdict = said.get(one.filing.id(), UNANSWERED)
            if verdict == Verdict("unknown"):
                verdict = Verdict("unknown", one.failure)
            on = standing(verdict, one.tries, one.sent_at, now)
            outcomes.append(Outcome(one.filing, verdict, on))
        return outcomes

    def _apart(self, taken: Sequence[Taken], code: str) -> list[Outcome]:
        """Have filings of a refused batch sent one by one; one that came alone is refused."""
        if len(taken) == 1:
            alone = {taken[0].filing.id(): Verdict("refused", code)}
            return self._heard(taken, alone)
        again = Standing("pending", code, self.pusher.clock())
        return [Outcome(one.filing, Verdict("unknown", code), again) for one in taken]

    async def _record(self, year: ReportingYear, outcomes: Sequence[Outcome]) -> None:
        now = self.pusher.clock()
        async with self.pusher.database.writing() as session:
            await outbox.record(session, self.instance, year, outcomes, now)
            await instances.answered(session, self.instance.id, now)
        self.pushed.silent = 0
        self.pushed.counts.update(one.verdict.status for one in outcomes)
        done = self.pushed.counts.total()
        self.pusher.tell("filings told", self.instance.id, done, self.pushed.waiting - done)


def _dated(taken: Taken, fresh: Freshness, now: datetime) -> Taken:
    """Return a filing that says how fresh its official's facts are."""
    own = fresh.of_official(taken.content.confirmed_through, now)
    through, stale = own.confirmed_through, own.stale
    told = replace(taken.content, confirmed_through=through, stale=stale)
    return replace(taken, content=told)
