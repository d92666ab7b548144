"""iGOT's own APAR extract of what this service holds, for a reader who already speaks it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from app.policy.reporting_year import ReportingYear
from app.policy.spelling import folded
from app.store.apar import extract
from app.store.apar.extract import BESIDES, COLUMNS, Extract
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing

__all__ = ["BESIDES", "COLUMNS", "Extract"]
EMAIL = "sparrow_email"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: a plan year, days of assignment, people by identifier, columns.

    ``identifiers`` has kinds and values; ``nobody`` is true for one that nobody is known by.
    """

    year: ReportingYear | None
    assigned: tuple[date, date] | None
    identifiers: Mapping[str, str]
    nobody: bool
    columns: Sequence[str]


async def note(session: Writing, wanted: Wanted, access: Access) -> Extract:
    """Note that facts are looked at, of whom where that is asked, and return what to read."""
    published = None if wanted.assigned is None else _moments(*wanted.assigned)
    year = None if wanted.year is None else wanted.year.start
    asked = Extract(wanted.columns, year, published)
    if wanted.nobody or wanted.identifiers:
        spelled = {
            kind: folded(value) if kind == EMAIL else value.strip(" ")
            for kind, value in wanted.identifiers.items()
        }
        found = [] if wanted.nobody else await extract.officials(session, spelled)
        asked = replace(asked, official_ids=found)
    of_whom = asked.official_ids
    if of_whom is None:
        await audit.append_whole(session, access, "opened")
    else:
        await audit.append(
            session, access, "served" if of_whom else "not_found", of_whom or (None,)
        )
    return asked


async def lines(session: Reading, asked: Extract) -> AsyncIterator[bytes]:
    """Yield the header, then the rows in pieces."""
    async with aclosing(await extract.rows(session, asked)) as pieces:
        yield "|".join(asked.columns).encode() + b"\n"
        async for piece in pieces:
            yield piece


def _moments(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the moments from the first day's start to the last day's end, by UTC as iGOT has it.

    Raises OverflowError after the last day that there is.
    """
    start, end = (datetime.combine(day, time.min, UTC) for day in (first, last))
    return start, end + timedelta(days=1)
