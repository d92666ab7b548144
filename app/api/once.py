"""What creates something is done once under an Idempotency-Key, and answered the same ever after.

As draft-ietf-httpapi-idempotency-key-header-07 has it: the same request again is the same reply,
another request under the same key is 422, and one that is still under way is 409.
"""

import hashlib
import json
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from fastapi import Depends, Header, Request, Response

from app.api.dependencies import Calling, Now, Parts, Purpose, WritingSession
from app.errors import ConflictError, InvalidError, NotedError
from app.store import replies
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Writing
from app.store.replies import KeptReply

HEADER = "Idempotency-Key"
USED_BEFORE = (HEADER, "used-before")
KEY = Header(
    min_length=1,
    max_length=200,
    pattern="^[!-~]+$",
    description="Your own name for this request, good for a day: sent again with it, it is"
    " carried out once and answered the same.",
    examples=["8e03978e-40d5-43dd-bc93-6894a57f9324"],
)
_PURPOSE = b"karmasetu.reply/1"
_UNKEPT = {b"content-length", b"x-request-id"}
_REFUSED = 400


class ReplayedError(NotedError):
    """The request was carried out before; the reply says what it was answered."""

    def __init__(self, reply: Response) -> None:
        super().__init__("the request was carried out before")
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Key:
    """A request's key: its text, whose it is and for what, and how a reply to it is sealed."""

    text: str
    digest: bytes
    cipher: AESSIV
    access: Access
    now: datetime

    async def take_up(self, session: Writing, request: Request, sent: str) -> "Once":
        """Take up a request that brings a body in the transaction that will carry it out.

        Raises as ``Once.replay`` does.
        """
        asked = _digest((request.url.path, request.url.query, sent))
        held = Once(session, self.digest, asked, self.cipher, self.now)
        await held.replay(self.access)
        return held


@dataclass(frozen=True, slots=True)
class Once:
    """A request under a key: in which transaction it is carried out, and how its reply is kept."""

    session: Writing
    digest: bytes
    fingerprint: bytes
    cipher: AESSIV
    now: datetime

    async def replay(self, access: Access) -> None:
        """Let a request pass that is new; that an earlier reply is told again is noted.

        Raises ReplayedError for one that was carried out, ConflictError while another transaction
        is at it, and InvalidError when the key stands for another request.
        """
        if not await replies.take(self.session, self.digest):
            raise ConflictError("the request is under way; ask again")
        kept = await replies.one(self.session, self.digest)
        if kept is None:
            return
        if kept.fingerprint != self.fingerprint:
            raise InvalidError("this key stands for another request", [USED_BEFORE])
        reply = self._opened(kept.sealed)
        await audit.append(self.session, access, "replayed")
        raise ReplayedError(reply)

    async def keep(self, reply: Response) -> None:
        """Keep a reply with what it tells of: both are committed, or neither is."""
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, value in reply.raw_headers
            if name not in _UNKEPT
        ]
        said = json.dumps([reply.status_code, headers, bytes(reply.body).decode()]).encode()
        sealed = self.cipher.encrypt(said, [_PURPOSE, self.digest])
        await replies.keep(self.session, self.digest, KeptReply(self.fingerprint, sealed), self.now)

    def _opened(self, sealed: bytes) -> Response:
        try:
            said = self.cipher.decrypt(sealed, [_PURPOSE, self.digest])
        except InvalidTag:
            raise ConflictError("the request was carried out under another signing key") from None
        status, headers, body = json.loads(said)
        return Response(body, status, dict(headers) | {"Idempotency-Replayed": "true"})


async def key_of(
    request: Request,
    parts: Parts,
    caller: Calling,
    asking: Purpose,
    now: Now,
    idempotency_key: Annotated[str | None, KEY] = None,
) -> Key | None:
    """Return the key that a request was sent with, if it was."""
    if idempotency_key is None:
        return None
    operation = request.scope["route"].operation_id
    # Whoever sees other records by now is told nothing that he was told before.
    seen = json.dumps(caller.tenant.settings(), sort_keys=True)
    who = (caller.client_id, caller.person, seen, operation, idempotency_key)
    cipher = AESSIV(parts.issuer.cursor_key())
    access = asking.access(f"replies.{operation}")
    return Key(idempotency_key, _digest(who), cipher, access, now)


Keyed = Annotated[Key | None, Depends(key_of)]


async def _once(request: Request, session: WritingSession, keyed: Keyed) -> None:
    if keyed is not None:
        sent = await request.body()
        request.state.once = await keyed.take_up(session, request, sent.hex())


def _digest(said: Sequence[str | None]) -> bytes:
    return hashlib.sha256(json.dumps(said).encode()).digest()


# Scope "function", as the session's: the reply is kept before the transaction ends.
ONCE = Depends(_once, scope="function")
# For a route that first receives a file to disk: it takes its key up with its transaction, later.
ONCE_RECEIVED = Depends(key_of)

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def once(inner: Handler) -> Handler:
    """Return a route's handler that keeps its reply where the request has a key, or replays it."""

    async def handler(request: Request) -> Response:
        try:
            reply = await inner(request)
        except ReplayedError as replayed:
            return replayed.reply
        held: Once | None = getattr(request.state, "once", None)
        if held is not None and reply.status_code < _REFUSED:
            await held.keep(reply)
        return reply

    return handler
