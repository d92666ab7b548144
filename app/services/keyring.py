"""An outside issuer's keys: held in memory, read again in time, and served on while it is down."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, OKPKey, RSAKey

from app.errors import OverloadedError, UnauthenticatedError

logger = logging.getLogger(__name__)

PublicKey = RSAKey | ECKey | OKPKey
# Reads the issuer's key set as it stands (RFC 7517); raises OverloadedError where it can't.
Fetch = Callable[[], Awaitable[Mapping[str, Any]]]
# House values: keys of one issuer that are looked at, and the least time between two questions.
KEYS_MAX = 100
PATIENCE = timedelta(seconds=10)


@dataclass(slots=True)
class KeyRing:
    """The keys by their ids, with when they were read, and when that was tried last.

    ``fresh`` is for how long nobody asks again; ``stale`` for how long keys still hold that could
    not be read again.
    """

    fetch: Fetch
    fresh: timedelta
    stale: timedelta
    _keys: dict[str, PublicKey] = field(default_factory=dict)
    _read_at: datetime | None = None
    _tried_at: datetime | None = None
    _reading: asyncio.Task[None] | None = None

    async def key(self, kid: str, now: datetime) -> PublicKey:
        """Return the key of an id.

        Keys that are due are read beside the request, which takes what is held. Only for an id
        that is unknown, or where nothing holds, is it waited for: once in ten seconds at most.
        Raises UnauthenticatedError for an id that the issuer doesn't have, OverloadedError where
        no keys hold.
        """
        if self._age(now) >= self.fresh:
            self._read_beside(now)
        if kid not in self._keys or self._age(now) >= self.stale:
            self._read_beside(now)
            if self._reading is not None:
                await asyncio.shield(self._reading)
        if self._age(now) >= self.stale:
            raise OverloadedError("the issuer's keys can't be read")
        if kid not in self._keys:
            raise UnauthenticatedError("the issuer has no such key")
        return self._keys[kid]

    async def close(self) -> None:
        """End what is still being read."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    def _age(self, now: datetime) -> timedelta:
        return timedelta.max if self._read_at is None else now - self._read_at

    def _read_beside(self, now: datetime) -> None:
        """Begin to read the keys, unless they are being read or it was tried just now."""
        if self._reading is not None and not self._reading.done():
            return
        if self._tried_at is not None and now - self._tried_at < PATIENCE:
            return
        self._tried_at = now
        self._reading = asyncio.create_task(self._read(now))

    async def _read(self, now: datetime) -> None:
        try:
            keys = usable(await self.fetch())
        except OverloadedError as failure:
            logger.warning("the issuer's keys were not read: %s", failure.sentence)
            return
        if not keys:
            logger.warning("the issuer's key set holds no key to verify by: it is not taken")
            return
        self._keys, self._read_at = keys, now


def usable(told: Mapping[str, Any]) -> dict[str, PublicKey]:
    """Return those keys of a set that verify signatures, by their ids; others are passed over."""
    listed = told.get("keys")
    found: dict[str, PublicKey] = {}
    for one in listed[:KEYS_MAX] if isinstance(listed, list) else ():
        if not isinstance(one, dict) or one.get("use", "sig") != "sig":
            continue
        try:
            key = JWKRegistry.import_key(one)
        except (JoseError, ValueError, TypeError, KeyError):
            continue
        kid = one.get("kid")
        if isinstance(kid, str) and isinstance(key, (RSAKey, ECKey, OKPKey)):
            found[kid] = key
    return found
