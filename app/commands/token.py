"""karmasetu token: issues a bearer token for a client, signed by this installation's key."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from app.commands.console import clock
from app.commands.failures import failures_told
from app.errors import InvalidError
from app.policy.access.roles import Role
from app.policy.access.table import scopes_of
from app.services.tokens import Caller, Issuer
from app.settings import Settings
from app.store.database import Tenant
from app.wiring.keys import signer


@failures_told()
def token(  # noqa: PLR0913, PLR0917 - each is an option of its own
    client: Annotated[str, typer.Option(help="The client's name: letters, digits, . _ -")],
    role: Annotated[str, typer.Option(help="What the client is in the field.")] = "auditor",
    authority: Annotated[
        list[int] | None, typer.Option(help="An authority it may see; repeat for more.")
    ] = None,
    everything: Annotated[bool, typer.Option(help="It may see every authority.")] = False,
    scope: Annotated[
        list[str] | None, typer.Option(help="What it may do; all that its role can, if left out.")
    ] = None,
    person: Annotated[
        str | None, typer.Option(help="For whom the client speaks: a subject, no name.")
    ] = None,
    official: Annotated[
        int | None, typer.Option(min=1, help="Whose own record it may see, for --role official.")
    ] = None,
    hours: Annotated[int, typer.Option(min=1, max=24, help="How long it lives.")] = 1,
) -> None:
    """Print a bearer token; it says what the client may do and see, and for how long."""
    tenant = Tenant(everything, frozenset(authority or ()), official=official)
    if tenant == Tenant():
        fault = ("--authority", "or --everything, --official")
        raise InvalidError("the token would see nothing", [fault])
    typer.echo(issue(signer(Settings()), client, role, tenant, scope, hours, person))


def issue(  # noqa: PLR0913, PLR0917 - each is one thing that a token says
    issuer: Issuer,
    client: str,
    role: str,
    tenant: Tenant,
    scopes: Iterable[str] | None,
    hours: int,
    person: str | None = None,
) -> str:
    """Issue a token, with all scopes of its role unless some are named.

    Raises InvalidError for claims that can't be.
    """
    try:
        checked = TypeAdapter(Role).validate_python(role)
        caller = Caller(client, checked, frozenset(scopes or scopes_of(checked)), tenant, person)
        return issuer.issue(caller, clock(), timedelta(hours=hours))
    except ValueError as fault:
        raise InvalidError(
            "the token can't be issued",
            [("--role, --client or --scope", one) for one in _said(fault)],
        ) from fault


def _said(fault: ValueError) -> list[str]:
    """Return what is wrong, a sentence each."""
    if isinstance(fault, ValidationError):
        return [one["msg"] for one in fault.errors()]
    return [str(fault)]
