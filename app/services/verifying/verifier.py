"""Checks files as they were received, offline: signatures, digests, counts, seals, proofs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.policy.apar import sealing
from app.policy.apar.sealing import Version
from app.services.apar.signatures import ANSWER
from app.services.verifying import manifests, reading, rows, seals
from app.services.verifying.manifests import Reached
from app.services.verifying.seals import Proof, Seal
from app.services.verifying.signed import KeyRing, SignedBy
from app.services.verifying.wrong import WrongError

SIGNATURE = ".jws"


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that is as it was given out: what it is, what it holds, who signed it."""

    path: Path
    kind: str
    rows: tuple[Version, ...] = ()
    signed: SignedBy | None = None
    seal: Seal | None = None
    proof: Proof | None = None
    roots: tuple[dict[str, Any], ...] = ()
    reached: Reached | None = None


@dataclass(frozen=True, slots=True)
class Verifier:
    """The keys to check by; with ``unsigned``, documents without a signature pass as such.

    ``known_seal`` is the SHA-256 of a seal that the reader has seen: it must be among those shown.
    """

    keys: KeyRing
    unsigned: bool = False
    known_seal: str | None = None

    def check(self, paths: Sequence[Path]) -> list[Checked]:
        """Return what each file is; raise WrongError for the first thing that is wrong.

        Files that a manifest among them speaks for are checked with it, and not named again.
        """
        documents = {path: self._read(path) for path in paths if path.suffix == ".json"}
        spoken = {
            (path.parent, name)
            for path, held in documents.items()
            for name in manifests.names(held)
        }
        for path in paths:
            if path not in documents and (path.parent, path.name) not in spoken:
                raise WrongError(path.name, "unknown-document", "no manifest here speaks for it")
        found = [self._document(path, held) for path, held in documents.items()]
        self._together(found)
        return found

    def _together(self, found: Sequence[Checked]) -> None:
        """Hold documents to each other: seals to their chain, entries to proofs and seals."""
        proofs = [one.proof for one in found if one.proof is not None]
        shown = [one.seal for one in found if one.seal is not None]
        chains = seals.chain([*shown, *(one.seal for one in proofs)])
        digests = {one.digest for chain in chains.values() for one in chain}
        if self.known_seal is not None and self.known_seal not in digests:
            sentence = "the seal that is known to you is not among those shown"
            raise WrongError(self.known_seal, "seal-missing", sentence)
        seals.held_against(
            [(one.path.name, row) for one in found if one.proof is None for row in one.rows], proofs
        )
        for one in found:
            for told in one.roots:
                seals.replayed(told, chains.get(told["authority_id"], []), one.path.name)
        manifests.one_trail(one.reached for one in found if one.reached is not None)

    def _read(self, path: Path) -> dict[str, Any]:
        return reading.document(path.read_bytes(), path.name)

    def _document(self, path: Path, held: dict[str, Any]) -> Checked:
        schema = held.get("schema")
        if schema in manifests.SCHEMAS:
            signed = self._signature(path, schema)
            shown = tuple(manifests.check(held, path))
            roots, far = manifests.roots(held, path.name), manifests.reached(held, path.name)
            return Checked(path, "export", shown, signed, roots=roots, reached=far)
        if schema in sealing.PROOFS:
            signed = self._signature(path, schema)
            return Checked(path, "seal", signed=signed, seal=seals.seal(held, path.name))
        if schema in sealing.PROOFS.values():
            proof, signed = seals.proof(held, self.keys, path.name)
            return Checked(path, "proof", (proof.row,), signed, proof=proof)
        signed = self._signature(path, ANSWER)
        return replace(_answer(path, held), signed=signed)

    def _signature(self, path: Path, kind: str) -> SignedBy | None:
        beside = path.with_name(path.name + SIGNATURE)
        if beside.is_file():
            signature = beside.read_text("utf-8", errors="replace").strip()
            return self.keys.check(path.read_bytes(), signature, kind, path.name)
        if not self.unsigned:
            raise WrongError(path.name, "signature-missing", f"there is no {beside.name} beside it")
        return None


def _answer(path: Path, held: dict[str, Any]) -> Checked:
    place = path.name
    if "entry" in held:
        return Checked(path, "entry", (rows.entry(held, place),))
    if isinstance(held.get("entries"), list):
        return Checked(path, "page", _each(held["entries"], place))
    if isinstance(held.get("changes"), list):
        told = [one.get("published") for one in held["changes"] if isinstance(one, dict)]
        return Checked(path, "changes", _each([one for one in told if one is not None], place))
    raise WrongError(place, "unknown-document", "it is nothing that this service gives out")


def _each(held: list[Any], place: str) -> tuple[Version, ...]:
    found = []
    for number, one in enumerate(held, 1):
        where = f"{place}, entry {number}"
        if not isinstance(one, dict):
            raise WrongError(where, "not-a-document", "it is no entry")
        found.append(rows.entry(one, where))
    return tuple(found)
