"""Entries as JSON: the canonical body is passed through, byte for byte, never built anew."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import to_json

from app.store.apar.entries import Entry


def with_raw(members: Mapping[str, Any], name: str, raw: bytes) -> bytes:
    """Return a JSON object of some members and a plainly named one whose value is JSON already."""
    opened = to_json(members)[:-1]
    return b'%s,"%s":%s}' % (opened, name.encode("ascii"), raw)


def published(entry: Entry) -> bytes:
    """Return an entry with its version, position and digest."""
    members = {
        "official_id": entry.official_id,
        "version": entry.version,
        "position": entry.position,
        "digest": entry.digest,
        "facts_through": entry.facts_through,
        "published_at": entry.published_at,
        "cadre": entry.cadre,
        "correction": None if entry.correction is None else json.loads(entry.correction),
    }
    return with_raw(members, "entry", entry.body.encode())


def joined(first: bytes, second: bytes) -> bytes:
    """Return the members of two JSON objects as those of one, in their order."""
    return b"%s,%s" % (first[:-1], second[1:])


def array(items: Iterable[bytes]) -> bytes:
    """Return a JSON array of what is JSON already."""
    return b"[" + b",".join(items) + b"]"
