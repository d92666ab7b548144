"""What every measurement stands on: the server, the loaded population, the rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.policy.orders import Order
from app.policy.rulebook import Rulebook
from app.policy.rules import overrides
from app.policy.rules.overrides import Overriding
from app.policy.rules.ruleset import Ruleset
from app.store import authorities
from app.store.apar import publishing
from app.store.database import Database, Writing
from app.store.mandate import evaluations, rulesets
from bench.figures import Ledger, timed
from bench.population import NOW, YEAR, Population
from bench.server import Server

Numbers = tuple[int, ...]
ORDER = Order("O-9", YEAR.first_day, "Secretary")
# By the authorities' places: what some of them have ordered for themselves.
OWN = {
    3: [Overriding("levels.years_counted_at", "closes", ORDER)],
    5: [Overriding("year.transfer", "union", ORDER)],
    7: [
        Overriding("assessment.attempt", "latest", ORDER),
        Overriding("completion.after_due_date_counts", value=False, order=ORDER),
    ],
    9: [Overriding("year.transfer", "longest", ORDER)],
}


@dataclass(frozen=True, slots=True)
class Ground:
    """A loaded database in the worker's role, and where its figures go."""

    server: Server
    worker: Database
    population: Population
    ledger: Ledger
    book: Rulebook
    ruleset_ids: Mapping[str, int]
    authority_ids: tuple[int, ...]

    @property
    def ruleset(self) -> Ruleset:
        """The general rules."""
        return self.book.general

    def parameters(self) -> dict[str, Any]:
        """Return what the deciding statement takes."""
        return evaluations.deciding_parameters(
            YEAR, self.book, self.authority_ids, self.ruleset_ids
        )

    async def evaluate(
        self, *, only_due: bool = False, authority_ids: tuple[int, ...] = ()
    ) -> float:
        """Decide in one transaction, as a run does; return the seconds to its commit.

        ``authority_ids`` are those whose officials are decided for; none are all.
        """
        with timed() as watch:
            async with self.worker.writing() as session:
                await evaluations.plan_for(session)
                await evaluations.evaluate(
                    session,
                    year=YEAR,
                    rulebook=self.book,
                    ruleset_ids=self.ruleset_ids,
                    facts_position=1,
                    authority_ids=authority_ids or self.authority_ids,
                    only_due=only_due,
                )
        return watch.seconds

    async def publish(self, *, only_due: bool = False) -> float:
        """Publish in one transaction, as a run does; return the seconds to its commit."""
        with timed() as watch:
            async with self.worker.writing() as session:
                await evaluations.plan_for(session)
                await publishing.publish(
                    session,
                    year=YEAR,
                    load_id=1,
                    facts_through=dict.fromkeys(self.authority_ids, NOW),
                    now=NOW,
                    only_due=only_due,
                )
        return watch.seconds


async def held(session: Writing, general: Ruleset) -> tuple[Rulebook, dict[str, int], Numbers]:
    """Keep the rules, some authorities having their own; return them and all authorities."""
    numbers = tuple(one.id for one in await authorities.every(session))
    own = {numbers[place]: overrides.override(general, found) for place, found in OWN.items()}
    book = Rulebook(general, own)
    kept = {one.digest: await rulesets.keep(session, one) for one in book.every()}
    return book, kept, numbers
