"""python -m bench.agreeing: DuckDB and we decide the same of everybody, under many rules."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.policy.facts import Employment
from app.policy.rulebook import Rulebook
from app.store.mandate import rulesets
from bench import evaluating, large
from bench.figures import Ledger
from bench.peer import Peer
from bench.population import Population
from bench.server import Server

# What the rules for everyone are switched to; those that authorities have ordered stay theirs.
SWITCHED: tuple[dict[str, Any], ...] = (
    {},
    {"transfer": "union", "exemption_covers": "whole_year", "retirement": "as_other_exemptions"},
    {"transfer": "longest", "exemption_covers": "any_day", "unplaced": "present_place"},
    {"assessment_attempt": "latest", "certificate_passes": False, "outside_days_counts": False},
    {"before_plan_counts": False, "after_due_counts": False, "undated_counts": False},
    {"vanished_stay": False, "plans_count_together": False, "retired_plans_count": False},
    {"equivalents": "never", "doubt_withholds": False, "unlinked_passes": False},
    {"apar_flag_required": False, "passed_by": "as_feed", "years_counted_at": "closes"},
    {"central_levels": frozenset({"us", "so_aso"}), "missing_group": Employment.OUTSOURCED},
    {"share_numerator": 2, "share_denominator": 3, "assessment_required": False},
)


def main(given: Sequence[str] | None = None) -> int:
    """Draw a population and hold both against each other; return the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    parser = argparse.ArgumentParser(prog="python -m bench.agreeing", description=__doc__)
    parser.add_argument("--officials", type=int, default=20_000, help="how many there are")
    asked = parser.parse_args(given)
    ledger = Ledger(f"python -m bench.agreeing --officials {asked.officials}")
    with Server.lent() as server:
        asyncio.run(held_equal(server, Population(asked.officials), ledger))
    return 0


async def held_equal(server: Server, population: Population, ledger: Ledger) -> None:
    """Let both decide under each switch of the rules.

    Raises DisagreementError that shows rows of whom they decide differently.
    """
    ground = await large.drawn(server, population, ledger)
    peer = Peer(threads=1)
    await peer.take(ground.server)
    for number, switched in enumerate(SWITCHED):
        ledger.tell(f"under {switched or 'the rules of the year'}")
        general = replace(ground.ruleset, digest=f"switched {number}", **switched)
        book = Rulebook(general, ground.book.own)
        async with ground.worker.writing() as session:
            kept = {one.digest: await rulesets.keep(session, one) for one in book.every()}
        under = replace(ground, book=book, ruleset_ids=kept)
        await ground.server.as_owner("TRUNCATE evaluation")
        await under.evaluate()
        peer.evaluate(under.parameters())
        await evaluating.agreed(under, peer)
    await ground.worker.close()


if __name__ == "__main__":
    sys.exit(main())
