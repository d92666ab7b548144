"""Seals of a year: asked for, made, and the proofs under them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from app.api.models.apar import Digest
from app.api.models.registers import Number
from app.api.models.shapes import Answer, Submission, YearLabel


class SealRequested(Submission):
    """Whose year is to be sealed."""

    authority_id: Number


class SealRequest(Answer):
    """That one person wants a year sealed; it waits for another's confirmation for seven days."""

    id: int
    reporting_year: YearLabel
    authority_id: int
    requested_by: str
    requested_at: datetime


class PreviousSeal(Answer):
    """The authority's seal before; `digest` is the SHA-256 of its body."""

    number: int
    root: Digest
    digest: Digest


class Seal(Answer):
    """A seal, in canonical JSON (RFC 8785): these bytes are signed."""

    form: Literal["karmasetu.apar-seal/2", "karmasetu.apar-seal/1"] = Field(alias="schema")
    authority_id: int
    reporting_year: YearLabel
    number: int
    position: int
    count: int
    root: Digest
    rulesets: list[Digest]
    sealed_at: datetime
    previous: PreviousSeal | None


class SealList(Answer):
    """An authority's seals of a year, in their order."""

    reporting_year: YearLabel
    authority_id: int
    seals: list[Seal]


class ProofShown(Answer):
    """What both kinds of proof show."""

    official_id: int
    version: int
    position: int
    digest: Digest
    salt: Digest
    index: int
    path: Annotated[list[Digest], Field(max_length=32)]
    seal: Seal
    seal_signature: str


class Proof(ProofShown):
    """That an official's entry stands under a seal: salt, place, and path to the root.

    `correction_digest` is the SHA-256 of the canonical `correction`, null for a version without.
    """

    form: Literal["karmasetu.apar-proof/2"] = Field(alias="schema")
    correction_digest: Digest | None


class EarlierProof(ProofShown):
    """The same under a seal of the first kind, whose leaves are not over corrections' orders."""

    form: Literal["karmasetu.apar-proof/1"] = Field(alias="schema")


AnyProof = Annotated[Proof | EarlierProof, Field(discriminator="form")]


_DIGEST = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"
SEAL_REQUESTS: dict[str, Any] = {
    "authority": {"summary": "An authority's year", "value": {"authority_id": 3}}
}
SEAL_REQUEST: dict[str, Any] = {
    "id": 12,
    "reporting_year": "2025-26",
    "authority_id": 3,
    "requested_by": "p-20417",
    "requested_at": "2026-06-30T05:00:00Z",
}
SEAL: dict[str, Any] = {
    "authority_id": 3,
    "count": 4127,
    "number": 1,
    "position": 18231,
    "previous": None,
    "reporting_year": "2025-26",
    "root": _DIGEST,
    "rulesets": [_DIGEST],
    "schema": "karmasetu.apar-seal/2",
    "sealed_at": "2026-06-30T06:00:00Z",
}
SEAL_LIST: dict[str, Any] = {"reporting_year": "2025-26", "authority_id": 3, "seals": [SEAL]}
PROOF: dict[str, Any] = {
    "digest": _DIGEST,
    "index": 17,
    "official_id": 4711,
    "path": [_DIGEST, _DIGEST],
    "position": 18230,
    "salt": _DIGEST,
    "correction_digest": None,
    "schema": "karmasetu.apar-proof/2",
    "seal": SEAL,
    "seal_signature": "eyJhbGciOiJFZDI1NTE5IiwiYjY0IjpmYWxzZX0..c2lnbmF0dXJl",
    "version": 1,
}
