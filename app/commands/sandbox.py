"""Starts the stand-ins, for demonstrations and trials; never in production."""

import json
import os
import socket
from datetime import datetime
from typing import Annotated

import typer
import uvicorn

from app.integrations.igot.stand_in.server import create_stand_in
from app.integrations.igot.stand_in.settings import StandInSettings
from app.integrations.sparrow.stand_in import server as sparrow_server
from app.integrations.sparrow.stand_in.settings import StandInSettings as SparrowSettings
from app.policy.reporting_year import IST

sandbox = typer.Typer(
    add_completion=False, help="Start stand-ins of the platforms that the service talks to."
)
_REFUSED = 2


class AnnouncingServer(uvicorn.Server):
    """A server that says one line once it listens."""

    def __init__(self, config: uvicorn.Config, line: str) -> None:
        super().__init__(config)
        self._line = line

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        if self.started:
            typer.echo(self._line)


@sandbox.callback()
def refuse_in_production() -> None:
    """Start stand-ins of the platforms that the service talks to; refused in production."""
    if os.environ.get("KARMASETU_ENVIRONMENT", "").strip().lower() == "production":
        typer.echo("Stand-ins are refused in production.", err=True)
        raise typer.Exit(_REFUSED)


@sandbox.command()
def igot(  # noqa: PLR0913, PLR0917 - each is an option of the command
    key: Annotated[
        str, typer.Option(envvar="KARMASETU_IGOT_KEY", help="The gateway key to ask for.")
    ],
    user_token: Annotated[
        str, typer.Option(envvar="KARMASETU_IGOT_USER_TOKEN", help="The user token to ask for.")
    ],
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8765,
    officials: Annotated[int, typer.Option(min=200, help="How many officials to invent.")] = 20_000,
    seed: Annotated[int, typer.Option(help="The same seed invents the same world.")] = 2025,
    keep_reports: Annotated[
        bool, typer.Option("--keep-reports", help="Write a report once and tell it from a file.")
    ] = False,
) -> None:
    """Serve an invented iGOT Karmayogi until interrupted.

    With KARMASETU_IGOT_PASSWORD set it also issues user tokens for it, under its token address.
    """
    settings = StandInSettings(
        seed=seed,
        officials=officials,
        key=key,
        user_token=user_token,
        username=os.environ.get("KARMASETU_IGOT_USERNAME", "karmasetu"),
        password=os.environ.get("KARMASETU_IGOT_PASSWORD", ""),
        today=datetime.now(IST).date(),
        keep_reports=keep_reports,
    )
    config = uvicorn.Config(create_stand_in(settings), host=host, port=port, log_level="warning")
    AnnouncingServer(
        config, f"stand-in iGOT on http://{host}:{port}/api, {officials} officials"
    ).run()


@sandbox.command()
def sparrow(
    key: Annotated[str, typer.Option(envvar="KARMASETU_SPARROW_KEY", help="The key to ask for.")],
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8766,
    jwks: Annotated[
        typer.FileText | None,
        typer.Option(help="Believe only calls that a key of this JWK Set has signed."),
    ] = None,
) -> None:
    """Serve a stand-in SPARROW instance, which files what it is told, until interrupted.

    GET /_ledger tells what it holds; PUT /_faults has it misbehave.
    """
    believed = None if jwks is None else json.load(jwks)
    app = sparrow_server.create_stand_in(SparrowSettings(key=key, jwks=believed))
    config = uvicorn.Config(app, host=host, port=port, log_level="warning")
    AnnouncingServer(config, f"stand-in SPARROW on http://{host}:{port}").run()
