"""Reads where an issuer's keys are (OpenID Connect Discovery 1.0), and the keys themselves."""

import json
from collections.abc import Mapping
from typing import Any

import httpx

from app.errors import OverloadedError
from app.integrations.http import Call, CallFailedError, CallLimits, Courier, build_client

WELL_KNOWN = "/.well-known/openid-configuration"
_OK = 200
# House values: a request may be waiting for the keys, and a key set is a few kilobytes.
LIMITS = CallLimits(
    connect_seconds=2.0,
    read_seconds=3.0,
    answer_seconds=5.0,
    attempts=1,
    answer_bytes_max=1024 * 1024,
)


class IssuerKeys:
    """One issuer's key set, as it stands whenever it is asked for."""

    def __init__(self, issuer: str, limits: CallLimits = LIMITS) -> None:
        self._issuer = issuer
        self._client: httpx.AsyncClient = build_client("", {}, limits)
        self._courier = Courier(self._client, limits)

    async def fetch(self) -> Mapping[str, Any]:
        """Return the key set; raise OverloadedError, saying why, where it can't be had.

        Where it is, is asked each time: an issuer may move its keys. Keys are read over TLS unless
        the issuer itself is not.
        """
        told = await self._json(self._issuer.rstrip("/") + WELL_KNOWN)
        place = told.get("jwks_uri")
        if told.get("issuer") != self._issuer:
            raise OverloadedError("what was discovered is of another issuer")
        plain = self._issuer.startswith("http://")
        if not isinstance(place, str) or not place.startswith(("https://", "http://")[: 1 + plain]):
            raise OverloadedError("what was discovered names no place for keys")
        return await self._json(place)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _json(self, address: str) -> Mapping[str, Any]:
        try:
            answer = await self._courier.fetch(Call("GET", address, read_only=True, route="issuer"))
            told = json.loads(answer.body) if answer.status == _OK else None
        except (CallFailedError, httpx.InvalidURL, ValueError, RecursionError) as failure:
            raise OverloadedError(f"the issuer did not answer ({type(failure).__name__})") from None
        if not isinstance(told, dict):
            raise OverloadedError("the issuer's answer is none")
        return told
