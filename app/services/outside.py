"""Access tokens of an outside issuer (RFC 9068): checked by its keys, their claims read as set."""

import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jws import JWSRegistry
from joserfc.util import urlsafe_b64decode
from pydantic import ValidationError

from app.errors import UnauthenticatedError
from app.policy.access.scopes import SCOPES
from app.services.keyring import KeyRing
from app.services.outside_claims import Reading, RegisteredClaims, Told, told
from app.services.tokens import (
    CACHE_ENTRIES,
    CACHE_SECONDS,
    LIFETIME_MAX,
    TOKEN_TYPE,
    Caller,
)
from app.store.database import Tenant

# Signatures by a key that only the issuer has; a shared secret, or none, is no signature.
ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519"}
)
# Returns the one official whom an identifier of a kind leads to, or None.
WhoseOwn = Callable[[str, str], Awaitable[int | None]]
_REFUSED = "the token can't be accepted"


@dataclass(frozen=True, slots=True)
class Held:
    """A token that was checked: who calls, for how long it holds, until when it is remembered."""

    caller: Caller
    begins: int
    ends: int
    until: float


@dataclass(slots=True)
class OutsideIssuer:
    """Checks tokens of one outside issuer; those that held are remembered for at most a minute."""

    name: str
    audience: str
    algorithms: frozenset[str]
    ring: KeyRing
    reading: Reading
    whose_own: WhoseOwn
    _held: dict[bytes, Held] = field(default_factory=dict)

    def issued(self, token: str) -> bool:
        """Say whether a token says that it is of this issuer, which nothing shows yet."""
        try:
            claims = json.loads(urlsafe_b64decode(token.split(".")[1].encode("ascii")))
        except (ValueError, IndexError, RecursionError):
            return False
        return isinstance(claims, dict) and claims.get("iss") == self.name

    async def verify(self, token: str, now: datetime) -> Caller:
        """Return who calls; raise UnauthenticatedError for a token that can't be accepted.

        Raises OverloadedError where the issuer's keys can't be had.
        """
        moment = now.timestamp()
        digest = hashlib.sha256(token.encode()).digest()
        held = self._held.get(digest)
        if held is None or moment >= held.until:
            held = await self._checked(token, now)
            if len(self._held) >= CACHE_ENTRIES:
                self._held.clear()
            self._held[digest] = held
        if not held.begins - CACHE_SECONDS <= moment < held.ends:
            raise UnauthenticatedError("the token has expired or is not valid yet")
        return held.caller

    async def _checked(self, token: str, now: datetime) -> Held:
        claims = await self._signed(token, now)
        try:
            registered = RegisteredClaims.model_validate(claims)
        except ValidationError:
            raise UnauthenticatedError(_REFUSED) from None
        meant = registered.aud if isinstance(registered.aud, list) else [registered.aud]
        lives = registered.exp - registered.iat
        if (
            registered.iss != self.name
            or self.audience not in meant
            or lives > LIFETIME_MAX.total_seconds()
        ):
            raise UnauthenticatedError(_REFUSED)
        caller = await self._caller(registered, told(self.reading, registered, claims))
        begins = max(registered.iat, registered.nbf or 0)
        return Held(caller, begins, registered.exp, now.timestamp() + CACHE_SECONDS)

    async def _signed(self, token: str, now: datetime) -> dict[str, Any]:
        """Return the claims under a signature by one of the issuer's keys."""
        try:
            header = jws.extract_compact(token.encode("ascii")).headers()
        except (JoseError, ValueError, RecursionError):
            raise UnauthenticatedError(_REFUSED) from None
        algorithm, kid = header.get("alg"), header.get("kid")
        typed = str(header.get("typ", "")).lower().removeprefix("application/") == TOKEN_TYPE
        known = isinstance(algorithm, str) and algorithm in self.algorithms
        if not (typed and known and isinstance(kid, str)):
            raise UnauthenticatedError(_REFUSED)
        key = await self.ring.key(kid, now)
        registry = JWSRegistry(algorithms=sorted(self.algorithms))
        try:
            return dict(jwt.decode(token, key, registry=registry).claims)
        except (JoseError, ValueError, TypeError, RecursionError):
            raise UnauthenticatedError(_REFUSED) from None

    async def _caller(self, registered: RegisteredClaims, said: Told) -> Caller:
        tenant = said.tenant
        if said.identifier is not None:
            kind = self.reading.official_kind
            tenant = Tenant(official=await self.whose_own(kind, said.identifier))
        scopes = frozenset(registered.scope.split()) & set(SCOPES)
        return Caller(registered.client_id, said.role, scopes, tenant, said.person)
