"""What every measurement stands on: the server, the loaded population, the rules."""

from dataclasses import dataclass

from app.policy.rulebook import Rulebook
from app.policy.rules.ruleset import Ruleset
from app.store import authorities
from app.store.apar import publishing
from app.store.database import Database, Writing
from app.store.mandate import evaluations, rulesets
from bench.figures import Ledger, timed
from bench.population import NOW, YEAR, Population
from bench.server import Server


@dataclass(frozen=True, slots=True)
class Ground:
    """A loaded database in the worker's role, and where its figures go."""

    server: Server
    worker: Database
    population: Population
    ledger: Ledger
    ruleset: Ruleset
    ruleset_id: int
    authority_ids: tuple[int, ...]

    async def evaluate(
        self, *, only_due: bool = False, authority_ids: tuple[int, ...] = ()
    ) -> float:
        """Decide in one transaction, as a run does; return the seconds to its commit.

        ``authority_ids`` are those whose officials are decided for; none are all.
        """
        with timed() as watch:
            async with self.worker.writing() as session:
                await evaluations.plan_for(session, YEAR, only_due=only_due)
                await evaluations.evaluate(
                    session,
                    year=YEAR,
                    rulebook=Rulebook(self.ruleset),
                    ruleset_ids={self.ruleset.digest: self.ruleset_id},
                    facts_position=1,
                    authority_ids=authority_ids or self.authority_ids,
                    only_due=only_due,
                )
        return watch.seconds

    async def publish(self, *, only_due: bool = False) -> float:
        """Publish in one transaction, as a run does; return the seconds to its commit."""
        with timed() as watch:
            async with self.worker.writing() as session:
                await evaluations.plan_for(session, YEAR, only_due=only_due)
                await publishing.publish(
                    session,
                    year=YEAR,
                    load_id=1,
                    facts_through=dict.fromkeys(self.authority_ids, NOW),
                    now=NOW,
                    only_due=only_due,
                )
        return watch.seconds


async def held(session: Writing, ruleset: Ruleset) -> tuple[int, tuple[int, ...]]:
    """Keep the rules; return their number and those of all authorities."""
    number = await rulesets.keep(session, ruleset)
    return number, tuple(one.id for one in await authorities.every(session))
