"""Walks the audit trail's chain from its first link, and names the first one that is broken."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.errors import ServiceError
from app.policy.auditing import START, Link, linked
from app.store.auditing import audit_chain
from app.store.auditing.audit_chain import Linked, Waiting
from app.store.database import Database

BATCH = 5_000


class BrokenChainError(ServiceError):
    """A link that does not follow from the one before; the message names it."""


@dataclass(frozen=True, slots=True)
class Walked:
    """How far the chain reaches, and what waits for its link."""

    last: Link
    waiting: Waiting


async def walk(
    database: Database, checkpoints: Mapping[int, bytes], progress: Callable[[int], None]
) -> Walked:
    """Walk the whole chain; checkpoints are hashes by the number of their link, as once seen.

    Only a checkpoint tells of a chain that was cut at its end, or made anew as a whole. Raises
    BrokenChainError for the first link that is missing, altered, out of place, or other than a
    checkpoint says.
    """
    last = Link(0, 0, START)
    async with database.reading(snapshot=True) as session:
        while found := await audit_chain.walk(session, last.number, BATCH):
            for one in found:
                last = _follow(last, one, checkpoints)
            progress(last.number)
        waits = await audit_chain.waiting(session)
    ahead = [number for number in checkpoints if number > last.number]
    if ahead:
        raise BrokenChainError(
            f"the chain ends at link {last.number}, but link {min(ahead)} was seen: its end was cut"
        )
    return Walked(last, waits)


def _follow(last: Link, held: Linked, checkpoints: Mapping[int, bytes]) -> Link:
    number = last.number + 1
    if held.link != number:
        raise BrokenChainError(f"link {number} is missing")
    link = linked(number, last.hash, held.event)
    if link.hash != held.hash:
        raise BrokenChainError(
            f"link {number} (event {link.event_id}) does not say what was chained"
        )
    if checkpoints.get(number, link.hash) != link.hash:
        raise BrokenChainError(f"link {number} is not the one that was seen: it was made anew")
    return link
