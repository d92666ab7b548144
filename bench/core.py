"""Measures the pure core, one official after another: what the set-based statement spares us."""

import statistics

from sqlalchemy import text

from app.policy import mandate, transfer
from app.policy.facts import OfficialFacts
from app.policy.mandate import Evaluation
from app.store.mandate import official_facts
from bench.evaluating import DisagreementError
from bench.figures import timed
from bench.ground import Ground
from bench.population import YEAR

SAMPLE, ROUNDS = 500, 5
DRAWN = text("SELECT id FROM official ORDER BY hashint4(id) LIMIT :sample")


async def one_by_one(ground: Ground, full_seconds: float) -> None:
    """Measure the core over a sample whose facts are in hand.

    Raises DisagreementError unless it says what the statement wrote.
    """
    loaded, stored = [], []
    async with ground.worker.reading() as session:
        drawn = [row.id for row in await session.run(DRAWN, {"sample": SAMPLE})]
        for official in drawn:
            loaded.append(await official_facts.load(session, official, ground.ruleset))
            stored.append(await official_facts.stored(session, YEAR.start, official))
    facts = [one.facts for one in loaded if one is not None]
    decided: list[Evaluation] = []
    spent = []
    for _ in range(ROUNDS):
        with timed() as watch:
            decided = [_decided(one, ground) for one in facts]
        spent.append(watch.seconds)
    if [one.outcome for one in decided] != [one.outcome for one in stored if one is not None]:
        raise DisagreementError("the pure core and the statement decide differently")
    rate = len(facts) / statistics.median(spent)
    ground.ledger.note(
        "pure core, facts in hand",
        rate,
        "officials/s",
        against="the full evaluation",
        ratio=rate * full_seconds / ground.population.officials,
        n=ROUNDS,
    )


def _decided(facts: OfficialFacts, ground: Ground) -> Evaluation:
    placed, rules = transfer.placed(facts, ground.book)
    return mandate.evaluate(placed, YEAR, rules)
