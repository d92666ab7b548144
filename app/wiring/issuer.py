"""The outside issuer of access tokens, where an installation has one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib import import_module

from pydantic import TypeAdapter, ValidationError

from app.errors import InvalidError
from app.policy.access.roles import Role
from app.services.keyring import KeyRing
from app.services.outside import ALGORITHMS, OutsideIssuer
from app.services.outside_claims import Reading
from app.settings import Settings
from app.store import identity
from app.store.database import Database

ROLES: TypeAdapter[dict[str, Role]] = TypeAdapter(dict[str, Role])


@asynccontextmanager
async def outside_issuer(
    settings: Settings, database: Database
) -> AsyncIterator[OutsideIssuer | None]:
    """Open what checks an outside issuer's tokens; None where none is set.

    Raises InvalidError for settings that can't be so.
    """
    if not settings.oidc_issuer:
        yield None
        return
    reading, algorithms = reading_of(settings), _algorithms(settings)
    if settings.environment == "production" and not settings.oidc_issuer.startswith("https://"):
        raise InvalidError("in production keys come over https", [_fault("ISSUER", "not https")])
    # The client is loaded where there is an issuer: a process without one never holds it.
    keys = import_module("app.integrations.issuer.discovery").IssuerKeys(settings.oidc_issuer)
    ring = KeyRing(
        keys.fetch,
        timedelta(seconds=settings.oidc_keys_fresh_seconds),
        timedelta(hours=settings.oidc_keys_stale_hours),
    )

    async def whose_own(kind: str, value: str) -> int | None:
        async with database.reading() as session:
            return await identity.own(session, kind, value)

    try:
        yield OutsideIssuer(
            settings.oidc_issuer, settings.audience, algorithms, ring, reading, whose_own
        )
    finally:
        await ring.close()
        await keys.close()


def reading_of(settings: Settings) -> Reading:
    """Return how the issuer's claims are read; raise InvalidError for what can't be so."""
    try:
        roles = ROLES.validate_python(settings.oidc_roles)
        return Reading(roles, official_kind=settings.oidc_official_kind, **settings.oidc_claims)
    except ValidationError:
        raise InvalidError("a role is none", [_fault("ROLES", "no role of ours")]) from None
    except TypeError:
        raise InvalidError("a claim is unknown", [_fault("CLAIMS", "no claim of ours")]) from None


def _algorithms(settings: Settings) -> frozenset[str]:
    asked = frozenset(settings.oidc_algorithms.replace(",", " ").split())
    if not asked or asked - ALGORITHMS:
        listed = ", ".join(sorted(ALGORITHMS))
        raise InvalidError("an algorithm is not taken", [_fault("ALGORITHMS", f"of {listed}")])
    return asked


def _fault(name: str, said: str) -> tuple[str, str]:
    return f"KARMASETU_OIDC_{name}", said
