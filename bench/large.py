"""python -m bench.large: what one official costs to decide for, among ten million and among one."""

import argparse
import asyncio
import signal
import statistics
import sys
from collections.abc import Sequence

from rich.progress import Progress

from app.policy.rules import ruleset
from app.services.mandate.evaluation import batches
from app.store import authorities
from bench import copying
from bench.drawing import draw
from bench.figures import Ledger
from bench.ground import Ground, held
from bench.population import YEAR, Population
from bench.processes import Spent, spending
from bench.server import Server

ROUNDS = 3


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the entry point."""
    parser = argparse.ArgumentParser(prog="python -m bench.large", description=__doc__)
    parser.add_argument("--officials", type=int, default=10_000_000, help="how many there are")
    parser.add_argument("--beside", type=int, default=1_000_000, help="how many on the other side")
    return parser


def main(given: Sequence[str] | None = None) -> int:
    """Measure both in one run, print the table; return the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    asked = arguments().parse_args(given)
    ledger = Ledger(f"python -m bench.large --officials {asked.officials}")
    with Server.lent() as server:
        asyncio.run(measure(server, (asked.beside, asked.officials), ledger))
    ledger.console.print(ledger.table())
    return 0


async def measure(server: Server, sizes: tuple[int, int], ledger: Ledger) -> None:
    """Draw both populations, and decide for each in turn, in batches as a run does."""
    few, many = [await drawn(server, Population(size), ledger) for size in sizes]
    first = await server.postmaster()
    spent: list[tuple[Spent, Spent]] = []
    for number in range(ROUNDS + 1):
        pair = await decided(few, first), await decided(many, first)
        ledger.tell(f"round {number}: {pair[0]} and {pair[1]}")
        if number:
            spent.append(pair)
    for name, costs in (
        ("", [(one.seconds / sizes[0], two.seconds / sizes[1]) for one, two in spent]),
        (
            ", by seconds of processors",
            [(one.processors / sizes[0], two.processors / sizes[1]) for one, two in spent],
        ),
    ):
        ledger.note(
            f"evaluation of {sizes[1]:,} officials{name}",
            1 / statistics.median(cost for _, cost in costs),
            "officials/s",
            against=f"the cost of one among {sizes[0]:,}",
            ratio=statistics.median(of_many / of_few for of_few, of_many in costs),
            n=ROUNDS,
        )
    for ground in (few, many):
        await ground.worker.close()


async def drawn(server: Server, population: Population, ledger: Ledger) -> Ground:
    """Draw a population into a database of its own, with statistics as autovacuum would have."""
    ledger.tell(f"drawing {population.officials:,} officials")
    own = await server.another(f"officials_{population.officials}")
    worker = own.open("karmasetu_worker")
    with Progress(console=ledger.console, transient=True) as progress:
        task = progress.add_task("officials drawn", total=population.officials)
        await draw(worker, population, lambda done: progress.update(task, completed=done))
    await own.as_owner(copying.BESIDES)
    await own.as_owner("VACUUM ANALYZE")
    rules = ruleset.load(YEAR)
    async with worker.writing() as session:
        standing = await held(session, rules)
    return Ground(own, worker, population, ledger, *standing)


async def decided(ground: Ground, first: int) -> Spent:
    """Decide for everybody from nothing, a transaction for each batch; return what was spent.

    ``first`` is the number of the server's first process.
    """
    await ground.server.as_owner("TRUNCATE evaluation")
    async with ground.worker.reading() as session:
        sizes = await authorities.sizes(session)
    with spending(first) as spent:
        for batch in batches(ground.authority_ids, sizes):
            await ground.evaluate(authority_ids=tuple(batch))
    return spent


if __name__ == "__main__":
    sys.exit(main())
