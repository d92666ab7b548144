"""karmasetu erase: takes one official's name and identifiers away, by an order."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

import typer

from app.commands.acting import Actor, acting
from app.commands.console import clock, console, progress_bars
from app.commands.failures import failures_told
from app.errors import InvalidError
from app.services.erasing import Ordered
from app.services.erasing import erase as service
from app.settings import Settings
from app.store.auditing.audit import Access
from app.wiring.worker import open_worker

DAY = ["%Y-%m-%d"]


@failures_told()
def erase(
    official: Annotated[int, typer.Option(min=1, help="The official, by the number here.")],
    order: Annotated[str, typer.Option(help="The order's number.")],
    dated: Annotated[datetime, typer.Option(formats=DAY, help="The order's day.")],
    issued_by: Annotated[str, typer.Option(help="Who gave the order, by office.")],
    reason: Annotated[str, typer.Option(help="Why; name nobody.")],
    actor: Actor = None,
) -> None:
    """Put pseudonyms in the place of one official's name and identifiers; outcomes and seals stay.

    Only of who no longer serves. It can't be undone.
    """
    empty = [("--order", order), ("--issued-by", issued_by), ("--reason", reason)]
    faults = [(option, "it is empty") for option, text in empty if not text.strip()]
    if faults:
        raise InvalidError("an erasure rests on an order", faults)
    ordered = Ordered(official, order, dated.date(), issued_by, reason)
    counts = asyncio.run(_erase(ordered, acting("officials.erasure", actor)))
    changed = {kind: count for kind, count in counts.items() if count}
    if not changed:
        console.print("Nothing was left to erase.")
    for kind, count in changed.items():
        console.print(f"  {kind.replace('_', ' ')}: {count}")


async def _erase(ordered: Ordered, access: Access) -> Mapping[str, int]:
    with progress_bars() as show:
        async with open_worker(Settings()) as parts, parts.database.writing() as session:
            return await service(
                session, ordered, access, clock(), lambda done, of: show("rosters", done, of)
            )
