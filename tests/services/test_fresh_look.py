"""A fresh look at officials whom a report leaves in doubt: a gap in a report is no finding."""

from datetime import UTC, datetime, timedelta

import asyncpg

from app.services.feed import fresh_look
from app.services.feed.limits import SyncLimits
from app.services.feed.synced import Wanted
from app.store.database import Database
from tests.services.carried import carry, decide
from tests.services.held import everything, last_run, staged
from tests.services.moments import LATER, clock_at
from tests.services.served import ServedIgot

ROUTE = "course/v1/user/enrollment/list"
# Officials of whom a report shows a certificate and no date.
DOUBTFUL = """
    SELECT DISTINCT who.value, official.authority_id FROM quarantine
    JOIN official_identifier AS who ON quarantine.subject LIKE 'user ' || who.value || ',%'
    JOIN official ON official.id = who.official_id"""


IN_DOUBT = """
    SELECT outcome, reasons, completed < required AS short FROM completion_doubt
    JOIN evaluation USING (official_id) WHERE withdrawn_position IS NULL"""


async def test_whom_no_look_settles_is_never_called_short(
    worker_database: Database, owner: asyncpg.Connection, igot: ServedIgot
) -> None:
    """Where the look fails everybody is decided for, and falling short is not held in doubt."""
    igot.misbehave({"route": ROUTE, "page": None, "fault": "http500", "times": 9_999})
    async with igot.feed() as feed:
        await carry(worker_database, feed)
    decided = await decide(worker_database)

    doubtful = await owner.fetch(IN_DOUBT)
    short = [row for row in doubtful if row["short"] and row["outcome"] != "not_mandated"]
    assert "fresh looks: feed-unavailable" in (await last_run(owner))["reason"]
    assert len(doubtful) == len(await owner.fetch(DOUBTFUL)) > 0
    assert {row["outcome"] for row in short} <= {"not_established"}
    assert decided.unready == []


async def test_a_look_settles_what_the_report_left_open(
    worker_database: Database, owner: asyncpg.Connection, igot: ServedIgot
) -> None:
    """What the per-user list dates is held, and a second run has nobody left to look at."""
    async with igot.feed() as feed:
        first = await carry(worker_database, feed)
        second = await carry(worker_database, feed)

    settled = await owner.fetchval(
        f"SELECT count(DISTINCT d.value) FROM ({DOUBTFUL}) AS d"  # noqa: S608 - our own words
        " JOIN official_identifier AS who ON who.value = d.value"
        " JOIN completion ON completion.official_id = who.official_id"
    )
    assert first.counts["looked_at_afresh"] == settled > 0
    assert (second.counts["looked_at_afresh"], second.failures) == (0, [])


async def test_looks_have_an_end_and_say_who_waits(
    worker_database: Database, igot: ServedIgot
) -> None:
    """All runs of an hour look at so many and no more; who waits stays in doubt until his turn."""
    three = Wanted(limits=SyncLimits(looks_an_hour=3))
    hour = timedelta(hours=1)
    async with igot.feed() as feed:
        first = await carry(worker_database, feed, wanted=three)
        within = await carry(worker_database, feed, LATER + hour / 2, wanted=three)
        second = await carry(worker_database, feed, LATER + hour, wanted=three)

    assert (first.counts["looked_at_afresh"], first.counts["left_in_doubt"]) == (3, 2)
    assert (within.counts["looked_at_afresh"], within.counts["left_in_doubt"]) == (0, 2)
    assert (second.counts["left_in_doubt"], second.failures) == (0, [])


async def test_a_look_at_what_is_held_changes_nothing(
    early_database: Database, early_owner: asyncpg.Connection, igot: ServedIgot
) -> None:
    """A completion that is held keeps its report's date, however the list rounds the moment."""
    user = await early_owner.fetchval(
        "SELECT value FROM completion JOIN official_identifier USING (official_id)"
        " WHERE kind = 'igot_user' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    )
    async with igot.feed() as feed:
        await fresh_look.look(early_database, feed, 77, [user], clock_at(LATER))
        before = await everything(early_owner)
        found = await fresh_look.look(
            early_database, feed, 78, [user], clock_at(datetime(2026, 6, 1, tzinfo=UTC))
        )

    assert (found.learned, await staged(early_owner)) == (0, 0)
    assert await everything(early_owner) == before
