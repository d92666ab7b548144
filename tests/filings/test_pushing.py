"""Pushing: whatever an instance does, each filing ends there once, or as a named dead letter."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self

import pytest

from app.errors import NotFoundError
from app.integrations.http import CallLimits
from app.integrations.sparrow.filing import FilingDesk, Letter
from app.policy.apar.filing import Filing, Verdict
from app.policy.tries import WAITS
from app.services.filings import pushing
from app.services.filings.pushing import Pushed, Pusher
from app.store.filings import instances, outbox
from app.store.filings.instances import Instance
from tests.filings.office import EVERYTHING, STAFF, Office
from tests.filings.served import IMPATIENT, QUICK, ServedSparrow
from tests.harness.arranged import NOW, YEAR

BATCH = 2
# Which call carries the first, the middle and the last batch of six filings.
PLACES = {"first": 1, "middle": 2, "last": 3}
TAKEN_LATE = 100


@dataclass
class Pushes:
    """Pushes to the served stand-in, one after the other, by a clock that the test moves."""

    office: Office
    sparrow: ServedSparrow
    limits: CallLimits = QUICK
    now: datetime = NOW
    told: list[str] = field(default_factory=list)

    def open(self, instance_id: str, base_url: str) -> AbstractAsyncContextManager[FilingDesk]:
        """Open the real client."""
        del instance_id, base_url
        return self.sparrow.desk(self.limits)

    def pusher(self) -> Pusher:
        """Return a pusher by the clock of the test."""
        return Pusher(
            self.office.worker, self.open, lambda: self.now, lambda what, *_: self.told.append(what)
        )

    async def once(self, instance: Instance) -> Pushed:
        """Push once."""
        return await self.pusher().run(instance.id)

    async def to_the_end(self, instance: Instance) -> int:
        """Push, a day after the other, until nothing waits; return how many pushes it took."""
        for pushes in range(1, 40):
            await self.once(instance)
            if not await self.left(instance):
                return pushes
            self.now += timedelta(days=1)
        raise AssertionError("pushing did not end")

    async def left(self, instance: Instance) -> int:
        """Return how many filings still wait."""
        async with self.office.worker.reading() as session:
            return await outbox.waiting(session, instance)


@pytest.fixture
def pushes(office: Office, sparrow: ServedSparrow, monkeypatch: pytest.MonkeyPatch) -> Pushes:
    """Pushes in batches of two."""
    monkeypatch.setattr(pushing, "BATCH", BATCH)
    return Pushes(office, sparrow)


async def ends_well(pushes: Pushes, instance: Instance) -> dict[str, int]:
    """Check that each entry that stands is filed once, with a receipt; return the counts."""
    found = await pushes.office.filings(instance)
    held = pushes.sparrow.ledger()
    assert {one.official_id: one.position for one in found} == await pushes.office.heads()
    assert {one.state for one in found} == {"accepted"}
    assert len(held["filed"]) == len(set(held["filed"])) == held["counts"]["filed"] == STAFF
    assert {one["official_id"]: one["position"] for one in held["records"]} == {
        one.official_id: one.position for one in found
    }
    counts: dict[str, int] = held["counts"]
    return counts


async def test_all_that_stands_is_filed_once(pushes: Pushes) -> None:
    """One push files everything in batches; a second one has nothing to do."""
    instance = await pushes.office.register("p-plain")
    pushed = await pushes.once(instance)
    again = await pushes.once(instance)
    counts = await ends_well(pushes, instance)

    assert (pushed.end, pushed.planned, dict(pushed.counts)) == ("done", STAFF, {"accepted": STAFF})
    assert pushes.told == ["filings told"] * 3
    assert (again.planned, dict(again.counts)) == (0, {})
    assert counts == {"received": STAFF, "filed": STAFF}
    assert instance.id not in await pushes.pusher().due()


@pytest.mark.parametrize(
    "fault",
    [
        "later",
        "partial",
        "omit",
        "delay",
        "duplicate",
        "reset",
        "garble",
        "hang",
        "http400",
        "http429",
        "http500",
    ],
)
async def test_a_fault_that_passes_leaves_each_filed_once(pushes: Pushes, fault: str) -> None:
    """Delayed, repeated, partly or not answered, on any batch: in the end each is filed once."""
    pushes.limits = IMPATIENT if fault in {"delay", "hang"} else QUICK
    for place, call in PLACES.items():
        pushes.sparrow.fresh()
        instance = await pushes.office.register(f"p-{fault}-{place}")
        pushes.sparrow.misbehave({"fault": fault, "call": call, "seconds": TAKEN_LATE})
        took = await pushes.to_the_end(instance)
        unmet = pushes.sparrow.unmet()
        if fault == "delay":
            # What was held up arrives now: twice by then, and filed once.
            pushes.sparrow.misbehave()
            pushes.sparrow.until(lambda held: held["counts"].get("repeated", 0) == BATCH)
        await ends_well(pushes, instance)

        assert unmet == []
        assert (took > 1) == (fault not in {"duplicate", "http400"})


async def test_what_is_refused_is_a_dead_letter_until_it_is_mended(pushes: Pushes) -> None:
    """A refusal is final at once, by its code; put back into the outbox it is filed."""
    for place, call in PLACES.items():
        pushes.sparrow.fresh()
        instance = await pushes.office.register(f"p-refuse-{place}")
        pushes.sparrow.misbehave({"fault": "refuse", "call": call, "code": "no-such-par"})
        pushed = await pushes.once(instance)
        dead = [one for one in await pushes.office.filings(instance) if one.state == "dead"]
        async with pushes.office.api.writing(EVERYTHING) as session:
            put = await outbox.requeue(session, instance.id, None, dead[0].official_id, NOW)
            rest = await outbox.requeue(session, instance.id, None, None, NOW)
        await pushes.once(instance)
        await ends_well(pushes, instance)

        assert dict(pushed.counts) == {"accepted": STAFF - BATCH, "refused": BATCH}
        assert {one.failure for one in dead} == {"no-such-par"}
        assert (put, rest) == (1, BATCH - 1)


@pytest.mark.parametrize(("fault", "failure"), [("http500", "http-500"), ("http400", "http-400")])
async def test_one_that_an_instance_cannot_stand_takes_no_other_along(
    pushes: Pushes, fault: str, failure: str
) -> None:
    """Where a batch fails for one filing in it, the others are filed and that one is dead."""
    instance = await pushes.office.register(f"p-poison-{fault}")
    poisonous = sorted(await pushes.office.heads())[2]
    pushes.sparrow.misbehave({"fault": fault, "official_id": poisonous, "times": 1000})
    await pushes.to_the_end(instance)
    states = await pushes.office.states(instance)
    [dead] = [one for one in await pushes.office.filings(instance) if one.state == "dead"]

    assert (dead.official_id, dead.failure) == (poisonous, failure)
    assert sorted(states.values()) == ["accepted"] * (STAFF - 1) + ["dead"]
    assert pushes.sparrow.ledger()["counts"]["filed"] == STAFF - 1
    assert dead.tries <= len(WAITS) + 1


async def test_an_instance_that_never_answers_rests_and_is_halted(pushes: Pushes) -> None:
    """It is tried later each time, few calls a push; halted, nothing of its outbox is lost."""
    instance = await pushes.office.register("p-halted")
    pushes.sparrow.misbehave({"fault": "http429", "times": 1000})
    ends = []
    for wait in (*WAITS, timedelta(0)):
        ends.append(await pushes.once(instance))
        early = await pushes.once(instance)
        assert early.end == "off"
        pushes.now += wait
    halted = await pushes.office.instance(instance.id)
    pushes.now += timedelta(days=30)
    none = await pushes.once(instance)
    pushes.sparrow.misbehave()
    async with pushes.office.api.writing(EVERYTHING) as session:
        await instances.resume(session, instance.id)
    await pushes.once(instance)
    await ends_well(pushes, instance)

    assert [one.end for one in ends] == ["resting"] * len(WAITS) + ["halted"]
    assert {one.failure for one in ends} == {"http-429"}
    assert (halted.failures, halted.failure, halted.due_at) == (len(WAITS) + 1, "http-429", None)
    assert halted.halted_at is not None
    assert none.end == "off"


async def test_an_instance_in_silence_is_soon_left_in_peace(pushes: Pushes) -> None:
    """After three calls without an answer the push ends, however much waits."""
    instance = await pushes.office.register("p-silent")
    pushes.sparrow.misbehave({"fault": "http500", "times": 1000})
    pushed = await pushes.once(instance)
    [fault] = pushes.sparrow.faults()

    assert (pushed.end, pushed.failure) == ("resting", "http-500")
    assert fault["met"] == pushing.SILENT_CALLS == len(PLACES)
    assert await pushes.left(instance) == STAFF


class DiesError(BaseException):
    """The worker is gone, from one moment to the next."""


@dataclass
class DyingDesk:
    """The real client of a worker that dies at its so manieth call: before it, or after it."""

    desk: FilingDesk
    calls: int
    after: bool

    async def __aenter__(self) -> Self:
        """Return the desk itself."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave everything as it is."""

    async def file(self, letters: Sequence[Letter]) -> Mapping[str, Verdict]:
        """File, or die."""
        self.calls -= 1
        if self.calls == 0 and not self.after:
            raise DiesError
        said = await self.desk.file(letters)
        if self.calls == 0:
            raise DiesError
        return said

    async def ask(self, filings: Sequence[Filing]) -> Mapping[str, Verdict]:
        """Ask."""
        return await self.desk.ask(filings)


@pytest.mark.parametrize("moment", ["before the call", "after the answer"])
async def test_whoever_takes_over_goes_on_from_the_last_receipt(
    pushes: Pushes, moment: str
) -> None:
    """A worker dies before a batch is told or before its answer is kept: each is filed once."""
    after = moment == "after the answer"
    for place, call in PLACES.items():
        pushes.sparrow.fresh()
        instance = await pushes.office.register(f"p-dies-{place}-{after}".lower())
        async with pushes.sparrow.desk() as desk:
            dying = DyingDesk(desk, call, after)
            await dies(pushes, instance, dying)
        await pushes.to_the_end(instance)
        counts = await ends_well(pushes, instance)

        assert counts == {"received": STAFF, "filed": STAFF}


async def dies(pushes: Pushes, instance: Instance, desk: DyingDesk) -> None:
    """Push by a worker that dies of it."""
    pusher = Pusher(pushes.office.worker, lambda *_: desk, lambda: NOW, lambda *_: None)
    with pytest.raises(DiesError):
        await pusher.run(instance.id)


async def test_an_instance_is_pushed_to_by_one_at_a_time(pushes: Pushes) -> None:
    """A second push beside the first does nothing; nor does one to an instance that is off."""
    instance = await pushes.office.register("p-twice")
    async with pushes.office.worker.alone(f"push {instance.id}"):
        beside = await pushes.once(instance)
    async with pushes.office.api.writing(EVERYTHING) as session:
        assert await instances.change(session, instance, {"enabled": False})
    off = await pushes.once(instance)
    with pytest.raises(NotFoundError):
        await pushes.pusher().run("p-nobody")

    assert (beside.end, off.end) == ("elsewhere", "off")
    assert pushes.sparrow.ledger()["counts"] == {}
    assert instance.id not in await pushes.pusher().due()


async def test_an_instance_that_is_changed_is_told_no_more_under_its_old_name(
    pushes: Pushes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A push that is under way stops as soon as its instance was changed."""
    instance = await pushes.office.register("p-changed")
    change = instances.change
    record = outbox.record

    async def changing(*parameters: Any) -> int:
        async with pushes.office.api.writing(EVERYTHING) as session:
            await change(session, instance, {"enabled": False})
        return await record(*parameters)

    monkeypatch.setattr(outbox, "record", changing)
    pushed = await pushes.once(instance)

    assert dict(pushed.counts) == {"accepted": BATCH}
    assert await pushes.left(instance) == STAFF - BATCH


async def test_a_year_that_is_served_no_more_is_taken_back(pushes: Pushes) -> None:
    """Registered for another year alone, an instance drops what it was told of this one, once."""
    instance = await pushes.office.register("p-year")
    await pushes.once(instance)
    async with pushes.office.api.writing(EVERYTHING) as session:
        await instances.change(session, instance, {"reporting_years": [YEAR.start + 1]})
    due = await pushes.pusher().due()
    first = await pushes.once(instance)
    second = await pushes.once(instance)
    kinds = {one["kind"] for one in pushes.sparrow.ledger()["records"]}

    assert instance.id in due
    assert [dict(one.counts) for one in (first, second)] == [{"accepted": STAFF}, {}]
    assert kinds == {"withdrawal"}
    assert instance.id not in await pushes.pusher().due()


async def test_a_later_version_is_filed_and_stands(pushes: Pushes) -> None:
    """What is published after a push is due again, and stands at the instance after the next."""
    instance = await pushes.office.register("p-later")
    await pushes.once(instance)
    official = min(await pushes.office.heads())
    await pushes.office.alter(official)
    due = await pushes.pusher().due()
    pushed = await pushes.once(instance)
    stands = {one["official_id"]: one for one in pushes.sparrow.ledger()["records"]}

    assert instance.id in due
    assert dict(pushed.counts) == {"accepted": 1}
    assert stands[official]["position"] == (await pushes.office.heads())[official]
