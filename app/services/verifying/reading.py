"""Reading JSON to the letter, and writing it canonically (RFC 8785)."""

import hashlib
import json
from typing import Any, NoReturn

from app.services.verifying.wrong import WrongError


def document(content: bytes | str, place: str) -> dict[str, Any]:
    """Return the object that some JSON holds.

    Raises WrongError, ``not-json``, for anything else: a name that stands twice, a fraction.
    """
    try:
        text = content.decode() if isinstance(content, bytes) else content
        held = json.loads(
            text, parse_float=_refuse, parse_constant=_refuse, object_pairs_hook=_object
        )
    except (ValueError, RecursionError):
        raise WrongError(place, "not-json", "it is no whole JSON document") from None
    if not isinstance(held, dict):
        raise WrongError(place, "not-json", "it is no JSON object")
    return held


def canonical(held: Any) -> bytes:
    """Return canonical JSON; names are ASCII and numbers whole in all that is given out."""
    text = json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def digest(held: Any) -> str:
    """Return the SHA-256, in hexadecimal, of canonical JSON."""
    return hashlib.sha256(canonical(held)).hexdigest()


def unhex(text: str) -> bytes:
    """Return the bytes that are written in hexadecimal; raise ValueError but for small letters."""
    held = bytes.fromhex(text)
    if held.hex() != text:
        raise ValueError("it is written otherwise than it was given out")
    return held


def member(held: dict[str, Any], name: str, kind: type, place: str) -> Any:
    """Return a member of an object; raise WrongError, ``not-a-document``, for another type."""
    found = held.get(name)
    if not isinstance(found, kind) or isinstance(found, bool):
        raise WrongError(place, "not-a-document", f"{name} is missing or of another type")
    return found


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) != len(pairs):
        raise ValueError("a name stands twice")
    return held


def _refuse(_: str) -> NoReturn:
    raise ValueError("a number that is not whole")
