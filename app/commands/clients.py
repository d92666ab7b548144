"""karmasetu clients: who may ask for tokens; entered, given another secret, revoked, listed."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import Annotated, TypeVar, cast

import typer
from pydantic import TypeAdapter, ValidationError
from rich.table import Table

from app.commands.acting import Actor, acting
from app.commands.console import clock, console
from app.commands.failures import failures_told
from app.errors import InvalidError
from app.policy.access.roles import ROLES, Role
from app.policy.access.scopes import SCOPES
from app.services import clients as service
from app.services.tokens import ClientName
from app.settings import Settings
from app.store import clients as held
from app.store.clients import Client
from app.store.database import Reading, Tenant, Writing
from app.wiring.worker import open_worker

clients = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Clients that may ask for tokens."
)
Name = Annotated[str, typer.Argument(help="The client's name: letters, digits, . _ -")]
OUTSIDE = "It is one of the outside issuer, and was never entered here."
OVERLAP = "For how many hours the secrets before hold on."
HOURS_MAX = 24 * 31
T = TypeVar("T")
ROLE: TypeAdapter[str] = TypeAdapter(Role)
NAME: TypeAdapter[str] = TypeAdapter(ClientName)


@clients.command()
@failures_told()
def add(  # noqa: PLR0913, PLR0917 - each is an option of its own
    name: Name,
    role: Annotated[str, typer.Option(help="What the client is in the field.")],
    authority: Annotated[
        list[int] | None, typer.Option(help="An authority it may see; repeat for more.")
    ] = None,
    serving: Annotated[
        list[str] | None, typer.Option("--service", help="A service it may see, by its name.")
    ] = None,
    cadre: Annotated[list[str] | None, typer.Option(help="A cadre it may see.")] = None,
    everything: Annotated[bool, typer.Option(help="It may see every authority.")] = False,
    scope: Annotated[
        list[str] | None, typer.Option(help="What it may do; repeat for more.")
    ] = None,
    actor: Actor = None,
) -> None:
    """Enter a client, and print its secret: once, for nobody can read it again."""
    now = clock()

    async def enter(session: Writing) -> str:
        seen = Tenant(
            everything,
            frozenset(authority or ()),
            *await _numbers(session, serving or (), cadre or ()),
        )
        client = Client(name, cast("Role", role), tuple(scope or ()), seen, now)
        _refuse_faulty(client)
        return await service.add(session, client, acting("clients.add", actor))

    typer.echo(_done(enter))


@clients.command()
@failures_told()
def rotate(
    name: Name,
    overlap: Annotated[int, typer.Option(min=0, max=HOURS_MAX, help=OVERLAP)] = 24,
    actor: Actor = None,
) -> None:
    """Give a client another secret, and print it."""
    now, hours = clock(), timedelta(hours=overlap)
    access = acting("clients.rotate", actor)
    typer.echo(_done(lambda session: service.rotate(session, name, now, hours, access)))


@clients.command()
@failures_told()
def revoke(
    name: Annotated[str, typer.Argument(help="The client's name, as its tokens say it.")],
    outside: Annotated[bool, typer.Option(help=OUTSIDE)] = False,
    actor: Actor = None,
) -> None:
    """Turn a client away: it gets no token more, and within a minute those it has are refused."""
    access = acting("clients.revoke", actor)
    work = service.bar if outside else service.revoke
    _done(lambda session: work(session, name, clock(), access))
    console.print(f"{name} is revoked.")


@clients.command("list")
@failures_told()
def list_clients() -> None:
    """List the clients with what they may do and see."""
    table = Table("Client", "Role", "Scopes", "Sees", "Since", "Revoked")
    for one in _done(held.every):
        table.add_row(
            one.client_id,
            one.role,
            " ".join(one.scopes),
            _sees(one.tenant),
            f"{one.added_at:%d %b %Y}",
            "" if one.revoked_at is None else f"{one.revoked_at:%d %b %Y}",
        )
    for name, since in _done(held.barred):
        table.add_row(name, "outside", "", "", "", f"{since:%d %b %Y}")
    console.print(table)


def _done(work: Callable[[Writing], Awaitable[T]]) -> T:
    async def run() -> T:
        async with open_worker(Settings()) as parts, parts.database.writing() as session:
            return await work(session)

    return asyncio.run(run())


async def _numbers(
    session: Reading, services: Iterable[str], cadres: Iterable[str]
) -> tuple[frozenset[int], frozenset[int]]:
    found = await held.numbers(session, services, cadres)
    wanted = (("--service", services, found[0]), ("--cadre", cadres, found[1]))
    faults = [
        (option, f"none of this name is held: {name}")
        for option, names, known in wanted
        for name in names
        if name not in known
    ]
    if faults:
        raise InvalidError("the client would see what is not there", faults)
    return frozenset(found[0].values()), frozenset(found[1].values())


def _refuse_faulty(client: Client) -> None:
    """Raise InvalidError with everything that is wrong with a client at once."""
    faults = []
    for where, kind, value in (("NAME", NAME, client.client_id), ("--role", ROLE, client.role)):
        try:
            kind.validate_python(value)
        except ValidationError as fault:
            faults.append((where, fault.errors()[0]["msg"]))
    strange = sorted(set(client.scopes) - set(SCOPES))
    faults += [("--scope", f"{one} is none of {', '.join(SCOPES)}") for one in strange]
    if not client.scopes:
        faults.append(("--scope", "without any, the client could do nothing"))
    strange = sorted(client.tenant.keys() - ROLES[client.role].keys) if client.role in ROLES else []
    faults += [("--role", f"a {client.role} does not see by {key}") for key in strange]
    if client.tenant == Tenant():
        faults.append(("--authority", "or --service, --cadre, --everything: it would see nothing"))
    if faults:
        raise InvalidError("the client can't be entered", faults)


def _sees(tenant: Tenant) -> str:
    if tenant.everything:
        return "everything"
    kinds = (
        ("authority", tenant.authorities),
        ("service", tenant.services),
        ("cadre", tenant.cadres),
    )
    return ", ".join(f"{kind} {number}" for kind, numbers in kinds for number in sorted(numbers))
