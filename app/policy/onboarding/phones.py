"""Phones compared by digests, under a key that lives as long as the check of one roster."""

import secrets
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from app.policy.identifiers import phone_key

_KEY_BYTES, _DIGEST_BYTES = 32, 8


def new_key() -> bytes:
    """Return a key for one roster; digests under another one are never alike."""
    return secrets.token_bytes(_KEY_BYTES)


def digests(phones: Iterable[str | None], key: bytes) -> Iterator[int | None]:
    """Yield a signed number of 64 bits for each phone, however it is written; None for no phone.

    Among a million numbers two different ones are alike once in 30 million rosters.
    """
    keyed = blake2b(key=key, digest_size=_DIGEST_BYTES)
    for phone in phones:
        digits = phone_key(phone)
        if not digits:
            yield None
            continue
        one = keyed.copy()
        one.update(digits.encode())
        yield int.from_bytes(one.digest(), signed=True)
