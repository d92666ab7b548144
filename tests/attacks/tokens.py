"""D15 and D16: other tenants' records, and tokens that nobody of ours has signed so."""

import base64
import hashlib
import hmac
import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.jwk import OKPKey

from app.services.tokens import ALGORITHM, TOKEN_TYPE
from app.wiring.keys import signer
from tests.attacks.attack import Attack, Came, Ground, all_of, refused

PLACE = "/v1/apar/2025-26/officials/1"
LATE_SECONDS = 2.0


def _encoded(told: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


def _claims(ground: Ground, **changed: Any) -> dict[str, Any]:
    """Return the claims of a right token, and what is changed in them."""
    token = ground.service.token("mdo_admin").split(".")[1]
    held: dict[str, Any] = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    return {**held, **changed}


def _signed(ground: Ground, header: dict[str, Any], key: OKPKey, **changed: Any) -> str:
    return jwt.encode(
        {"alg": ALGORITHM, "typ": TOKEN_TYPE, **header},
        _claims(ground, **changed),
        key,
        [ALGORITHM],
    )


def _confused(ground: Ground, algorithm: str) -> str:
    """Sign by a hash over the public key, as libraries that trust the header would check it."""
    public = signer(ground.service.settings).key.as_pem(private=False)
    head = f"{_encoded({'alg': algorithm, 'typ': TOKEN_TYPE})}.{_encoded(_claims(ground))}"
    digest = hmac.new(public, head.encode(), hashlib.sha256).digest()
    return f"{head}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


async def _forged(ground: Ground) -> Came:
    own, foreign = signer(ground.service.settings).key, OKPKey.generate_key("Ed25519")
    now = int(datetime.now(UTC).timestamp())
    hour = int(timedelta(hours=1).total_seconds())
    unsigned = f"{_encoded({'alg': 'none', 'typ': TOKEN_TYPE})}.{_encoded(_claims(ground))}."
    jwk = foreign.as_dict(private=False)
    tokens = {
        "alg none": unsigned,
        "alg none, its case": unsigned.replace(_encoded({"alg": "none", "typ": TOKEN_TYPE}), "x"),
        "HS256 over the public key": _confused(ground, "HS256"),
        "another key": _signed(ground, {}, foreign),
        "another key, in the header": _signed(ground, {"jwk": jwk}, foreign),
        "another key, at an address": _signed(ground, {"jku": "http://127.0.0.1:9/k"}, foreign),
        "a kid that is a path": _signed(ground, {"kid": "../../../dev/null"}, foreign),
        "a kid that is SQL": _signed(ground, {"kid": "' OR 1=1 --"}, foreign),
        "over": _signed(ground, {}, own, exp=now - 1, iat=now - hour),
        "not yet": _signed(ground, {}, own, nbf=now + hour, iat=now + hour),
        "from another issuer": _signed(ground, {}, own, iss="elsewhere"),
        "for another audience": _signed(ground, {}, own, aud="elsewhere"),
        "of another type": _signed(ground, {"typ": "JWT"}, own),
        "of a role that is none": _signed(ground, {}, own, role="root"),
        "that sees more than its role may": _signed(ground, {}, own, everything=True),
        "a crit that is a number": unsigned.replace(
            _encoded({"alg": "none", "typ": TOKEN_TYPE}),
            _encoded({"alg": ALGORITHM, "typ": TOKEN_TYPE, "crit": 1}),
        ),
        "no token at all": "x",
        "enormous": "a" * 12_000,
    }
    found = {}
    for name, token in tokens.items():
        began = time.monotonic()
        headers = {"Authorization": f"Bearer {token}"}
        came = refused(await ground.client.get(PLACE, headers=headers), 401)
        found[name] = Came(came.held and time.monotonic() - began < LATE_SECONDS, came.seen)
    return all_of(found)


async def _others(ground: Ground) -> Came:
    found = {}
    for address in (
        "/v1/apar/2025-26/officials/{}",
        "/v1/apar/2025-26/officials/{}/annexure",
        "/v1/apar/2025-26/officials/{}/proof",
        "/v1/officials/{}/evaluations/2025-26",
        "/v1/officials/{}/accesses",
    ):
        others = await ground.client.get(address.format(6))
        nobodys = await ground.client.get(address.format(999_999))
        same = others.json() | {"request_id": ""} == nobodys.json() | {"request_id": ""}
        came = refused(others, 404)
        found[address] = Came(came.held and same, came.seen)
    return all_of(found)


async def _without(ground: Ground) -> Came:
    answered = await ground.client.get(PLACE, headers={"Authorization": ""})
    twice = [("Authorization", "Bearer a"), ("Authorization", "Bearer b")]
    both = await ground.client.get(PLACE, headers=twice)
    return all_of({"none": refused(answered, 401), "two": refused(both, 401)})


ATTACKS = (
    Attack("D15", "another authority's official answers as one who does not exist", _others),
    Attack("D16", "no token, and two at once", _without),
    Attack("D16", "tokens that are forged, over, or for others", _forged),
)
