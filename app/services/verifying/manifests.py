"""Checking a bulk export: its manifest, and every file that the manifest names."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.policy.apar.sealing import Version
from app.services.verifying import reading, rows
from app.services.verifying.wrong import WrongError

# The first kind says nothing of the audit trail.
SCHEMAS = ("karmasetu.apar-export/1", "karmasetu.apar-export/2")
HASH = re.compile("[0-9a-f]{64}")


def check(manifest: dict[str, Any], path: Path) -> list[Version]:
    """Return the rows of all files of an export; they lie beside the manifest.

    Raises WrongError for the first thing that is wrong: files in their order, in each first its
    rows, so that the row is named, then its length and digest.
    """
    place = path.name
    files = reading.member(manifest, "files", list, place)
    counts = reading.member(manifest, "counts", dict, place)
    found = [row for one in files for row in _file(manifest, one, path)]
    told = sum(one["rows"] for one in files)
    if counts != {"entries": told, "files": len(files)}:
        raise WrongError(place, "manifest-count", "the counts are not those of its files")
    digests = "".join(f"{one['sha256']}\n" for one in files)
    if hashlib.sha256(digests.encode()).hexdigest() != manifest.get("digest"):
        raise WrongError(place, "manifest-digest", "the digest is not that of its files")
    return found


def roots(manifest: dict[str, Any], place: str) -> tuple[dict[str, Any], ...]:
    """Return the last seal of each authority that a manifest names."""
    told = reading.member(manifest, "seals", list, place)
    for one in told:
        if not isinstance(one, dict) or not {"authority_id", "number", "root", "digest"} <= set(
            one
        ):
            raise WrongError(place, "not-a-document", "a seal is not described")
    return tuple(told)


@dataclass(frozen=True, slots=True)
class Reached:
    """How far the audit trail reached at a publish position: its last link and that one's hash."""

    place: str
    position: int
    link: int
    hash: str


def reached(manifest: dict[str, Any], place: str) -> Reached | None:
    """Return how far the audit trail reached, as a manifest says; None for the first kind."""
    if manifest["schema"] == SCHEMAS[0]:
        return None
    position = reading.member(manifest, "position", int, place)
    told = manifest.get("audit", place)
    if told is None:
        return Reached(place, position, 0, "")
    link, digest = (told.get(one) if isinstance(told, dict) else None for one in ("link", "hash"))
    if (
        type(link) is not int
        or link < 1
        or not isinstance(digest, str)
        or not HASH.fullmatch(digest)
    ):
        raise WrongError(place, "not-a-document", "the audit trail's link is not described")
    return Reached(place, position, link, digest)


def one_trail(shown: Iterable[Reached]) -> None:
    """Hold manifests to one audit trail: no link has two hashes, and none reaches less far later.

    Raises WrongError, ``audit-forked`` or ``audit-cut``.
    """
    hashes: dict[int, str] = {}
    furthest = 0
    for one in sorted(shown, key=lambda held: (held.position, held.link)):
        if hashes.setdefault(one.link, one.hash) != one.hash:
            sentence = f"link {one.link} of the audit trail has another hash in another manifest"
            raise WrongError(one.place, "audit-forked", sentence)
        if one.link < furthest:
            sentence = f"the audit trail ends at link {one.link}, and reached {furthest} before"
            raise WrongError(one.place, "audit-cut", sentence)
        furthest = one.link


def names(manifest: dict[str, Any]) -> set[str]:
    """Return the names of the files that a manifest speaks for."""
    return {str(one.get("name")) for one in manifest.get("files", []) if isinstance(one, dict)}


def _file(manifest: dict[str, Any], told: Any, beside: Path) -> list[Version]:
    place = beside.name
    if not isinstance(told, dict):
        raise WrongError(place, "not-a-document", "a file is not described")
    name = reading.member(told, "name", str, place)
    path = beside.parent / name
    # A name alone: a manifest leads nowhere but to the files beside it.
    if Path(name).name != name or not path.is_file():
        raise WrongError(place, "file-missing", f"{name} does not lie beside it")
    count = reading.member(told, "rows", int, place)
    form = reading.member(manifest, "form", str, place)
    found: list[Version] = []
    if form != "xlsx":
        found = list(rows.of_file(path, form, reading.member(manifest, "compression", str, place)))
        _check_rows(found, count, told, path)
    _check_bytes(path, told)
    return found


def _check_rows(found: list[Version], count: int, told: dict[str, Any], path: Path) -> None:
    if len(found) != count:
        sentence = f"it has {len(found)} rows where the manifest says {count}"
        raise WrongError(path.name, "row-count", sentence)
    span = (told.get("first_official_id"), told.get("last_official_id"))
    if found and (found[0].official_id, found[-1].official_id) != span:
        raise WrongError(path.name, "row-outside", "its officials are not the manifest's")


def _check_bytes(path: Path, told: dict[str, Any]) -> None:
    if path.stat().st_size != told.get("bytes"):
        raise WrongError(path.name, "file-size", "it is longer or shorter than the manifest says")
    with path.open("rb") as file:
        held = hashlib.file_digest(file, "sha256").hexdigest()
    if held != told.get("sha256"):
        raise WrongError(path.name, "file-digest", "its bytes are not those of the manifest")
