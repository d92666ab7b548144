"""Checks files as they were received: signatures, digests, counts; no network, no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.services.signatures import ANSWER
from app.services.verifying import manifests, reading, rows
from app.services.verifying.rows import Row
from app.services.verifying.signed import KeyRing, SignedBy
from app.services.verifying.wrong import WrongError

SIGNATURE = ".jws"


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that is as it was given out: what it is, what it holds, who signed it."""

    path: Path
    kind: str
    rows: tuple[Row, ...]
    signed: SignedBy | None


@dataclass(frozen=True, slots=True)
class Verifier:
    """The keys to check by; with ``unsigned``, documents without a signature pass as such."""

    keys: KeyRing
    unsigned: bool = False

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
        return [self._document(path, held) for path, held in documents.items()]

    def _read(self, path: Path) -> dict[str, Any]:
        return reading.document(path.read_bytes(), path.name)

    def _document(self, path: Path, held: dict[str, Any]) -> Checked:
        schema = held.get("schema")
        if schema == manifests.SCHEMA:
            signed = self._signature(path, manifests.SCHEMA)
            return Checked(path, "export", tuple(manifests.check(held, path)), signed)
        signed = self._signature(path, ANSWER)
        return Checked(path, *_answer(held, path.name), signed)

    def _signature(self, path: Path, kind: str) -> SignedBy | None:
        beside = path.with_name(path.name + SIGNATURE)
        if beside.is_file():
            signature = beside.read_text("utf-8", errors="replace").strip()
            return self.keys.check(path.read_bytes(), signature, kind, path.name)
        if not self.unsigned:
            raise WrongError(path.name, "signature-missing", f"there is no {beside.name} beside it")
        return None


def _answer(held: dict[str, Any], place: str) -> tuple[str, tuple[Row, ...]]:
    if "entry" in held:
        return "entry", (rows.entry(held, place),)
    if isinstance(held.get("entries"), list):
        return "page", _each(held["entries"], place)
    if isinstance(held.get("changes"), list):
        told = [one.get("published") for one in held["changes"] if isinstance(one, dict)]
        return "changes", _each([one for one in told if one is not None], place)
    raise WrongError(place, "unknown-document", "it is nothing that this service gives out")


def _each(held: list[Any], place: str) -> tuple[Row, ...]:
    found = []
    for number, one in enumerate(held, 1):
        where = f"{place}, entry {number}"
        if not isinstance(one, dict):
            raise WrongError(where, "not-a-document", "it is no entry")
        found.append(rows.entry(one, where))
    return tuple(found)
