"""An outside issuer over real HTTP: its keys rotate and outlive it, its claims say who calls."""

import json
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey, RSAKey

from app.errors import OverloadedError, UnauthenticatedError
from app.integrations.issuer.discovery import IssuerKeys
from app.services.keyring import PATIENCE, KeyRing
from app.services.outside import OutsideIssuer
from app.services.tokens import Caller
from app.settings import Settings
from app.store.database import Tenant
from app.wiring.issuer import reading_of
from tests.issuer.served import AUDIENCE, KEYS, ServedIssuer, served

FRESH, STALE = timedelta(minutes=5), timedelta(hours=24)
SETTINGS = Settings(
    oidc_roles={"MDO_LEADER": "mdo_leader", "AUDITOR": "auditor", "SELF": "official"},
    oidc_claims={"role": "realm_access.roles", "official": "employee_id"},
    oidc_official_kind="employee_code",
)


@pytest.fixture(scope="module")
def server() -> Iterator[ServedIssuer]:
    """The issuer's server."""
    with served() as running:
        yield running


@pytest.fixture
def issuer(server: ServedIssuer) -> ServedIssuer:
    """The issuer, with one new key and nothing bent."""
    server.fresh()
    return server


async def whose_own(kind: str, value: str) -> int | None:
    """Know one official by his employee code."""
    return 4711 if (kind, value) == ("employee_code", "E-1") else None


OF_ALGORITHM: dict[str, Callable[[], Any]] = {
    "ES256": lambda: None,
    "RS256": lambda: RSAKey.generate_key(2048),
    "Ed25519": lambda: OKPKey.generate_key("Ed25519"),
}


@dataclass(slots=True)
class Checked:
    """Our side of it, at a moment that a test moves."""

    outside: OutsideIssuer
    now: datetime

    async def caller(self, token: str) -> Caller:
        """Return who calls by a token."""
        assert self.outside.issued(token)
        return await self.outside.verify(token, self.now)


@pytest.fixture
async def ours(issuer: ServedIssuer) -> AsyncIterator[Checked]:
    """What checks the issuer's tokens, with nothing read yet."""
    keys = IssuerKeys(issuer.origin)
    ring = KeyRing(keys.fetch, FRESH, STALE)
    algorithms = frozenset({"RS256", "ES256", "Ed25519"})
    outside = OutsideIssuer(
        issuer.origin, AUDIENCE, algorithms, ring, reading_of(SETTINGS), whose_own
    )
    yield Checked(outside, datetime.now(UTC))
    await ring.close()
    await keys.close()


@pytest.mark.parametrize("algorithm", ["ES256", "RS256", "Ed25519"])
async def test_a_token_says_who_calls(ours: Checked, issuer: ServedIssuer, algorithm: str) -> None:
    """By each kind of key: client, role, those scopes that are ours, tenant and person."""
    issuer.rotate(OF_ALGORITHM[algorithm]())
    caller = await ours.caller(issuer.token())

    scopes = frozenset({"apar:read", "outcomes:read", "apar:seal", "audit:read"})
    tenant = Tenant(authorities=frozenset({1}))
    assert caller == Caller("portal", "mdo_leader", scopes, tenant, "person-1")


@pytest.mark.parametrize(
    "changes",
    [
        {"auth_time": None},
        {"sub": "portal"},
        {"auth_time": None, "sub": "service-account-portal"},
    ],
    ids=str,
)
async def test_a_client_is_no_person(
    ours: Checked, issuer: ServedIssuer, changes: dict[str, Any]
) -> None:
    """A client's own token has no person: whatever its subject is, nobody logged in."""
    assert (await ours.caller(issuer.token(**changes))).person is None


async def test_an_official_is_known_by_his_claim(ours: Checked, issuer: ServedIssuer) -> None:
    """The configured identifier leads to his own record; another to nothing; a client is none."""
    own: dict[str, Any] = {"realm_access": {"roles": ["SELF"]}, "authorities": [1, 2]}
    his = await ours.caller(issuer.token(**own, employee_id="E-1"))
    nobody = await ours.caller(issuer.token(**own, employee_id="E-2"))
    none = await ours.caller(issuer.token(**own))

    assert (his.role, his.tenant) == ("official", Tenant(official=4711))
    assert nobody.tenant == none.tenant == Tenant()
    with pytest.raises(UnauthenticatedError):
        await ours.caller(issuer.token(**own, employee_id="E-1", auth_time=None))


REFUSED: list[dict[str, Any]] = [
    {"header": {"typ": "JWT"}},
    {"header": {"kid": None}},
    {"aud": "another"},
    {"aud": []},
    {"exp": 1},
    {"exp": "never"},
    {"exp": 10**30},
    {"iat": 4_000_000_000, "exp": 4_000_000_600},
    {"nbf": 4_000_000_000},
    {"exp": int(datetime.now(UTC).timestamp()) + 200_000},
    *({name: None} for name in ("aud", "exp", "iat", "jti", "sub", "client_id", "scope")),
    {"sub": "a person\n"},
    {"realm_access": {"roles": []}},
    {"realm_access": {"roles": ["MDO_LEADER", "AUDITOR"]}},
    {"realm_access": "MDO_LEADER"},
    {"everything": True},
    {"authorities": ["one"]},
    {"authorities": [True]},
    {"authorities": [2**31]},
    {"authorities": {"1": 1}},
]


# Moments differ from process to process: a case is named by its claims.
@pytest.mark.parametrize("changes", REFUSED, ids=" ".join)
async def test_what_is_not_to_the_letter_is_refused(
    ours: Checked, issuer: ServedIssuer, changes: dict[str, Any]
) -> None:
    """A claim that is missing, of another shape or another's; a reach that the role can't have."""
    with pytest.raises(UnauthenticatedError):
        await ours.caller(issuer.token(**changes))


async def test_only_its_keys_and_algorithms_sign(ours: Checked, issuer: ServedIssuer) -> None:
    """No other key under a known id, no shared secret made of a public key, no unsigned token."""
    claims = jwt.decode(issuer.token(), issuer.keys[0], ["ES256"]).claims
    known = issuer.keys[0].kid
    issuer.besides.append({"kty": "oct", "kid": "shared", "k": "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"})
    shared = OctKey.import_key(issuer.besides[0] | {"kty": "oct"})
    foreign = RSAKey.generate_key(2048)
    header, payload, _ = issuer.token().split(".")
    forged = [
        jwt.encode({"typ": "at+jwt", "alg": "RS256", "kid": known}, claims, foreign, ["RS256"]),
        jwt.encode({"typ": "at+jwt", "alg": "HS256", "kid": "shared"}, claims, shared, ["HS256"]),
        f"{header}.{payload}.",
    ]

    for token in forged:
        with pytest.raises(UnauthenticatedError):
            await ours.caller(token)


@pytest.mark.parametrize(
    "odd", [{"alg": []}, {"alg": {}}, {"crit": 1}, {"crit": None}, {"kid": []}], ids=str
)
async def test_any_header_is_refused_cleanly(
    ours: Checked, issuer: ServedIssuer, odd: dict[str, Any]
) -> None:
    """A header of another shape, which nobody signed, refuses the token like any other fault."""
    plain = {"typ": "at+jwt", "alg": "ES256", "kid": issuer.keys[0].kid}
    heading = urlsafe_b64encode(json.dumps(plain | odd).encode()).decode().rstrip("=")
    _, payload, signature = issuer.token().split(".")
    with pytest.raises(UnauthenticatedError):
        await ours.caller(f"{heading}.{payload}.{signature}")


async def test_a_new_key_is_asked_for_once(ours: Checked, issuer: ServedIssuer) -> None:
    """Unknown ids have the keys read again, once in ten seconds however many come."""
    await ours.caller(issuer.token())
    issuer.rotate()
    ours.now += PATIENCE
    await ours.caller(issuer.token())
    for number in range(20):
        with pytest.raises(UnauthenticatedError):
            await ours.caller(issuer.token(header={"kid": f"made-up-{number}"}))

    assert issuer.asked.count(KEYS) == 2


async def test_keys_outlive_their_issuer_and_end(ours: Checked, issuer: ServedIssuer) -> None:
    """While it is down tokens are checked by what was read, as long as is set; then it is 503."""
    started = ours.now
    long: dict[str, Any] = {
        "iat": int(started.timestamp()) + 86_000,
        "exp": int(started.timestamp()) + 90_000,
    }
    await ours.caller(issuer.token())
    issuer.silent = True
    ours.now = started + STALE - timedelta(seconds=1)
    assert (await ours.caller(issuer.token(**long))).person == "person-1"
    ours.now = started + STALE + PATIENCE
    with pytest.raises(OverloadedError):
        await ours.caller(issuer.token(**long))
    issuer.silent = False
    ours.now += PATIENCE

    assert (await ours.caller(issuer.token(**long))).person == "person-1"


async def test_a_key_that_was_withdrawn_ends(ours: Checked, issuer: ServedIssuer) -> None:
    """When the keys are read again, one that is published no more signs nothing more."""
    old = issuer.token()
    await ours.caller(old)
    issuer.fresh()
    ours.now += FRESH
    await ours.caller(issuer.token())

    with pytest.raises(UnauthenticatedError):
        await ours.caller(old)


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://another.example"},
        {"jwks_uri": None},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": "http://127.0.0.1:9/keys"},
    ],
    ids=str,
)
async def test_a_bent_discovery_gives_no_keys(
    ours: Checked, issuer: ServedIssuer, said: dict[str, Any]
) -> None:
    """Another issuer's document, no place, no web address, nobody there: 503, nothing is let in."""
    issuer.said = said
    with pytest.raises(OverloadedError):
        await ours.caller(issuer.token())


async def test_other_keys_are_passed_over(ours: Checked, issuer: ServedIssuer) -> None:
    """Keys that are broken, of an unknown kind, or for another use, spoil no set."""
    public = OKPKey.generate_key("Ed25519").as_dict(private=False)
    issuer.besides = [
        {"kty": "AKP", "kid": "new"},
        {"kty": "EC", "kid": "broken", "crv": "P-256"},
        {**public, "kid": "sealing", "use": "enc"},
        {},
    ]
    assert (await ours.caller(issuer.token())).client_id == "portal"


async def test_a_remembered_token_expires(ours: Checked, issuer: ServedIssuer) -> None:
    """A token that was checked is remembered for a minute, and never beyond its end."""
    now = int(ours.now.timestamp())
    token = issuer.token(iat=now, exp=now + 30)
    await ours.caller(token)
    ours.now += timedelta(seconds=31)

    with pytest.raises(UnauthenticatedError):
        await ours.caller(token)
