"""Walks the audit trail's chain from its first link, and names the first one that is broken."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from app.errors import ServiceError
from app.policy.auditing import START, Checkpoint, Link, linked
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
    database: Database, checkpoints: Iterable[Checkpoint], progress: Callable[[int], None]
) -> Walked:
    """Walk the whole chain, and hold it to where it was seen to reach.

    That is what the store says itself, beside the chain and with each export, and ``checkpoints``,
    as they were kept elsewhere: only these tell of a chain that the store's owner cut at its end,
    or made anew as a whole. Raises BrokenChainError for the first link that is missing, altered,
    out of place, or other than it was seen.
    """
    last = Link(0, 0, START)
    async with database.reading(snapshot=True) as session:
        head = await audit_chain.checkpoint(session)
        seen = _by_link((*checkpoints, *await audit_chain.kept(session), *([head] if head else ())))
        while found := await audit_chain.walk(session, last.number, BATCH):
            for one in found:
                last = _follow(last, one, seen)
            progress(last.number)
        waits = await audit_chain.waiting(session)
    ahead = [number for number in seen if number > last.number]
    if ahead:
        raise BrokenChainError(
            f"the chain ends at link {last.number}, but link {min(ahead)} was seen: its end was cut"
        )
    if last.number != (head.link if head else 0):
        raise BrokenChainError(
            f"the chain ends at link {last.number}, where the store's own note of it does not"
        )
    return Walked(last, waits)


def _by_link(checkpoints: Iterable[Checkpoint]) -> Mapping[int, set[bytes]]:
    seen: dict[int, set[bytes]] = {}
    for one in checkpoints:
        seen.setdefault(one.link, set()).add(one.hash)
    return seen


def _follow(last: Link, held: Linked, seen: Mapping[int, set[bytes]]) -> Link:
    number = last.number + 1
    if held.link != number:
        raise BrokenChainError(f"link {number} is missing")
    link = linked(number, last.hash, held.event)
    if link.hash != held.hash:
        raise BrokenChainError(
            f"link {number} (event {link.event_id}) does not say what was chained"
        )
    if seen.get(number, set()) - {link.hash}:
        raise BrokenChainError(f"link {number} is not the one that was seen: it was made anew")
    return link
