"""What a database holds: byte for byte, or by the feed's own ids so that two can be compared."""

import asyncio
from typing import NamedTuple

import asyncpg

from app.store.tables import metadata
from tests.harness.databases import libpq_address

# What says that somebody asked, not that anything was learned.
LEDGER = frozenset(
    {
        "feed_run",
        "feed_road",
        "feed_look",
        "feed_request",
        "feed_watermark",
        "feed_watermark_history",
        "ingest_position",
        "position_counter",
        "quarantine",
        "evaluation_run",
        "audit_event",
        "onboarding_snapshot",
    }
)
_WHO = """
    JOIN official_identifier AS who
        ON who.official_id = held.official_id AND who.kind = 'igot_user'"""
_MEANING = {
    "authorities": "SELECT feed_id, kind, map_id, parent_map_id, name FROM authority",
    "officials": """
        SELECT who.value, official.name, official.active, official.joined_on, authority.feed_id,
            profile.designation, profile.employment, profile.batch, profile.profile_status
        FROM official
        JOIN official_identifier AS who ON who.official_id = official.id AND who.kind = 'igot_user'
        JOIN profile ON profile.id = official.profile_id
        JOIN authority ON authority.id = official.authority_id""",
    "plans": """
        SELECT plan.generation, plan.feed_id, plan.version, plan.status, plan.apar, plan.due_at,
            (SELECT feed_id FROM course WHERE id = plan.assessment_id),
            (SELECT array_agg(course.feed_id ORDER BY course.feed_id) FROM prescribed_course
                JOIN course ON course.id = course_id WHERE plan_id = plan.id)
        FROM training_plan AS plan""",
    "completions": """
        SELECT who.value, course.feed_id, held.completed_at, held.evidence, held.certificate_id,
            held.withdrawn_position IS NULL
        FROM completion AS held {who} JOIN course ON course.id = held.course_id""",
    "assessments": """
        SELECT who.value, course.feed_id, held.state, held.score, held.taken_at
        FROM assessment_result AS held {who} JOIN course ON course.id = held.assessment_id""",
    "outcomes": """
        SELECT who.value, held.outcome, held.level, held.prescribed, held.required,
            held.completed, held.assessment, held.reasons, ruleset.digest
        FROM evaluation AS held {who} JOIN ruleset ON ruleset.id = held.ruleset_id""",
    "entries": "SELECT who.value, held.digest FROM apar_head AS held {who}",
}
Held = dict[str, list[str]]


_ROWS = """
    SELECT '{name}' AS name, count(*) || ' rows, digest '
        || coalesce(md5(string_agg(t::text, ' ' ORDER BY t::text COLLATE "C")), '')
    FROM {name} AS t"""
_EVERYTHING = " UNION ALL ".join(
    [
        "SELECT 'published', value::text FROM position_counter WHERE kind = 'publish'",
        *(
            _ROWS.format(name=table.fullname)
            for table in metadata.sorted_tables
            if table.name not in LEDGER or table.schema
        ),
    ]
)


async def everything(owner: asyncpg.Connection) -> dict[str, str]:
    """Return each table's count and digest, less the ledger's, and the last position published."""
    return dict(await owner.fetch(_EVERYTHING))


async def meaning(owner: asyncpg.Connection) -> Held:
    """Return what is held in the feed's own words: equal for equal worlds, however they came in."""
    return {
        name: sorted(str(tuple(row)) for row in await owner.fetch(statement.replace("{who}", _WHO)))
        for name, statement in _MEANING.items()
    }


async def meaning_of(address: str) -> Held:
    """Return the meaning of a database by its address."""
    owner = await asyncpg.connect(libpq_address(address))
    try:
        return await meaning(owner)
    finally:
        await owner.close()


class Watermark(NamedTuple):
    """A road of an authority, and the run that moved its watermark last."""

    road: str
    authority_id: int
    run_id: int


async def watermarks(owner: asyncpg.Connection) -> set[Watermark]:
    """Return all watermarks."""
    rows = await owner.fetch("SELECT road, authority_id, run_id FROM feed_watermark")
    return {Watermark(*row) for row in rows}


async def staged(owner: asyncpg.Connection) -> int:
    """Return how many rows stand in staging."""
    tables = [table.fullname for table in metadata.sorted_tables if table.schema == "staging"]
    total = " + ".join(f"(SELECT count(*) FROM {name})" for name in tables)  # noqa: S608 - our own tables' names
    count: int = await owner.fetchval(f"SELECT {total}")
    return count


async def locked(owner: asyncpg.Connection) -> bool:
    """Say whether anybody holds the lock of a sync, or any other advisory lock here."""
    found: bool = await owner.fetchval(
        "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND database ="
        " (SELECT oid FROM pg_database WHERE datname = current_database()))"
    )
    return found


async def until_free(owner: asyncpg.Connection) -> None:
    """Wait until the server noticed that a killed process is gone, and gave its locks back."""
    async with asyncio.timeout(5):
        waiting = await locked(owner)
        while waiting:
            await asyncio.sleep(0.02)
            waiting = await locked(owner)


async def last_run(owner: asyncpg.Connection) -> asyncpg.Record:
    """Return the feed run that began last."""
    return await owner.fetchrow("SELECT * FROM feed_run ORDER BY id DESC LIMIT 1")
