"""Opaque cursors: sealed, bound to their question and store, good for a day or as said."""

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from app.errors import CursorExpiredError, CursorInvalidError

GOOD_FOR = timedelta(days=1)
_PURPOSE = [b"karmasetu.cursor/2"]
# Sealed to the hour: the same page has the same cursor for so long, and so the same entity tag.
_GRAIN_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page begins: after an official, in the answer to a question, in one store."""

    question: Sequence[Any]
    epoch: str
    after: int


class Cursors:
    """Seals and opens cursors under one key of 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESSIV(key)

    def seal(self, position: Position, now: datetime) -> str:
        """Return a cursor that only this service can read."""
        sealed_at = -int(-now.timestamp() // _GRAIN_SECONDS) * _GRAIN_SECONDS
        held = [_digest(position.question), position.epoch, position.after, sealed_at]
        sealed = self._cipher.encrypt(json.dumps(held).encode(), _PURPOSE)
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def open(
        self,
        cursor: str,
        question: Sequence[Any],
        epoch: str,
        now: datetime,
        good_for: timedelta = GOOD_FOR,
    ) -> Position:
        """Return where the page begins.

        Raises CursorInvalidError when it was altered or answers another question, and
        CursorExpiredError when it is older than it is good for or comes from another store.
        """
        asked, store, after, sealed_at = self._read(cursor)
        if asked != _digest(question):
            raise CursorInvalidError("the cursor belongs to another question")
        age = now.timestamp() - sealed_at
        if store != epoch or age > good_for.total_seconds():
            raise CursorExpiredError("the cursor is too old; start again without one")
        return Position(question, epoch, after)

    def _read(self, cursor: str) -> tuple[str, str, int, int]:
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True)
            held = json.loads(self._cipher.decrypt(raw, _PURPOSE))
        except (InvalidTag, ValueError):
            raise CursorInvalidError("the cursor can't be read") from None
        asked, store, after, sealed_at = held
        return str(asked), str(store), int(after), int(sealed_at)


def _digest(question: Sequence[Any]) -> str:
    return hashlib.sha256(json.dumps(list(question)).encode()).hexdigest()
