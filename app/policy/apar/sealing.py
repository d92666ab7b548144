"""What a seal says, and the proof that an entry is under it: canonical JSON (RFC 8785)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

SEAL = "karmasetu.apar-seal/2"
REQUEST = "karmasetu.apar-seal-request/1"
# What a proof is called under each kind of seal. The first kind's leaves are not over the order on
# which a version corrects a sealed year; what was sealed so stays provable so.
PROOFS = {SEAL: "karmasetu.apar-proof/2", "karmasetu.apar-seal/1": "karmasetu.apar-proof/1"}


@dataclass(frozen=True, slots=True)
class Asked:
    """That one person wants a year of an authority sealed."""

    authority_id: int
    reporting_year: str
    requested_by: str
    requested_at: datetime

    def canonical(self) -> bytes:
        """Return the bytes that are signed when he asks, so that nobody else asks in his name."""
        told = {**asdict(self), "requested_at": _moment(self.requested_at)}
        return written({**told, "schema": REQUEST})


@dataclass(frozen=True, slots=True)
class Previous:
    """The authority's seal before: its number, its root, and the SHA-256 of its own bytes."""

    number: int
    root: str
    digest: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """A year of an authority as it stood at a publish position."""

    authority_id: int
    reporting_year: str
    position: int
    count: int
    root: bytes
    rulesets: Sequence[str]
    sealed_at: datetime
    previous: Previous | None

    @property
    def number(self) -> int:
        """Return which of the authority's seals it is, whatever their years."""
        return 1 if self.previous is None else self.previous.number + 1

    def canonical(self) -> bytes:
        """Return the bytes that are signed; nobody is named in them, so that they can stay."""
        before = self.previous
        return written(
            {
                "schema": SEAL,
                "authority_id": self.authority_id,
                "reporting_year": self.reporting_year,
                "number": self.number,
                "position": self.position,
                "count": self.count,
                "root": self.root.hex(),
                "rulesets": sorted(self.rulesets),
                "sealed_at": _moment(self.sealed_at),
                "previous": None
                if before is None
                else {"number": before.number, "root": before.root, "digest": before.digest},
            }
        )


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def written(held: Mapping[str, Any]) -> bytes:
    """Return canonical JSON: names are ASCII and numbers whole."""
    text = json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


@dataclass(frozen=True, slots=True)
class Version:
    """A published version as a leaf is over it: numbers, and digests of the entry and its order.

    ``correction`` is the SHA-256 of the order's canonical JSON, None for a version without one.
    """

    official_id: int
    version: int
    position: int
    digest: str
    correction: str | None

    def salted(self, salt: bytes, proof: str) -> bytes:
        """Return what the leaf is over: without the salt nobody can try what it may have been.

        app/store/statements/seal/salt.sql makes the same for the newest kind of proof.
        """
        told: dict[str, int | str | None] = {
            "official_id": self.official_id,
            "version": self.version,
            "position": self.position,
            "digest": self.digest,
        }
        if proof == PROOFS[SEAL]:
            told["correction_digest"] = self.correction
        return hashlib.sha256(salt + written(told)).digest()
