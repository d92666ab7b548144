"""The audit trail: who looked at what, on whom, when; appended in the transaction that looks."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from app.store import positions
from app.store.database import Writing
from app.store.statements import statement


class Access(NamedTuple):
    """What is being done, by whom and what for; ``purpose`` is the caller's own word.

    ``person`` is for whom the client speaks; None for a client that speaks for itself.
    """

    client_id: str
    purpose: str
    request_id: str
    action: str
    year: int | None = None
    authority_id: int | None = None
    person: str | None = None


async def append(
    session: Writing,
    access: Access,
    outcome: str,
    official_ids: Sequence[int | None] = (None,),
    positions: tuple[int, int] | None = None,
) -> None:
    """Append one event for each official, or one about none in particular.

    ``positions`` are the first and the last publish position that were looked through, if any.
    """
    first, last = positions or (None, None)
    values = {"outcome": outcome, "official_ids": list(official_ids), "shown": None}
    await _enter(session, access, {**values, "first_position": first, "last_position": last})


async def append_page(session: Writing, access: Access, shown: Iterable[int | None]) -> None:
    """Append one event about all whom a page showed; of a page that showed nobody, about none."""
    officials = sorted({one for one in shown if one is not None})
    values = {"outcome": "served", "official_ids": [None], "shown": officials or None}
    await _enter(session, access, {**values, "first_position": None, "last_position": None})


async def append_whole(session: Writing, access: Access, outcome: str) -> None:
    """Append one event about all that is published, within the reach of the session's tenant."""
    await append(session, access, outcome, positions=(1, await positions.last(session, "publish")))


async def _enter(session: Writing, access: Access, values: Mapping[str, Any]) -> None:
    await session.run(statement("audit/append"), {**access._asdict(), **values})
