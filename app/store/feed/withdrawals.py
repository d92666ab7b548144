"""Withdrawals: completions and results that iGOT no longer shows, set aside and kept."""

from collections.abc import Collection
from dataclasses import dataclass

from app.policy.reporting_year import ReportingYear
from app.store.database import Writing
from app.store.statements import statement


@dataclass(frozen=True, slots=True)
class WholeReading:
    """A report of an authority that was read to its end, all windows of a year in one load.

    ``begun_at`` is the last ingest position when the reading began: what was learned later is not
    its to miss. ``undated`` are the feed's users and courses that it shows without a date.
    """

    load_id: int
    year: int
    authority_id: int
    begun_at: int
    undated: Collection[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class MissingResult:
    """A result that an extract no longer shows, by the feed's ids, and whether it is a pass."""

    user_id: str
    assessment_id: str
    passed: bool


async def missing(
    session: Writing, reading: WholeReading, officials: int
) -> tuple[int, set[tuple[str, str]]]:
    """Return how many completions the reading no longer shows, and those of some officials.

    Each as feed user and feed course; of up to ``officials`` officials, others in each run. To be
    asked after the reading's merge, before staging is emptied. One without a single record misses
    nothing: a report that failed reads the same.
    """
    asked = {
        "load_id": reading.load_id,
        "year": reading.year,
        "opens": ReportingYear(reading.year).opens,
        "closes": ReportingYear(reading.year).closes,
        "authority_id": reading.authority_id,
        "begun_at": reading.begun_at,
        "officials": officials,
        "undated_users": [user for user, _ in reading.undated],
        "undated_courses": [course for _, course in reading.undated],
    }
    found = (await session.run(statement("withdraw/missing"), asked)).all()
    return (found[0].total if found else 0), {(row.user_id, row.course_id) for row in found}


async def withdraw(
    session: Writing, pairs: Collection[tuple[str, str]], year: int, position: int
) -> int:
    """Withdraw completions of a year, by feed user and feed course, as of a position.

    Return how many; their officials are due.
    """
    asked = {
        "user_ids": [user for user, _ in pairs],
        "course_ids": [course for _, course in pairs],
        "year": year,
        "position": position,
    }
    return int((await session.run(statement("withdraw/completions"), asked)).scalar_one())


async def missing_results(
    session: Writing, load_id: int, year: int, begun_at: int, officials: int
) -> set[MissingResult]:
    """Return the results that a whole extract no longer shows, of up to ``officials`` officials.

    ``begun_at`` is the last ingest position when the reading began. To be asked after the reading's
    merge, before staging is emptied. Of an authority of which it shows nobody it misses nothing.
    """
    asked = {"load_id": load_id, "year": year, "begun_at": begun_at, "officials": officials}
    found = await session.run(statement("withdraw/missing_results"), asked)
    return {MissingResult(**row) for row in found.mappings()}


async def withdraw_results(
    session: Writing, gone: Collection[MissingResult], year: int, position: int
) -> int:
    """Withdraw results of a year as of a position, with all attempts; return how many.

    Their officials are due.
    """
    asked = {
        "user_ids": [one.user_id for one in gone],
        "assessment_ids": [one.assessment_id for one in gone],
        "year": year,
        "position": position,
    }
    return int((await session.run(statement("withdraw/results"), asked)).scalar_one())
