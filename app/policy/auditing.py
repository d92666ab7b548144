"""What an audit event says, and how each is chained to the one before it (RFC 8785, SHA-256)."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

SCHEMA = "karmasetu.audit/1"
# Of an event that names those whom a page showed: what was chained before stays as it was.
SCHEMA_OF_PAGES = "karmasetu.audit/2"
# What stands before the first link: nothing was chained yet.
START = bytes(32)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom the one who looked could see: everything, or some authorities, services and cadres."""

    everything: bool
    authorities: tuple[int, ...] = ()
    services: tuple[int, ...] = ()
    cadres: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """That somebody looked at something or changed it: who, what for, on whom, when, how it ended.

    A bulk read names the first and the last publish position that it went through, and the reach
    that it had, or, of a page, the officials that it showed: so it can be said of each official
    whether it was among them.
    """

    id: int
    at: datetime
    client_id: str
    person: str | None
    purpose: str
    action: str
    request_id: str
    reporting_year: int | None
    authority_id: int | None
    official_id: int | None
    first_position: int | None
    last_position: int | None
    reach: Reach | None
    outcome: str
    officials: tuple[int, ...] | None = None

    def canonical(self) -> bytes:
        """Return the event's canonical bytes; the moment is in UTC, to the microsecond."""
        moment = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        content = {**asdict(self), "at": moment, "schema": SCHEMA_OF_PAGES}
        if content["officials"] is None:
            del content["officials"]
            content["schema"] = SCHEMA
        # Keys are ASCII and numbers whole: sorted and unspaced is then what RFC 8785 asks for.
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return text.encode()


@dataclass(frozen=True, slots=True)
class Link:
    """An event's place in the chain, from 1 on, and the hash over it and all before it."""

    number: int
    event_id: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A link's number and hash: whoever keeps it elsewhere notices a chain cut or made anew."""

    link: int
    hash: bytes


def linked(number: int, before: bytes, event: Event) -> Link:
    """Return an event's link: SHA-256 over the link before, its number and what the event says."""
    digest = hashlib.sha256(before + number.to_bytes(8, "big") + event.canonical())
    return Link(number, event.id, digest.digest())
