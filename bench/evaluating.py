"""Measures evaluation beside DuckDB, publishing, and runs in which little or nothing changed."""

import os
import statistics

from app.store.apar import publishing
from bench.figures import paired_ratio
from bench.ground import Ground
from bench.peer import Peer
from bench.population import YEAR
from bench.processes import Spent, spending

ROUNDS = 5
EVERY_POSITION = 1_000_000
TOUCHED = (1, 100, 1_000, 10_000)


class DisagreementError(RuntimeError):
    """Two engines gave different outcomes over the same rows."""


async def full(ground: Ground) -> float:
    """Measure the full run beside DuckDB's; return the median seconds of ours.

    Raises DisagreementError unless both decide the same of everybody.
    """
    peer = Peer(threads=os.cpu_count() or 1)
    await peer.take(ground.server)
    first = await ground.server.postmaster()
    ours: list[Spent] = []
    theirs: list[Spent] = []
    for number in range(ROUNDS + 1):
        await ground.server.as_owner("TRUNCATE evaluation")
        with spending(first) as spent:
            await ground.evaluate()
        with spending(first) as other:
            peer.evaluate(ground.parameters())
        ground.ledger.tell(f"round {number}: {spent}, {peer.name} {other}")
        if number:
            ours.append(spent)
            theirs.append(other)
    await agreed(ground, peer)
    middle = statistics.median(one.seconds for one in ours)
    ground.ledger.note(
        "evaluation, everybody, written under its key",
        ground.population.officials / middle,
        "officials/s",
        against=f"{peer.name}: {_rate(ground, theirs):,.0f}/s",
        ratio=paired_ratio([one.seconds for one in ours], [one.seconds for one in theirs]),
        n=ROUNDS,
    )
    # Whatever else the machine does, it does not lengthen these.
    ground.ledger.note(
        "the same by seconds of processors",
        statistics.median(one.processors for one in ours),
        "s",
        against=f"{peer.name}",
        ratio=paired_ratio([one.processors for one in ours], [one.processors for one in theirs]),
        n=ROUNDS,
    )
    return middle


def _rate(ground: Ground, spent: list[Spent]) -> float:
    return ground.population.officials / statistics.median(one.seconds for one in spent)


async def agreed(ground: Ground, peer: Peer) -> None:
    """Raise DisagreementError unless both decide the same of everybody, row by row."""
    if found := await peer.differing(ground.server):
        shown = "\n".join(map(str, found))
        raise DisagreementError(f"PostgreSQL and {peer.name} decide differently:\n{shown}")
    ground.ledger.tell(f"{peer.name} decides the same of everybody, row by row")


async def unchanged(ground: Ground, full_seconds: float) -> None:
    """Measure a full run in which nothing has changed."""
    spent = [await ground.evaluate() for _ in range(ROUNDS)]
    ground.ledger.note(
        "evaluation, nothing changed",
        ground.population.officials / statistics.median(spent),
        "officials/s",
        against="the first full run",
        ratio=full_seconds / statistics.median(spent),
        n=ROUNDS,
    )


async def published(ground: Ground, full_seconds: float) -> None:
    """Measure publishing everybody's entry, then publishing when nothing has changed."""
    spent = []
    for number in range(3):
        if number:
            await ground.server.as_owner("TRUNCATE apar_entry, apar_head")
        spent.append(await ground.publish())
        ground.ledger.tell(f"round {number}: published in {spent[-1]:.2f} s")
    again = [await ground.publish() for _ in range(ROUNDS)]
    for name, seconds in (("everybody's entry", spent), ("nothing changed", again)):
        ground.ledger.note(
            f"publishing, {name}",
            ground.population.officials / statistics.median(seconds),
            "officials/s",
            against="the first full evaluation",
            ratio=full_seconds / statistics.median(seconds),
            n=len(seconds),
        )


async def touched(ground: Ground, full_seconds: float) -> None:
    """Measure runs over the officials due, for half of whom the outcome differs."""
    for count in TOUCHED:
        evaluating, publishing_ = [], []
        for number in range(ROUNDS + 1):
            await _touch(ground, count)
            seconds = await ground.evaluate(only_due=True), await ground.publish(only_due=True)
            if number:
                evaluating.append(seconds[0])
                publishing_.append(seconds[1])
        for name, spent in (("evaluation", evaluating), ("publishing", publishing_)):
            ground.ledger.note(
                f"{name}, {count:,} officials due",
                1000 * statistics.median(spent),
                "ms",
                against="the first full evaluation",
                ratio=full_seconds / statistics.median(spent),
                n=ROUNDS,
            )
    await _clear(ground)


async def _touch(ground: Ground, count: int) -> None:
    await _clear(ground)
    drawn = f"SELECT id FROM official ORDER BY hashint4(id) LIMIT {count}"
    await ground.server.as_owner(
        "INSERT INTO evaluation_due (reporting_year, official_id, position)"
        f" SELECT {YEAR.start}, id, 1 FROM ({drawn}) AS drawn;"
        "UPDATE evaluation SET completed = completed + 1 FROM evaluation_due AS due"
        " WHERE due.official_id = evaluation.official_id AND due.official_id % 2 = 0"
    )


async def _clear(ground: Ground) -> None:
    async with ground.worker.writing() as session:
        await publishing.clear_due(
            session, YEAR, dict.fromkeys(ground.authority_ids, EVERY_POSITION), EVERY_POSITION
        )
