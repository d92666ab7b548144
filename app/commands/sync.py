"""karmasetu sync: carries iGOT's records into the store."""

import asyncio
from typing import Annotated

import typer

from app.commands.acting import Actor, acting
from app.commands.console import (
    Year,
    clock,
    console,
    errors,
    log_to_stderr,
    progress_bars,
    reporting_year,
)
from app.commands.failures import failures_told
from app.policy.reporting_year import ReportingYear
from app.services.feed import sync as service
from app.services.feed.synced import FULL, LEARNED, Kind, Synced, Wanted
from app.settings import Settings
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.wiring.worker import open_worker, sync_limits

INCOMPLETE = 3


@failures_told()
def sync(  # noqa: PLR0913, PLR0917 - each is an option of its own
    year: Year = "2025-26",
    kind: Annotated[
        Kind, typer.Option(help="full; incremental (latest enrolments); or reconciling.")
    ] = "full",
    older_calls: Annotated[
        int, typer.Option(min=0, help="How many calls a reconciling run may spend on old windows.")
    ] = 1_000,
    calls: Annotated[
        int | None, typer.Option(min=1, help="How many calls the run may send in all.")
    ] = None,
    in_parts: Annotated[
        bool, typer.Option(help="Spend what may be sent, and go on with the next run.")
    ] = False,
    log: Annotated[bool, typer.Option(help="Tell each road and page in a log on stderr.")] = False,
    strict: Annotated[bool, typer.Option(help="Exit with 3 when a road ended incomplete.")] = True,
    actor: Actor = None,
) -> None:
    """Read officials, plans, completions and assessments from iGOT; what is held already stays."""
    if log:
        log_to_stderr()
    settings = Settings()
    older = older_calls if kind == "reconciling" else 0
    wanted = Wanted(kind, older, calls, in_parts, sync_limits(settings))
    asked = reporting_year(year)
    access = acting("feeds.sync", actor, asked)
    synced = asyncio.run(run_sync(settings, asked, access, wanted))
    report(synced)
    if strict and synced.failures:
        raise typer.Exit(INCOMPLETE)


async def run_sync(
    settings: Settings, year: ReportingYear, access: Access, wanted: Wanted = FULL
) -> Synced:
    """Note who asks, and run every road once, with progress shown."""
    async with open_worker(settings) as parts, parts.feed() as feed:
        async with parts.database.writing() as session:
            await audit.append(session, access, "accepted")
        with progress_bars() as show:
            return await service.sync(parts.database, feed, year, clock, show, wanted)


def report(synced: Synced) -> None:
    """Say what a run learned, kept aside and could not finish."""
    if synced.learned:
        parts = ", ".join(
            f"{count:,} {name.replace('_', ' ')}"
            for name, count in synced.counts.items()
            if count and name in LEARNED
        )
        console.print(f"Learned in {synced.calls} calls: {parts}.")
    elif synced.failures:
        console.print(f"Nothing learned in {synced.calls} calls: what was not read is not known.")
    else:
        console.print(f"Nothing new in {synced.calls} calls: everything was held already.")
    if aside := synced.counts.get("quarantined", 0):
        console.print(f"{aside:,} records that can't be trusted are kept aside in quarantine.")
    if looked := synced.counts.get("looked_at_afresh", 0):
        console.print(f"{looked:,} officials whom a report left in doubt were looked at afresh.")
    if waiting := synced.counts.get("left_in_doubt", 0):
        console.print(f"{waiting:,} officials stay in doubt: falling short is not held for them.")
    for failure in synced.failures:
        errors.print(f"INCOMPLETE {failure}", style="bold red", markup=False)
