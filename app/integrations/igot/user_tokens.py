"""The token of the routes that answer for a user: given once, or fetched and renewed in time."""

import asyncio
import base64
import json
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx

from app.integrations.http import Call, Courier, build_client
from app.integrations.igot.connection import IgotConnection, UserLogin
from app.integrations.igot.feed import FeedMalformedError, FeedRefusedError

logger = logging.getLogger(__name__)

# House value: a token that ends so soon might end under way.
_MARGIN_SECONDS = 30.0
_OK = 200
_JWT_PARTS = 3


class UserTokens:
    """Holds the token in use; many callers who find it ended have it renewed once."""

    def __init__(
        self,
        connection: IgotConnection,
        clock: Callable[[], datetime],
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._given = connection.user_token
        self._login = connection.login
        self._clock = clock
        # A client of its own: the gateway's key is not for whoever issues tokens.
        address = connection.login.url if connection.login else connection.base_url
        self._client = build_client(address, {"Accept": "*/*"}, connection.limits, transport)
        self._courier = Courier(self._client, connection.limits)
        self._token = ""
        self._ends = 0.0
        self._renewing = asyncio.Lock()

    @property
    def renewable(self) -> bool:
        """Whether a new token can be had when the one in use is refused."""
        return self._login is not None

    @property
    def calls(self) -> int:
        """How many requests for tokens were sent."""
        return self._courier.calls

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def current(self) -> str:
        """Return a token that has not ended.

        Raises CallFailedError where none can be fetched, FeedRefusedError where we are refused,
        FeedMalformedError for an answer without a token.
        """
        if self._login is None:
            return self._given
        async with self._renewing:
            if self._clock().timestamp() >= self._ends - _MARGIN_SECONDS or not self._token:
                await self._renew(self._login)
            return self._token

    async def renewed(self, refused: str) -> str:
        """Return another token than one that was refused; raise as current does."""
        async with self._renewing:
            if self._login is not None and self._token == refused:
                await self._renew(self._login)
            return self._token

    async def _renew(self, login: UserLogin) -> None:
        form = {
            "client_id": login.client_id,
            "grant_type": "password",
            "username": login.username,
            "password": login.password,
        }
        answer = await self._courier.fetch(
            Call("POST", login.url, read_only=True, form=form, route="user token")
        )
        if answer.status != _OK:
            raise FeedRefusedError(f"iGOT's user token was refused with HTTP {answer.status}")
        self._token, self._ends = _read(answer.body, self._clock().timestamp())
        logger.info("a user token was fetched")


def _read(body: bytes, now: float) -> tuple[str, float]:
    """Return a token and the second at which it ends; one that doesn't say lasts until refused."""
    document = _object(body)
    token = document.get("access_token")
    if not isinstance(token, str) or not (token.isascii() and token.isprintable() and token):
        raise FeedMalformedError("iGOT's user token came in no shape that is known")
    ends = _claims(token).get("exp")
    lasts = document.get("expires_in")
    if not isinstance(ends, int | float):
        ends = now + lasts if isinstance(lasts, int | float) else float("inf")
    return token, float(ends)


def _claims(token: str) -> dict[str, Any]:
    """Read a JWT's claims without verifying it: that is for those who accept it (RFC 7519)."""
    parts = token.split(".")
    if len(parts) != _JWT_PARTS:
        return {}
    try:
        return _object(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except ValueError:
        return {}


def _object(text: bytes) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}
