"""The audit trail as a chain: what waits for its link, what is linked, and who looked at whom."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from app.policy.auditing import Checkpoint, Event, Link, Reach
from app.store.database import Reading, Writing
from app.store.statements import statement

NAMES = tuple(one.name for one in fields(Event))


@dataclass(frozen=True, slots=True)
class Linked:
    """An event as it is held; ``link`` and ``hash`` are None until it is chained."""

    event: Event
    link: int | None
    hash: bytes | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many events have no link yet, and since when the first of them has none."""

    events: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which events are wanted; None leaves open."""

    client_id: str | None = None
    action: str | None = None
    authority_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


async def unchained(session: Reading, limit: int) -> list[Event]:
    """Return up to ``limit`` events that have no link, in the order in which they were written."""
    found = await session.run(statement("audit/unchained"), {"limit": limit})
    return [_event(row) for row in found.mappings()]


async def head(session: Reading) -> Link | None:
    """Return the last link; None before the first."""
    row = (await session.run(statement("audit/head"))).mappings().one_or_none()
    return None if row is None else Link(**row)


async def enter(session: Writing, links: Sequence[Link]) -> None:
    """Give events their links."""
    await session.run(
        statement("audit/enter"),
        {
            "numbers": [one.number for one in links],
            "event_ids": [one.event_id for one in links],
            "hashes": [one.hash for one in links],
        },
    )


async def keep_head(session: Writing, last: Link) -> None:
    """Keep the last link where everybody may read it."""
    await session.run(statement("audit/keep_head"), {"link": last.number, "hash": last.hash})


async def checkpoint(session: Reading) -> Checkpoint | None:
    """Return how far the chain reaches, whoever asks; None before the first link."""
    row = (await session.run(statement("audit/checkpoint"))).mappings().one_or_none()
    return None if row is None else Checkpoint(**row)


async def kept(session: Reading) -> list[Checkpoint]:
    """Return how far the chain reached when each export was asked for that is still recorded."""
    found = await session.run(statement("audit/kept"))
    return [Checkpoint(**row) for row in found.mappings()]


async def walk(session: Reading, after: int, limit: int) -> list[Linked]:
    """Return up to ``limit`` links that follow a link, in their order."""
    found = await session.run(statement("audit/walk"), {"after": after, "limit": limit})
    return [_linked(row) for row in found.mappings()]


async def waiting(session: Reading) -> Waiting:
    """Return how many events have no link, and since when."""
    return Waiting(**(await session.run(statement("audit/waiting"))).mappings().one())


async def page(session: Reading, asked: Asked, before: int, limit: int) -> list[Linked]:
    """Return up to ``limit`` events before an event that the caller may see, the last first."""
    parameters: dict[str, Any] = {**asdict(asked), "before": before, "limit": limit}
    found = await session.run(statement("audit/page"), parameters)
    return [_linked(row) for row in found.mappings()]


async def on_official(session: Reading, official_id: int, before: int, limit: int) -> list[Linked]:
    """Return up to ``limit`` events before an event in which an official's record was looked at."""
    parameters = {"official_id": official_id, "before": before, "limit": limit}
    found = await session.run(statement("audit/on_official"), parameters)
    return [_linked(row) for row in found.mappings()]


def _linked(row: RowMapping) -> Linked:
    return Linked(_event(row), row["link"], row["chain_hash"])


def _event(row: RowMapping) -> Event:
    held = {name: row[name] for name in NAMES}
    shown = None if row["officials"] is None else tuple(row["officials"])
    return Event(**{**held, "reach": _reach(row["reach"]), "officials": shown})


def _reach(held: dict[str, Any] | None) -> Reach | None:
    if held is None:
        return None
    lists = (tuple(held[name]) for name in ("authorities", "services", "cadres"))
    return Reach(held["everything"], *lists)
