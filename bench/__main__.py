"""python -m bench: measures load, evaluation, publishing and export on a server of its own."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence

from rich.progress import Progress

from app.policy.rules import ruleset
from app.store.database import Database
from bench import (
    copying,
    core,
    evaluating,
    exporting,
    one_at_a_time,
    one_official,
    serving,
    supposing,
)
from bench.figures import Ledger
from bench.ground import Ground, held
from bench.loading import Loader, Spent
from bench.population import YEAR, Population
from bench.server import Server


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the entry point."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--officials",
        type=int,
        default=200_000,
        help="how many (20000 shows that it works, 1000000 takes about half an hour)",
    )
    parser.add_argument(
        "--only", choices=["exports", "official"], help="this part alone, and what it needs"
    )
    return parser


def main(given: Sequence[str] | None = None) -> int:
    """Measure everything, print the table and write bench/results.json; return the exit code."""
    # Ended from outside, it still stops its server and removes what it holds.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    asked = arguments().parse_args(given)
    only = f" --only {asked.only}" if asked.only else ""
    ledger = Ledger(f"python -m bench --officials {asked.officials}{only}")
    ledger.tell("starting a PostgreSQL of the bench's own")
    with Server.lent() as server:
        take = PARTS.get(asked.only, measure)
        asyncio.run(take(server, Population(asked.officials), ledger))
    ledger.keep()
    ledger.console.print(ledger.table())
    return 0


async def measure(server: Server, population: Population, ledger: Ledger) -> None:
    """Load the population and take every measurement, each on what the last one left."""
    worker = server.open("karmasetu_worker")
    spent = await load(Loader(worker, population), ledger)
    await copying.loaded(ledger, server, worker, spent)
    ground = await prepared(server, worker, population, ledger)
    full_seconds = await evaluating.full(ground)
    await evaluating.unchanged(ground, full_seconds)
    await supposing.otherwise(ground, full_seconds)
    await core.one_by_one(ground, full_seconds)
    await one_at_a_time.by_objects(ground, full_seconds)
    await evaluating.published(ground, full_seconds)
    await exporting.stream(ground)
    await serving.memory(ground)
    await one_official.where_possible(ground)
    await evaluating.touched(ground, full_seconds)
    await worker.close()


async def exported(server: Server, population: Population, ledger: Ledger) -> None:
    """Load and publish the population, and measure what is read of it in one go."""
    ground = await readable(server, population, ledger)
    await exporting.stream(ground)
    await serving.memory(ground)
    await ground.worker.close()


async def looked_up(server: Server, population: Population, ledger: Ledger) -> None:
    """Load and publish the population, and measure the read of one official beside others."""
    ground = await readable(server, population, ledger)
    await one_official.beside_others(ground)
    await ground.worker.close()


async def readable(server: Server, population: Population, ledger: Ledger) -> Ground:
    """Return the ground with every entry published."""
    worker = server.open("karmasetu_worker")
    await load(Loader(worker, population), ledger)
    ground = await prepared(server, worker, population, ledger)
    await ground.evaluate()
    await ground.publish()
    await server.as_owner("VACUUM ANALYZE")
    return ground


PARTS = {"exports": exported, "official": looked_up}


async def prepared(
    server: Server, worker: Database, population: Population, ledger: Ledger
) -> Ground:
    """Return the ground that measurements stand on, once the population is loaded."""
    # As autovacuum would within a minute; on a first load nobody waits for it.
    await server.as_owner("VACUUM ANALYZE")
    rules = ruleset.load(YEAR)
    async with worker.writing() as session:
        standing = await held(session, rules)
    return Ground(server, worker, population, ledger, *standing)


async def load(loader: Loader, ledger: Ledger) -> Spent:
    """Load the population, showing how far it has come."""
    ledger.tell(f"loading {loader.population.officials:,} officials")
    with Progress(console=ledger.console, transient=True) as progress:
        task = progress.add_task("officials loaded", total=loader.population.officials)
        return await loader.everything(lambda done: progress.update(task, completed=done))


if __name__ == "__main__":
    sys.exit(main())
