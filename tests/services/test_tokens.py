"""Tokens: one algorithm, one type, one audience, and nothing taken on trust."""

import json
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws, jwt
from joserfc.jwk import OctKey, OKPKey

from app.errors import UnauthenticatedError
from app.policy.access.scopes import SCOPES
from app.services.tokens import ALGORITHM, TOKEN_TYPE, Caller, Issuer, Verifier
from app.store.database import Tenant

NOW = datetime(2026, 1, 15, 6, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
ISSUER = Issuer(OKPKey.generate_key("Ed25519"), "karmasetu", "karmasetu-api")
DEEP = b"[" * 20_001
# Headers that are ours but for what a parameter of them may say.
ODD: st.SearchStrategy[Any] = st.sampled_from([None, 1, 1.5, True, [], {}, ["alg"], "", "none"])
PARAMETERS = st.sampled_from(["alg", "typ", "kid", "crit", "b64", "jwk", "jku", "x5c", "x5u"])
HEADERS = st.dictionaries(PARAMETERS, ODD, max_size=3).map(
    lambda odd: {"alg": ALGORITHM, "typ": TOKEN_TYPE} | odd
)
CALLER = Caller(
    "sparrow-ias",
    "sparrow",
    frozenset({"apar:read"}),
    Tenant(authorities=frozenset({3}), services=frozenset({1, 2}), cadres=frozenset({7})),
)


def forged(header: dict[str, Any] | None = None, **changes: Any) -> str:
    """Return a token signed with our key, but for what is changed in header or claims."""
    claims = jwt.decode(ISSUER.issue(CALLER, NOW, HOUR), ISSUER.key, [ALGORITHM]).claims
    plain = {"alg": ALGORITHM, "typ": TOKEN_TYPE}
    return jwt.encode({**plain, **(header or {})}, {**claims, **changes}, ISSUER.key, [ALGORITHM])


def test_a_token_says_who_calls() -> None:
    """What was issued is what is verified: client, role, scopes and what may be seen."""
    token = ISSUER.issue(CALLER, NOW, HOUR)

    assert Verifier(ISSUER).verify(token, NOW) == CALLER


@pytest.mark.parametrize(
    "token",
    [
        forged(typ=None, header={"typ": "JWT"}),
        forged(iss="another"),
        forged(aud="another"),
        forged(aud=["karmasetu-api", "another"]),
        forged(exp=int(NOW.timestamp())),
        forged(iat=int((NOW + HOUR).timestamp()), exp=int((NOW + 2 * HOUR).timestamp())),
        forged(nbf=int((NOW + HOUR).timestamp())),
        forged(nbf="later"),
        forged(exp="never"),
        forged(role="emperor"),
        forged(role="mdo_admin"),
        forged(everything=True),
        forged(authorities=["3"]),
        forged(authorities="3"),
        forged(authorities=[0]),
        forged(services=[2**31]),
        forged(everything="true"),
        forged(client_id="a client\n"),
        forged(exp=None),
        forged(exp=int((NOW + timedelta(days=1, seconds=1)).timestamp())),
    ],
)
def test_what_is_not_to_the_letter_is_refused(token: str) -> None:
    """Another type, issuer, audience or time, or a claim of another shape, refuses the token."""
    with pytest.raises(UnauthenticatedError):
        Verifier(ISSUER).verify(token, NOW)


def test_only_our_key_and_algorithm_sign() -> None:
    """A token of another key, of a shared secret, or without a signature is refused."""
    other = replace(ISSUER, key=OKPKey.generate_key("Ed25519")).issue(CALLER, NOW, HOUR)
    claims = jwt.decode(ISSUER.issue(CALLER, NOW, HOUR), ISSUER.key, [ALGORITHM]).claims
    secret = OctKey.import_key(bytes(32))
    shared = jwt.encode({"alg": "HS256", "typ": TOKEN_TYPE}, claims, secret, ["HS256"])
    header, payload, _ = ISSUER.issue(CALLER, NOW, HOUR).split(".")

    for token in (other, shared, f"{header}.{payload}."):
        with pytest.raises(UnauthenticatedError):
            Verifier(ISSUER).verify(token, NOW)


@given(st.text(max_size=200))
def test_any_text_is_refused_cleanly(token: str) -> None:
    """Whatever is sent as a token is refused as one, and never as a failure of ours."""
    with pytest.raises(UnauthenticatedError):
        Verifier(ISSUER).verify(token, NOW)


@given(HEADERS, st.sampled_from(["", "AA"]))
def test_any_header_is_refused_cleanly(header: dict[str, Any], signature: str) -> None:
    """What a library makes of a header that nobody signed is no failure of ours, whatever it says.

    `crit` as a number was one: whoever sent it without any token of ours was answered 500.
    """
    heading = urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")
    with pytest.raises(UnauthenticatedError):
        Verifier(ISSUER).verify(f"{heading}.e30.{signature}", NOW)


@pytest.mark.parametrize(
    "token",
    [
        f"{urlsafe_b64encode(DEEP).decode()}.e30.e30",
        jws.serialize_compact({"alg": ALGORITHM, "typ": TOKEN_TYPE}, DEEP, ISSUER.key, [ALGORITHM]),
    ],
    ids=["header", "claims"],
)
def test_a_deep_token_is_refused_cleanly(token: str) -> None:
    """JSON nested deeper than a parser goes refuses the token, in its header as in its claims."""
    with pytest.raises(UnauthenticatedError):
        Verifier(ISSUER).verify(token, NOW)


def test_a_remembered_token_still_expires() -> None:
    """A token that held a moment ago does not hold beyond its hour."""
    verifier = Verifier(ISSUER)
    token = ISSUER.issue(CALLER, NOW, HOUR)
    verifier.verify(token, NOW + HOUR - timedelta(seconds=1))

    with pytest.raises(UnauthenticatedError):
        verifier.verify(token, NOW + HOUR)


@pytest.mark.parametrize("lifetime", [timedelta(), -HOUR, timedelta(days=1, seconds=1)])
def test_a_token_lives_for_a_day_at_most(lifetime: timedelta) -> None:
    """No token is issued for no time, or for more than a day."""
    with pytest.raises(ValueError, match="up to a day"):
        ISSUER.issue(CALLER, NOW, lifetime)


def test_only_known_scopes_are_issued() -> None:
    """A scope that no route asks for is a typing error."""
    with pytest.raises(ValueError, match=SCOPES[0]):
        ISSUER.issue(replace(CALLER, scopes=frozenset({"apar:write"})), NOW, HOUR)


def test_cursors_have_a_key_of_their_own() -> None:
    """The cursor key follows from the signing key, and is another for another key."""
    other = replace(ISSUER, key=OKPKey.generate_key("Ed25519"))

    assert len(ISSUER.cursor_key()) == 32
    assert ISSUER.cursor_key() != other.cursor_key()
