"""python -m bench.planted: a roster with planted faults; prints precision and recall by rule."""

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import UTC, datetime
from typing import Self

import asyncpg
from rich.table import Table
from sqlalchemy.engine import make_url

from app.integrations.igot.feed import FeedPhone, Page, Provenance
from app.services.rosters.phones import PhoneRoad
from bench import roster_staff
from bench.figures import Ledger, Watch
from bench.processes import Spent
from bench.rostering import one_round, postmaster_of
from bench.server import Server

Found = tuple[int | None, str, str | None]


def main(given: Sequence[str] | None = None) -> int:
    """Check one roster and print what was found of what was planted; 1 unless both are whole."""
    parser = argparse.ArgumentParser(prog="python -m bench.planted", description=__doc__)
    parser.add_argument("--officials", type=int, default=100_000)
    officials: int = parser.parse_args(given).officials
    ledger = Ledger(f"python -m bench.planted --officials {officials}")
    with Server.lent() as server:
        planted, found = asyncio.run(checked(server, officials, ledger))
    ledger.console.print(table(planted, found))
    return 0 if planted == found else 1


class ShownPhones:
    """What iGOT shows of the phones of so many officials, each its own."""

    def __init__(self, officials: int) -> None:
        self._officials = officials

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return

    def allow(self, _: int) -> None:
        """Have no limit: all comes as one page."""

    async def phones(self, _: str) -> AsyncIterator[Page[FeedPhone]]:
        """Yield everybody's phone."""
        numbers = range(1, self._officials + 1)
        shown = [FeedPhone(roster_staff.user_of(n), roster_staff.phone_of(n)) for n in numbers]
        yield Page(shown, (), Provenance("planted", "v1", 0, "", datetime.now(UTC)))


async def checked(
    server: Server, officials: int, ledger: Ledger
) -> tuple[Counter[Found], Counter[Found]]:
    """Return what was planted in a roster, and what was found in it."""
    owner = await asyncpg.connect(
        make_url(server.url).set(drivername="postgresql").render_as_string(False)
    )
    await roster_staff.fill(owner, officials, accounts=True)
    content, expected, _ = roster_staff.file(officials)
    planted: Counter[Found] = Counter(expected)
    planted[None, "OB-021", None] = roster_staff.absent(officials)
    first = await postmaster_of(owner)
    phones = PhoneRoad(lambda: ShownPhones(officials), calls=1)
    await one_round(server, content, Spent(Watch()), ledger, first, phones)
    rows = await owner.fetch("SELECT row_no, rule_id, field FROM roster_finding")
    await owner.close()
    return planted, Counter((row["row_no"], row["rule_id"], row["field"]) for row in rows)


def table(planted: Counter[Found], found: Counter[Found]) -> Table:
    """Return what was planted and found, by rule and over all."""
    shown = Table(title="Planted faults")
    for heading in ("rule", "planted", "found", "precision", "recall"):
        shown.add_column(heading, justify="right")
    for rule in sorted({one for _, one, _ in planted | found}):
        shown.add_row(rule, *measured(of(rule, planted), of(rule, found)))
    shown.add_row("all", *measured(planted, found))
    return shown


def of(rule: str, counted: Counter[Found]) -> Counter[Found]:
    """Return those of one rule."""
    return Counter({one: number for one, number in counted.items() if one[1] == rule})


def measured(planted: Counter[Found], found: Counter[Found]) -> Iterable[str]:
    """Return the counts, and precision and recall as decimals."""
    right = (planted & found).total()
    yield from (f"{planted.total():,}", f"{found.total():,}")
    yield f"{right / max(found.total(), 1):.4f}"
    yield f"{right / max(planted.total(), 1):.4f}"


if __name__ == "__main__":
    sys.exit(main())
