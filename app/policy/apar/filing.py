"""What a filing is: one change of one official's entry, told to one SPARROW instance, once.

No memorandum describes how SPARROW is told, so all of it is house.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from app.policy.reporting_year import ReportingYear
from app.policy.tries import wait_after

Kind = Literal["upsert", "correction", "tombstone", "withdrawal", "key_change"]
# Sent is under way, or unanswered: whether the instance has it is to be asked.
State = Literal["pending", "sent", "accepted", "dead", "superseded"]
# What an instance may say of a filing; of one that it says nothing of nothing is known.
Status = Literal["accepted", "refused", "later", "unknown"]


@dataclass(frozen=True, slots=True)
class Filing:
    """A filing in an outbox: ``position`` is the publish position of what is told."""

    instance_id: str
    year: ReportingYear
    official_id: int
    position: int
    kind: Kind
    digest: str | None
    published_at: datetime

    def id(self) -> str:
        """Return the filing's id, in hexadecimal: the same whoever sends it, and how often.

        The moment is in it, so that a store that was restored gives no id anew for something else.
        """
        named = {
            "digest": self.digest,
            "instance": self.instance_id,
            "kind": self.kind,
            "official_id": self.official_id,
            "position": self.position,
            "published_at": self.published_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "reporting_year": self.year.label,
        }
        text = json.dumps(named, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Content:
    """What a filing says: the entry, if it is one, and the identifiers now and before.

    ``body`` and ``correction`` are JSON, as they were published; ``cadre`` says in whose form.
    ``confirmed_through`` and ``stale`` are of now: through when the official's facts are held in
    full, and whether that is too long ago.
    """

    version: int | None
    body: str | None
    facts_through: datetime | None
    cadre: str | None
    correction: str | None
    keys: tuple[Mapping[str, str], ...]
    keys_before: tuple[Mapping[str, str], ...]
    confirmed_through: datetime | None = None
    stale: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an instance says of a filing: a reason's code, and the instance's own reference."""

    status: Status
    code: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a filing goes on: its state, why it is not accepted, and when it is tried next."""

    state: State
    failure: str | None = None
    due_at: datetime | None = None


UNANSWERED = Verdict("unknown", "no-answer")


def standing(verdict: Verdict, tries: int, sent_at: datetime, now: datetime) -> Standing:
    """Return how a filing that was tried so often goes on after a verdict.

    What is refused is dead at once: nothing but a fix helps it. What the instance has not, or will
    take later, is tried again, later each time, and is dead in the end.
    """
    if verdict.status == "accepted":
        return Standing("accepted")
    if verdict.status == "refused":
        return Standing("dead", verdict.code or "refused")
    failure = verdict.code or verdict.status
    wait = wait_after(tries)
    if wait is None:
        return Standing("dead", failure)
    return Standing("pending", failure, max(now, sent_at + wait))


@dataclass(frozen=True, slots=True)
class Pause:
    """After runs that an instance did not answer: when the next one is, or that none follows."""

    failures: int
    failure: str
    due_at: datetime | None


def pause(failures: int, failure: str, asked: timedelta, now: datetime) -> Pause:
    """Return how an instance rests after one more run without an answer.

    ``asked`` is for how long the instance itself asks to be left in peace.
    """
    wait = wait_after(failures + 1)
    return Pause(failures + 1, failure, None if wait is None else now + max(wait, asked))
