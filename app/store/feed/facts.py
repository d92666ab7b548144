"""Completions and assessment results: poured into staging by COPY, merged in one statement."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import Table, delete, func, select, text

from app.policy.reporting_year import turns
from app.store.database import Reading, Writing
from app.store.joining import prefer_hashing, prefer_lookups
from app.store.statements import statement
from app.store.tables.staging import staged_assessment, staged_completion

# A load of more rows than this share of all identifiers is joined by passes over all that is held:
# those over 500,000 of them and 740,000 completions took as long as 200,000 lookups.
LARGE_SHARE = 0.5
# Results are hashed sooner: their merge holds the load against itself, and by lookups each with
# each. 17,000 of them took more than eight minutes.
LARGE_LOAD_OF_RESULTS = 2_000
IDENTIFIERS = "SELECT reltuples FROM pg_class WHERE oid = CAST('official_identifier' AS regclass)"
TURNS = list(turns())
# With these, a statement tells the reporting year of a moment.
OF_YEARS = {"turns": TURNS, "year_before": TURNS[0].year - 1}
COMPLETION_COLUMNS = tuple(column.name for column in staged_completion.columns)
LINE_COLUMNS = (
    "load_id",
    "evidence",
    "user_id",
    "course_id",
    "completed_at",
    "certificate_id",
    "enrolled_at",
)
ASSESSMENT_COLUMNS = tuple(column.name for column in staged_assessment.columns)

# The parts of staged completions: while one load is merged the next are poured, and each is thrown
# away by itself. In which part a load lies is told by its number.
BAYS = 4
LOADS_A_BAY = 2**48

StagedCompletion = tuple[int, str, str, datetime, str, str | None, datetime | None]
StagedAssessment = tuple[int, str, str, str, float | None, datetime | None, bool]


def load_in(bay: int, run_id: int) -> int:
    """Return the number of a run's load in a bay; bay 0 holds loads that bear the run's own."""
    return bay * LOADS_A_BAY + run_id


async def pour_completions(session: Writing, records: Sequence[StagedCompletion]) -> None:
    """Pour completions into staging.

    Each has its load, the feed's user and course, when, evidence, certificate, and since when.
    """
    await session.copy_in("completion", COMPLETION_COLUMNS, records, "staging")


async def pour_completion_lines(session: Writing, load_id: int, lines: Sequence[str]) -> None:
    r"""Pour a load's completions that are lines, whose evidence is the date of completion.

    Each has the feed's user and course, when, certificate, and since when, divided by tabs; ``\N``
    is none, and nothing in it needs escaping.
    """
    if lines:
        head = f"{load_id}\tcompleted_on\t"
        between = f"\n{head}"
        rows = f"{head}{between.join(lines)}\n".encode()
        await session.copy_in_text("completion", LINE_COLUMNS, rows, "staging")


async def merge_completions(session: Writing, load_id: int, position: int) -> int:
    """Merge a load's completions; return how many facts are new or different.

    All windows of one authority belong into one load: the earliest completion of a course in a
    year is kept, whichever window states it, so that a repeated run changes nothing.
    """
    await session.run(statement("ingest/staged_courses"), {"load_id": load_id})
    asked = {**OF_YEARS, "load_id": load_id, "position": position}
    async with joined_by_size(session, staged_completion, load_id):
        merged = await session.run(statement("ingest/completions"), asked)
    return int(merged.scalar_one())


async def drop_held(session: Writing, load_id: int) -> None:
    """Leave of a load's completions those that are not held for their year."""
    await session.run(statement("ingest/drop_held"), {**OF_YEARS, "load_id": load_id})


async def pour_assessments(session: Writing, records: Sequence[StagedAssessment]) -> None:
    """Pour results into staging: load, feed user, assessment, state, score, when, certified."""
    await session.copy_in("assessment", ASSESSMENT_COLUMNS, records, "staging")


async def merge_assessments(session: Writing, load_id: int, position: int, year: int) -> int:
    """Merge a load's assessment results; return how many facts are new, different or withdrawn.

    Each attempt is kept, by its moment; of two results of one moment the better one stands.
    """
    if await _staged(session, staged_assessment, load_id) > LARGE_LOAD_OF_RESULTS:
        await prefer_hashing(session)
    merged = await session.run(
        statement("ingest/assessments"),
        {"load_id": load_id, "position": position, "year": year},
    )
    return int(merged.scalar_one())


@asynccontextmanager
async def joined_by_size(session: Writing, staged: Table, load_id: int) -> AsyncIterator[None]:
    """Join a load by one pass over all that is held, or look few of its rows up.

    Said aloud, as the planner knows of staging only what stood there at some other time.
    """
    held = await session.run(text(IDENTIFIERS))
    if await _staged(session, staged, load_id) > LARGE_SHARE * held.scalar_one():
        await prefer_hashing(session)
        yield
        return
    await prefer_lookups(session)
    await session.run(text("SET LOCAL enable_mergejoin = off"))
    await session.run(text("SET LOCAL enable_hashjoin = off"))
    yield
    await session.run(text("SET LOCAL enable_hashjoin = on"))


async def _staged(session: Writing, staged: Table, load_id: int) -> int:
    found = await session.run(
        select(func.count()).select_from(staged).where(staged.c.load_id == load_id)
    )
    return int(found.scalar_one())


async def empty_staging(session: Writing, staged: Table, load_id: int) -> None:
    """Throw away what a load left in staging, merged or not."""
    await session.run(delete(staged).where(staged.c.load_id == load_id))


async def clear_bay(session: Writing, load_id: int) -> None:
    """Throw away all that stands in the bay of a load; only under the lock that runs share."""
    await session.run(text(f"TRUNCATE {staged_completion.fullname}_bay_{load_id // LOADS_A_BAY}"))


async def clear_staging(session: Writing, staged: Table) -> None:
    """Throw away all that stands in staging at once; only under the lock that runs share."""
    await session.run(text(f"TRUNCATE {staged.fullname}"))


async def sweep_staging(session: Writing, staged: Table) -> None:
    """Throw away what killed runs left in staging; only under the lock that runs share."""
    await session.run(delete(staged))


async def held_courses(session: Reading, user_ids: Sequence[str]) -> set[tuple[str, str, int]]:
    """Return feed user, feed course and reporting year of what is known to be completed."""
    held = await session.run(statement("read/held_courses"), {"user_ids": list(user_ids)})
    return {(row.user_id, row.course_id, row.reporting_year) for row in held}


async def held_pairs(
    session: Reading, pairs: Collection[tuple[str, str]], year: int
) -> set[tuple[str, str]]:
    """Return those pairs of feed user and feed course that are known to be completed in a year."""
    await prefer_lookups(session)
    held = await session.run(
        statement("read/held_pairs"),
        {
            "user_ids": [user for user, _ in pairs],
            "course_ids": [course for _, course in pairs],
            "year": year,
        },
    )
    return {(row.user_id, row.course_id) for row in held}


async def doubted(session: Reading, authority_id: int) -> set[str]:
    """Return the feed users of an authority whom the reports leave in doubt."""
    held = await session.run(statement("read/doubted"), {"authority_id": authority_id})
    return set(held.scalars())


async def state_doubts(
    session: Writing, authority_id: int, user_ids: Sequence[str], position: int, year: int
) -> None:
    """Say whom of an authority the reports leave in doubt now; all its others are settled."""
    await prefer_lookups(session)
    stated = {"user_ids": list(user_ids), "position": position, "year": year}
    await session.run(statement("ingest/doubted"), stated)
    await session.run(statement("ingest/settled"), {**stated, "authority_id": authority_id})
