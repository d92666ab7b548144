"""Replies that are kept with what they answered, and forgotten after a time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, text

from app.store.database import Writing
from app.store.tables.reply import kept_reply

TAKE = text("SELECT pg_try_advisory_xact_lock(:number)")


@dataclass(frozen=True, slots=True)
class KeptReply:
    """What a request asked, as a fingerprint, and what was answered, sealed."""

    fingerprint: bytes
    sealed: bytes


async def take(session: Writing, digest: bytes) -> bool:
    """Take a key until this transaction ends; False when another transaction has it.

    By a statement of its own: what is looked up afterwards sees what that other one committed.
    """
    number = int.from_bytes(digest[:8], signed=True)
    taken = await session.run(TAKE, {"number": number})
    return bool(taken.scalar_one())


async def one(session: Writing, digest: bytes) -> KeptReply | None:
    """Return what was kept under a key, if anything was."""
    wanted = select(kept_reply.c.fingerprint, kept_reply.c.sealed)
    found = await session.run(wanted.where(kept_reply.c.digest == digest))
    row = found.one_or_none()
    return None if row is None else KeptReply(row.fingerprint, row.sealed)


async def keep(session: Writing, digest: bytes, reply: KeptReply, now: datetime) -> None:
    """Keep a reply in the transaction that it tells of."""
    await session.run(
        insert(kept_reply).values(
            digest=digest, fingerprint=reply.fingerprint, sealed=reply.sealed, kept_at=now
        )
    )


async def forget(session: Writing, before: datetime) -> int:
    """Forget replies kept before a moment; return how many there were."""
    gone = await session.run(delete(kept_reply).where(kept_reply.c.kept_at < before))
    return gone.rowcount
