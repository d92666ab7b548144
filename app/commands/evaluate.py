"""karmasetu evaluate: decides the mandates of a year and publishes what changed."""

import asyncio
from typing import Annotated

import typer

from app.commands.acting import Actor, acting
from app.commands.console import (
    Authority,
    Year,
    clock,
    console,
    errors,
    progress_bars,
    reporting_year,
)
from app.commands.failures import failures_told
from app.commands.forms import take_forms_in
from app.policy.reporting_year import ReportingYear
from app.policy.rules import ruleset
from app.services.mandate.evaluation import Decided, Evaluator
from app.settings import Settings
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.mandate import evaluation_runs
from app.wiring.worker import open_worker


@failures_told()
def evaluate(
    year: Year = "2025-26",
    authority: Authority = None,
    due: Annotated[bool, typer.Option(help="Only officials whose facts changed.")] = False,
    actor: Actor = None,
) -> None:
    """Decide who has met the mandate of a year, and publish changed outcomes as APAR entries."""
    asked = reporting_year(year)
    access = acting("evaluations.run", actor, asked, authority)
    decided = asyncio.run(run_evaluation(Settings(), asked, access, due=due))
    report(decided)


async def run_evaluation(
    settings: Settings, year: ReportingYear, access: Access, *, due: bool = False
) -> Decided:
    """Ask for a run, note by whom, and carry it out here, with progress shown."""
    ruleset.load(year)
    async with open_worker(settings) as parts:
        await take_forms_in(parts.database, settings)
        async with parts.database.writing() as session:
            run_id = await evaluation_runs.ask(
                session, year.start, access.authority_id, "command line", clock()
            )
            await audit.append(session, access, "accepted")
        with progress_bars() as show:
            return await Evaluator(parts.database, clock, show, only_due=due).run(run_id)


def report(decided: Decided) -> None:
    """Say how many officials were decided for, and what changed."""
    console.print(
        f"Decided for {decided.officials:,} officials:"
        f" {decided.changed:,} outcomes changed, {decided.published:,} APAR entries published."
    )
    if decided.awaiting:
        console.print(
            f"{decided.awaiting:,} differ from a sealed year and await a correction order."
        )
    for name in decided.unready:
        errors.print(
            f"NOT DECIDED for {name}: its facts were never held in full",
            style="red",
            markup=False,
        )
