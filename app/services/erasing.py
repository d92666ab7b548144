"""Erases one official's name and identifiers by an order; seals, proofs of others, figures stay."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.errors import ConflictError, NotFoundError
from app.integrations.rosters.packing import CELL, ROW, squeeze, unpack
from app.store import erasures
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Writing


@dataclass(frozen=True, slots=True)
class Ordered:
    """Whose personal data are to be erased, by which order, and for which reason."""

    official_id: int
    number: str
    dated: date
    issued_by: str
    reason: str


async def erase(
    session: Writing,
    ordered: Ordered,
    access: Access,
    now: datetime,
    progress: Callable[[int, int], object],
) -> Mapping[str, int]:
    """Erase, and return how many rows of each kind were changed; all are 0 the second time.

    Raises NotFoundError for nobody, ConflictError for who still serves: the next sync would bring
    the name back, so it is to be erased where it comes from first.
    """
    serves = await erasures.serves(session, ordered.official_id)
    if serves is None:
        raise NotFoundError("there is no such official")
    if serves:
        raise ConflictError("the official still serves: iGOT would show the name again")
    identifying = await erasures.identifiers(session, ordered.official_id)
    blanked = await _blank(session, ordered.official_id, identifying, progress)
    counts = await erasures.take_away(session, ordered.official_id, identifying)
    row = {
        "official_id": ordered.official_id,
        "order_number": ordered.number,
        "ordered_on": ordered.dated,
        "ordered_by": ordered.issued_by,
        "reason": ordered.reason,
        "erased_by": access.person or access.client_id,
        "erased_at": now,
    }
    await erasures.record(session, row)
    await audit.append(session, access, "erased", (ordered.official_id,))
    return {**counts, "roster_rows": blanked}


async def _blank(
    session: Writing,
    official_id: int,
    identifying: Collection[str],
    progress: Callable[[int, int], object],
) -> int:
    """Blank the rows of rosters that are the official's: as was found, or by an identifier."""
    theirs = await erasures.rows_of(session, official_id)
    sought = {_compared(one) for one in identifying}
    places = await erasures.chunks(session)
    blanked = 0
    for done, at in enumerate(places, 1):
        rows = unpack(await erasures.cells(session, at))
        own = [
            row
            for row in rows
            if any(row[1:])
            and ((at[0], int(row[0])) in theirs or sought & set(map(_compared, row)))
        ]
        for row in own:
            row[1:] = [""] * (len(row) - 1)
        if own:
            packed = squeeze(ROW.join(map(CELL.join, rows)))
            await erasures.rewrite(session, at, packed, [int(row[0]) for row in own])
        blanked += len(own)
        progress(done, len(places))
    return blanked


def _compared(cell: str) -> str:
    """Return a cell as a check compares it with identifiers: without blanks around, any case."""
    return cell.strip().casefold()
