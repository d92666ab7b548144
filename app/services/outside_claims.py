"""What an outside issuer's tokens say: RFC 9068's claims, and ours under whatever names it has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr

from app.errors import UnauthenticatedError
from app.policy.access.roles import ROLES, Role
from app.services.tokens import INTEGER_MAX
from app.store.database import Tenant

Visible = Annotated[StrictStr, Field(min_length=1, max_length=255, pattern=r"^[!-~]+$")]
_NUMBER = re.compile("[1-9][0-9]{0,9}")


class RegisteredClaims(BaseModel):
    """The claims of RFC 9068, 2.2; all of them are there, each of its own type."""

    model_config = ConfigDict(frozen=True)

    iss: StrictStr
    sub: Visible
    client_id: Visible
    aud: StrictStr | list[StrictStr]
    exp: StrictInt
    iat: StrictInt
    nbf: StrictInt | None = None
    jti: StrictStr
    scope: StrictStr


@dataclass(frozen=True, slots=True)
class Reading:
    """Under which names an issuer says what we need, with a dot between a claim and one in it.

    ``roles`` says which of its words is which role here. ``person`` is a claim that stands only in
    tokens of a person who has logged in: a client's own token has none, whatever its subject is.
    ``official`` holds an identifier of ``official_kind``.
    """

    roles: Mapping[str, Role]
    role: str = "role"
    authorities: str = "authorities"
    services: str = "services"
    cadres: str = "cadres"
    everything: str = "everything"
    person: str = "auth_time"
    official: str = "sub"
    official_kind: str = "igot_user"


@dataclass(frozen=True, slots=True)
class Told:
    """Who calls, by the claims: the role, the person if one has logged in, and what may be seen.

    ``identifier`` leads to the official whose own record it is; only the role official has one.
    """

    role: Role
    person: str | None
    tenant: Tenant
    identifier: str | None


def told(reading: Reading, registered: RegisteredClaims, claims: Mapping[str, Any]) -> Told:
    """Return who calls; raise UnauthenticatedError where claims don't go together."""
    role = _role(reading, _at(claims, reading.role))
    logged_in = _at(claims, reading.person) is not None
    # RFC 9068, 2.2: the subject of a client that speaks for itself is the client.
    person = registered.sub if logged_in and registered.sub != registered.client_id else None
    if role == "official":
        if person is None:
            raise UnauthenticatedError("an official is a person; the token speaks for a client")
        return Told(role, person, Tenant(), _text(_at(claims, reading.official)))
    tenant = Tenant(
        everything=_at(claims, reading.everything) is True,
        authorities=_numbers(_at(claims, reading.authorities)),
        services=_numbers(_at(claims, reading.services)),
        cadres=_numbers(_at(claims, reading.cadres)),
    )
    if tenant.keys() - ROLES[role].keys:
        raise UnauthenticatedError(f"a {role} does not see so much")
    return Told(role, person, tenant, None)


def _role(reading: Reading, said: Any) -> Role:
    listed = said if isinstance(said, list) else [said]
    words = {one for one in listed if isinstance(one, str)}
    known = {role for word, role in reading.roles.items() if word in words}
    if len(known) != 1:
        raise UnauthenticatedError("the token names no role here, or several")
    return known.pop()


def _at(claims: Mapping[str, Any], name: str) -> Any:
    """Return a claim, or one inside another: `realm_access.roles`, for one; None without it."""
    if name in claims:
        return claims[name]
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _text(said: Any) -> str | None:
    """Return what a text column can hold; None for anything else."""
    return said if isinstance(said, str) and said and "\0" not in said else None


def _numbers(said: Any) -> frozenset[int]:
    """Return numbers of authorities, services or cadres; refuse a token that says other things."""
    listed = [] if said is None else said if isinstance(said, list) else [said]
    texts = [str(one) for one in listed]
    if any(_NUMBER.fullmatch(one) is None or int(one) > INTEGER_MAX for one in texts):
        raise UnauthenticatedError("what the token lets be seen are no numbers")
    return frozenset(map(int, texts))
