"""A stand-in issuer behind a real socket: discovery, keys that rotate, tokens, and silence."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import uvicorn
from joserfc import jwt
from joserfc.jwk import ECKey, OKPKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

AUDIENCE = "karmasetu-api"
KEYS = "/keys"
Key = RSAKey | ECKey | OKPKey


class ServedIssuer:
    """An issuer on a loopback port; ``silent`` has it answer 503, ``said`` bends its discovery."""

    def __init__(self) -> None:
        self.origin = ""
        self.keys: list[Key] = []
        self.besides: list[dict[str, Any]] = []
        self.said: dict[str, Any] = {}
        self.silent = False
        self.asked: list[str] = []
        self.app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovered),
                Route(KEYS, self._listed),
            ]
        )

    def fresh(self) -> None:
        """Forget everything, and sign by one new key."""
        self.keys, self.besides, self.said, self.silent, self.asked = [], [], {}, False, []
        self.rotate()

    def rotate(self, key: Key | None = None) -> None:
        """Sign by another key from now on; the ones before stay published."""
        another = key or ECKey.generate_key("P-256")
        another.ensure_kid()
        self.keys.insert(0, another)

    def token(self, header: dict[str, Any] | None = None, **changes: Any) -> str:
        """Return a token as RFC 9068 has it, but for what is changed; None leaves a claim out."""
        now = int(datetime.now(UTC).timestamp())
        key = self.keys[0]
        algorithm = {"RSA": "RS256", "EC": "ES256", "OKP": "Ed25519"}[key.key_type]
        claims = {
            "iss": self.origin,
            "aud": [AUDIENCE],
            "sub": "person-1",
            "client_id": "portal",
            "iat": now,
            "exp": now + 600,
            "jti": str(uuid4()),
            "scope": "openid apar:read outcomes:read apar:seal audit:read",
            "auth_time": now,
            "realm_access": {"roles": ["offline", "MDO_LEADER"]},
            "authorities": [1],
        }
        kept = {name: value for name, value in (claims | changes).items() if value is not None}
        heading = {"typ": "at+jwt", "alg": algorithm, "kid": key.kid, **(header or {})}
        named = {name: value for name, value in heading.items() if value is not None}
        return jwt.encode(named, kept, key, [algorithm])

    async def _discovered(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        if self.silent:
            return Response(status_code=503)
        told = {"issuer": self.origin, "jwks_uri": self.origin + KEYS}
        return JSONResponse(told | self.said)

    async def _listed(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        public = [one.as_dict(private=False) | {"use": "sig"} for one in self.keys]
        return JSONResponse({"keys": [*self.besides, *public]})


@contextmanager
def served() -> Iterator[ServedIssuer]:
    """Serve an issuer on a free loopback port, in a thread of its own."""
    issuer = ServedIssuer()
    config = uvicorn.Config(issuer.app, port=0, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    issuer.origin = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    issuer.fresh()
    try:
        yield issuer
    finally:
        server.force_exit = server.should_exit = True
        thread.join()
