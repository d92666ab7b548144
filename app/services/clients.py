"""Clients: entered, given secrets, known again by them, and turned away in a minute (RFC 6749)."""

import hashlib
import hmac
import logging
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.errors import ConflictError, NotFoundError, UnauthenticatedError
from app.policy.access.roles import ROLES
from app.policy.access.scopes import SCOPES
from app.services.tokens import Caller
from app.store import clients
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.clients import Client
from app.store.database import Database, Reading, Writing

logger = logging.getLogger(__name__)

SECRET_BYTES = 32
# House value: for so long it is not asked again whether a client was revoked.
CACHE = timedelta(seconds=30)
CACHE_ENTRIES = 4096


async def add(session: Writing, client: Client, access: Access) -> str:
    """Enter a client and return its secret, which nobody can read again.

    Raises ConflictError for a name that is taken, by a revoked client or one that is turned away
    too: whom the audit trail names must not be somebody else by now.
    """
    taken = await clients.one(session, client.client_id) is not None
    if taken or await clients.is_revoked(session, client.client_id):
        raise ConflictError("there is such a client already")
    await clients.enter(session, client)
    return await _another(session, client.client_id, client.added_at, access)


async def rotate(
    session: Writing, client_id: str, now: datetime, overlap: timedelta, access: Access
) -> str:
    """Return another secret of a client; those before hold for the overlap, and no longer.

    Raises NotFoundError for a client that is not there, or was revoked.
    """
    await _standing(session, client_id)
    await clients.end_secrets(session, client_id, now + overlap)
    return await _another(session, client_id, now, access)


async def revoke(session: Writing, client_id: str, now: datetime, access: Access) -> None:
    """Have a client get no token more, and those that it has refused within a minute.

    Raises NotFoundError for a client that is not there, or was revoked before.
    """
    await _standing(session, client_id)
    await clients.revoke(session, client_id, now)
    await audit.append(session, access, "revoked")


async def bar(session: Writing, client_id: str, now: datetime, access: Access) -> None:
    """Have the tokens of a client refused within a minute that was never entered here.

    It is one of the outside issuer, whose tokens would hold until they end. Raises ConflictError
    for a client that was entered, or is turned away already.
    """
    if await clients.one(session, client_id) is not None:
        raise ConflictError("the client was entered here: revoke it as such")
    if not await clients.bar(session, client_id, now):
        raise ConflictError("the client is turned away already")
    await audit.append(session, access, "revoked")


async def known(session: Reading, client_id: str, secret: str, now: datetime) -> Caller:
    """Return who calls by a name and a secret.

    Raises UnauthenticatedError, in the same words for a name that is none as for a wrong secret.
    """
    given = _digest(secret)
    held = await clients.secrets(session, client_id, now)
    # Every digest is compared, and one is where there is none: the time taken tells nothing.
    matches = [hmac.compare_digest(given, one) for one in held or [bytes(len(given))]]
    client = await clients.one(session, client_id)
    if client is None or not any(matches) or client.tenant.keys() - ROLES[client.role].keys:
        # A name that is none is not told: what was sent in its place may be anything.
        logger.warning("a secret was refused", extra={"client": client and client.client_id})
        raise UnauthenticatedError("the client is not known by this secret, or not as its role")
    return Caller(client_id, client.role, frozenset(client.scopes) & set(SCOPES), client.tenant)


async def note_token(session: Writing, caller: Caller, request_id: str) -> None:
    """Note that a client got a token."""
    access = Access(caller.client_id, "a token", request_id, "clients.token")
    await audit.append(session, access, "issued")


@dataclass(slots=True)
class Admission:
    """Turns away tokens of revoked clients; of each the store is asked at most twice a minute."""

    database: Database
    _asked: dict[str, datetime] = field(default_factory=dict)

    async def admit(self, client_id: str, now: datetime) -> None:
        """Let a client pass; raise UnauthenticatedError for one that was revoked.

        A client that was never entered passes: whoever holds the signing key made its token.
        """
        asked = self._asked.get(client_id)
        if asked is not None and now - CACHE < asked <= now:
            return
        async with self.database.reading() as session:
            if await clients.is_revoked(session, client_id):
                raise UnauthenticatedError("the client was revoked")
        if len(self._asked) >= CACHE_ENTRIES:
            self._asked.clear()
        self._asked[client_id] = now


async def _standing(session: Reading, client_id: str) -> Client:
    client = await clients.one(session, client_id)
    if client is None or client.revoked_at is not None:
        raise NotFoundError("there is no such client, or it was revoked")
    return client


async def _another(session: Writing, client_id: str, now: datetime, access: Access) -> str:
    """Return a new secret: 256 bits of chance, so that one plain hash is enough to keep it."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    await clients.add_secret(session, client_id, _digest(secret), now)
    await audit.append(session, access, "recorded")
    return secret


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
