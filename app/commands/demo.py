"""karmasetu demo: the main job, on a database and an iGOT of its own, then the API to look at."""

import asyncio
import os
import secrets
import signal
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import httpx
import typer

from app.commands import evaluate, sync
from app.commands.acting import acting
from app.commands.console import console
from app.commands.failures import failures_told
from app.commands.migrate import run_migrations
from app.commands.token import issue
from app.demo import filed, story
from app.demo.processes import free_port, running, wait_until_it_answers
from app.embedded.failures import EmbeddedPostgresError
from app.embedded.home import default_home
from app.embedded.server import EmbeddedPostgres
from app.errors import OverloadedError
from app.policy.reporting_year import ReportingYear
from app.settings import Settings
from app.store.database import Tenant
from app.wiring.keys import signer

YEAR = ReportingYear(2025)
LOGS = Path(".karmasetu/logs")
HOURS = 12
# Who reads all of it, and registers the instance that is pushed to.
ROLE = "karmayogi_bharat"


@failures_told()
def demo(
    once: Annotated[bool, typer.Option(help="End after the summary instead of serving.")] = False,
    officials: Annotated[int, typer.Option(min=200, help="How many officials to invent.")] = 20_000,
    port: Annotated[int, typer.Option(help="Where to serve the API, if that port is free.")] = 8000,
) -> None:
    """Run the main job: iGOT's records into outcomes and APAR entries, on this machine alone."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        # Python would end at once, and leave a server and four programs running.
        signal.signal(number, signal.default_int_handler)
    with ExitStack() as stack:
        try:
            settings = _prepare(stack, officials)
        except EmbeddedPostgresError as failure:
            raise OverloadedError(str(failure)) from failure
        _main_job(settings)
        sparrow = stack.enter_context(filed.served(LOGS / "sparrow.log"))
        os.environ["KARMASETU_SPARROW_KEYS_DIRECTORY"] = str(sparrow.keys)
        address, api = _serve(stack, free_port(port))
        bearer = issue(signer(settings), "demo", ROLE, Tenant(everything=True), None, HOURS)
        with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {bearer}"}) as calls:
            shown = story.tell(console, calls, YEAR)
            console.rule("7  What a SPARROW instance is told")
            console.print(f"  A stand-in SPARROW serves {shown.authority}.")
            filed.push(console, calls, sparrow, shown.authority_id, YEAR)
        story.invite(console, address, bearer, shown.official_id, YEAR)
        if not once:
            console.print("Serving until interrupted (Ctrl-C).")
            _wait(api)


def _prepare(stack: ExitStack, officials: int) -> Settings:
    console.rule("1  A PostgreSQL and an iGOT of our own")
    server = stack.enter_context(EmbeddedPostgres(default_home()))
    fresh = server.create_database("karmasetu")
    key, user_token = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    # Not the sandbox's own port: where another stand-in listens, it would answer in ours' place.
    igot_port = free_port(0)
    os.environ.update(
        DATABASE_URL=server.url("karmasetu"),
        KARMASETU_IGOT_URL=f"http://127.0.0.1:{igot_port}/api",
        KARMASETU_IGOT_KEY=key,
        KARMASETU_IGOT_USER_TOKEN=user_token,
    )
    settings = Settings()
    run_migrations(settings.database_url)
    state = "new, built by the migrations" if fresh else "as the last run left it"
    console.print(f"  PostgreSQL runs; its database is {state}.")
    log = LOGS / "igot.log"
    arguments = ["sandbox", "igot", "--port", str(igot_port), "--officials", str(officials)]
    igot = stack.enter_context(running(arguments, {}, log))
    wait_until_it_answers(igot, settings.igot_url, log)
    console.print(f"  The stand-in iGOT serves {officials:,} invented officials.")
    return settings


def _main_job(settings: Settings) -> None:
    console.rule("2  What iGOT knows, by its real wire format")
    synced = asyncio.run(sync.run_sync(settings, YEAR, acting("feeds.sync", year=YEAR)))
    sync.report(synced)
    console.rule(f"3  What the memoranda demand for {YEAR}")
    decided = asyncio.run(
        evaluate.run_evaluation(settings, YEAR, acting("evaluations.run", year=YEAR))
    )
    evaluate.report(decided)
    if not (synced.learned or decided.changed or decided.published):
        console.print("A second run starts from where the first left off: it changed nothing.")


def _serve(stack: ExitStack, port: int) -> tuple[str, int]:
    address = f"http://127.0.0.1:{port}"
    log = LOGS / "api.log"
    api = stack.enter_context(running(["serve", "--port", str(port)], {}, log))
    stack.enter_context(running(["worker"], {}, LOGS / "worker.log"))
    wait_until_it_answers(api, f"{address}/health/ready", log)
    return address, api.pid


def _wait(pid: int) -> None:
    try:
        os.waitpid(pid, 0)
    except (KeyboardInterrupt, ChildProcessError):
        console.print("Stopped.")
