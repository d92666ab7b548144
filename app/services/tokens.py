"""Access tokens: Ed25519-signed JWTs (RFC 9068) that say who calls and what they may see."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Any, Self
from uuid import uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    ValidationError,
    model_validator,
)

from app.errors import UnauthenticatedError
from app.policy.access.roles import ROLES, Role
from app.policy.access.scopes import SCOPES
from app.store.database import Tenant

ALGORITHM = "Ed25519"
TOKEN_TYPE = "at+jwt"  # noqa: S105 - the media type of RFC 9068, no secret
# A token that was verified is not verified again for so long; no longer, since revoking must bite.
CACHE_SECONDS = 60.0
CACHE_ENTRIES = 4096
LIFETIME_MAX = timedelta(days=1)
INTEGER_MAX = 2**31 - 1

ClientName = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[A-Za-z0-9._-]+$")]
# What the store's row-level policies can compare; a number beyond it would fail each question.
Ids = tuple[Annotated[StrictInt, Field(ge=1, le=INTEGER_MAX)], ...]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: the client, its role, what it may do (scopes) and what it may see (tenant).

    ``person`` is the subject for whom the client speaks; None for a client that speaks for itself.
    """

    client_id: str
    role: Role
    scopes: frozenset[str]
    tenant: Tenant
    person: str | None = None


class Claims(BaseModel):
    """What a token says, checked to the letter; a claim of the wrong type refuses the token."""

    model_config = ConfigDict(frozen=True)

    iss: str
    sub: str = Field(min_length=1, max_length=120, pattern=r"^[A-Za-z0-9._@-]+$")
    client_id: ClientName
    aud: str
    exp: StrictInt
    iat: StrictInt
    nbf: StrictInt | None = None
    jti: str
    scope: str
    role: Role
    authorities: Ids = ()
    services: Ids = ()
    cadres: Ids = ()
    everything: StrictBool = False
    official: Annotated[StrictInt, Field(ge=1, le=INTEGER_MAX)] | None = None

    @model_validator(mode="after")
    def _sees_by_its_keys(self) -> Self:
        """Refuse a reach that the role can't have: an MDO's token that sees everything, for one."""
        if strange := self.tenant().keys() - ROLES[self.role].keys:
            raise ValueError(f"a {self.role} does not see by {', '.join(sorted(strange))}")
        if self.role == "official" and self.sub == self.client_id:
            raise ValueError("an official is a person; a client is none")
        if self.exp - self.iat > LIFETIME_MAX.total_seconds():
            raise ValueError("a token lives for up to a day")
        return self

    def holds_at(self, moment: float) -> bool:
        """Say whether the token holds at a moment, clocks being a minute apart at most."""
        begins = max(self.iat, self.nbf or 0)
        return begins - CACHE_SECONDS <= moment < self.exp

    def tenant(self) -> Tenant:
        """Return what the caller may see."""
        return Tenant(
            everything=self.everything,
            authorities=frozenset(self.authorities),
            services=frozenset(self.services),
            cadres=frozenset(self.cadres),
            official=self.official,
        )

    def caller(self) -> Caller:
        """Return the caller that these claims describe."""
        # RFC 9068, 2.2: the subject of a client that speaks for itself is the client.
        person = None if self.sub == self.client_id else self.sub
        return Caller(
            self.client_id, self.role, frozenset(self.scope.split()), self.tenant(), person
        )


@dataclass(frozen=True, slots=True)
class Issuer:
    """The signing key, with whom its tokens come from and whom they are meant for."""

    key: OKPKey
    name: str
    audience: str

    def issue(self, caller: Caller, now: datetime, lifetime: timedelta) -> str:
        """Return a signed token; raise ValueError for more than a day, or for strange claims."""
        if not timedelta() < lifetime <= LIFETIME_MAX:
            raise ValueError("a token lives for up to a day")
        if not caller.scopes <= set(SCOPES):
            raise ValueError("the scopes are " + ", ".join(SCOPES))
        if caller.person == caller.client_id:
            raise ValueError("a person is not named as the client is")
        issued = int(now.timestamp())
        claims = Claims.model_validate(
            {
                "iss": self.name,
                "sub": caller.person or caller.client_id,
                "client_id": caller.client_id,
                "aud": self.audience,
                "exp": issued + int(lifetime.total_seconds()),
                "iat": issued,
                "jti": str(uuid4()),
                "scope": " ".join(sorted(caller.scopes)),
                "role": caller.role,
                "authorities": sorted(caller.tenant.authorities),
                "services": sorted(caller.tenant.services),
                "cadres": sorted(caller.tenant.cadres),
                "everything": caller.tenant.everything,
                "official": caller.tenant.official,
            }
        )
        header = {"alg": ALGORITHM, "typ": TOKEN_TYPE, "kid": self.key.thumbprint()}
        return jwt.encode(header, claims.model_dump(exclude_none=True), self.key, [ALGORITHM])

    def cursor_key(self) -> bytes:
        """Return 32 bytes derived from the signing key, for sealing cursors."""
        secret = self.key.as_bytes(encoding="DER", private=True)
        return hashlib.sha256(b"karmasetu.cursor/1\0" + secret).digest()


@dataclass(slots=True)
class Verifier:
    """Checks tokens, and remembers those that held for at most a minute, by their digest.

    Without ``persons`` a token that speaks for one is refused: people log in elsewhere.
    """

    issuer: Issuer
    persons: bool = True
    _held: dict[bytes, "_Remembered"] = field(default_factory=dict)

    def verify(self, token: str, now: datetime) -> Caller:
        """Return who calls; raise UnauthenticatedError for a token that can't be accepted."""
        moment = now.timestamp()
        digest = hashlib.sha256(token.encode()).digest()
        held = self._held.get(digest)
        if held is None or moment >= held.until:
            claims = self._read(token)
            held = _Remembered(claims, claims.caller(), moment + CACHE_SECONDS)
            self._remember(digest, held)
        if not held.claims.holds_at(moment):
            raise UnauthenticatedError("the token has expired or is not valid yet")
        return held.caller

    def _read(self, token: str) -> Claims:
        try:
            read = jwt.decode(token, self.issuer.key, algorithms=[ALGORITHM])
            claims = Claims.model_validate(read.claims)
        except (JoseError, ValidationError, ValueError, TypeError, RecursionError):
            raise UnauthenticatedError("the token can't be accepted") from None
        if claims.sub != claims.client_id and not self.persons:
            raise UnauthenticatedError("people log in at the outside issuer")
        if not self._is_ours(read.header, claims):
            raise UnauthenticatedError("the token can't be accepted")
        return claims

    def _is_ours(self, header: Mapping[str, Any], claims: Claims) -> bool:
        typed = str(header.get("typ", "")).lower().removeprefix("application/") == TOKEN_TYPE
        return typed and (claims.iss, claims.aud) == (self.issuer.name, self.issuer.audience)

    def _remember(self, digest: bytes, held: "_Remembered") -> None:
        if len(self._held) >= CACHE_ENTRIES:
            self._held.clear()
        self._held[digest] = held


@dataclass(frozen=True, slots=True)
class _Remembered:
    """What a token that held says, who calls by it, and until when it is not verified again."""

    claims: Claims
    caller: Caller
    until: float
