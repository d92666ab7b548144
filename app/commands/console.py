"""What the commands share at the terminal: the clock, the year's argument and progress bars."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from app.errors import InvalidError
from app.policy.reporting_year import ReportingYear

# The summary has a column an outcome: on a narrow terminal its lines had better wrap than vanish.
WIDTH = 144
console = Console(width=max(Console().width, WIDTH), highlight=False)
# What could not be done goes to stderr, a line each.
errors = Console(stderr=True, highlight=False, soft_wrap=True)

Year = Annotated[str, typer.Option("--year", help="The reporting year, written like 2025-26.")]
Authority = Annotated[int | None, typer.Option(help="One authority by its id; all if left out.")]


def clock() -> datetime:
    """Return the present moment: the commands are where a clock is read."""
    return datetime.now(UTC)


def reporting_year(label: str) -> ReportingYear:
    """Read a year from the command line; raise InvalidError for anything but 2025-26 and such."""
    try:
        return ReportingYear.parse(label)
    except ValueError as fault:
        raise InvalidError("the reporting year can't be read", [("--year", str(fault))]) from fault


def log_to_stderr() -> None:
    """Write what the service logs to stderr, down to the pages; of libraries only warnings."""
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(levelname)-7s %(message)s")
    logging.getLogger("app").setLevel(logging.DEBUG)


@contextmanager
def progress_bars() -> Iterator[Callable[[str, int, int], None]]:
    """Show one bar for each kind of work; without a terminal, a line when each kind is done."""
    if not console.is_terminal:
        yield _lines()
        return
    columns = (
        TextColumn("  {task.description:<24}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, int] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(bars.task_ids[list(tasks).index(what)], completed=done, total=total)

        yield show


def _lines() -> Callable[[str, int, int], None]:
    def show(what: str, done: int, total: int) -> None:
        if done >= total:
            console.print(f"  {what}: {done} of {total}")

    return show
