"""Measures what-if questions over everybody, beside the run that they leave unwritten."""

import statistics

from app.policy import supposing
from app.store import joining
from app.store.mandate import what_if
from app.store.mandate.what_if import Plans
from bench.figures import timed
from bench.ground import Ground
from bench.population import YEAR

ROUNDS = 5
PAGE = 101
OTHER_SHARE = {"completion.share": {"numerator": 3, "denominator": 5}}


async def otherwise(ground: Ground, full_seconds: float) -> None:
    """Measure another share, and then the same rules with the plan of the first number gone."""
    changed = supposing.for_everyone(ground.book, OTHER_SHARE)
    for name, book, plans in (
        ("another share", changed, Plans()),
        ("a plan fewer", ground.book, Plans(without=(1,))),
    ):
        spent = []
        for _ in range(ROUNDS):
            with timed() as watch:
                async with ground.worker.writing() as session:
                    await joining.prefer_hashing(session)
                    await what_if.compare(
                        session,
                        year=YEAR,
                        rulebook=book,
                        plans=plans,
                        authority_ids=ground.authority_ids,
                        after=(0, 0),
                        room=PAGE,
                    )
            spent.append(watch.seconds)
        ground.ledger.note(
            f"what if, {name}",
            ground.population.officials / statistics.median(spent),
            "officials/s",
            against="the first full evaluation",
            ratio=full_seconds / statistics.median(spent),
            n=ROUNDS,
        )
