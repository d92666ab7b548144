"""A push as the worker's log tells it, and as the queue holds it."""

from datetime import timedelta

from sqlalchemy import text
from structlog.testing import capture_logs

from app.jobs.pushing import carry_out, hand_over
from app.policy.tries import WAITS
from app.services.filings.pushing import Pusher
from tests.filings.office import STAFF, Office
from tests.filings.served import ServedSparrow
from tests.harness.arranged import NOW

QUEUED = "SELECT count(*) FROM jobs.pgqueuer WHERE payload = convert_to('s-queued', 'UTF8')"


async def test_a_push_is_told_in_counts_and_codes(office: Office, sparrow: ServedSparrow) -> None:
    """Begun, what came of it, ended, and loudly when halted; nobody in particular is in it."""
    instance = await office.register("s-told")
    now = NOW
    pusher = Pusher(office.worker, lambda *_: sparrow.desk(), lambda: now, lambda *_: None)
    refused = min(await office.heads())
    sparrow.misbehave({"fault": "refuse", "official_id": refused, "code": "no-such-par"})
    with capture_logs() as told:
        await carry_out(pusher, instance.id)
        await office.alter(refused)
        sparrow.misbehave({"fault": "http429", "times": 100})
        for wait in (*WAITS, timedelta(0)):
            await carry_out(pusher, instance.id)
            now += wait
    first, last = told[1], told[-1]

    assert [one["event"] for one in told[:2]] == ["push begins", "push ended"]
    assert (first["end"], first["accepted"], first["refused"]) == ("done", STAFF - 1, 1)
    assert (last["end"], last["failure"], last["log_level"]) == ("halted", "http-429", "error")
    assert {one["log_level"] for one in told[:-1]} == {"info"}
    assert "example.gov.in" not in str(told)


async def test_a_push_is_handed_over_once(office: Office, sparrow: ServedSparrow) -> None:
    """However often it is looked for, one job waits; an instance without work has none."""
    instance = await office.register("s-queued")
    pusher = Pusher(office.worker, lambda *_: sparrow.desk(), lambda: NOW, lambda *_: None)
    for _ in range(2):
        await hand_over(pusher)
    async with office.worker.writing() as session:
        queued = (await session.run(text(QUEUED))).scalar_one()
        await session.run(text("DELETE FROM jobs.pgqueuer"))
    await carry_out(pusher, instance.id)

    assert queued == 1
    assert instance.id not in await pusher.due()
