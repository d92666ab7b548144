"""Whether a run's calls fit into what may be sent: planned before the first, and once more.

A store that holds no authorities can plan for none. As soon as a run has learned of more than it
planned for, the rest of it is planned anew, before it asks for any of them.
"""

import logging

from app.services.feed import older_windows, planning
from app.services.feed.roads import Roads
from app.services.feed.synced import Synced
from app.store import authorities
from app.store.feed import call_plans
from app.store.feed.feed_runs import NATIONAL

logger = logging.getLogger(__name__)


async def fits(roads: Roads, synced: Synced, windows: int) -> bool:
    """Plan a run's calls with so many windows, keep the plan, and say whether as many may be sent.

    Roads that the run has travelled stand in it with the calls that they took.
    """
    wanted = synced.wanted
    async with roads.database.reading() as session:
        held = await authorities.every(session)
    older = older_windows.older(roads.year, roads.limits.older_years)
    asked = planning.Asked(
        wanted.kind,
        windows,
        len(older_windows.planned(held, older, wanted.older_calls, roads.run_id)),
        synced.read_before | {(road, NATIONAL) for road in synced.used},
    )
    synced.planned = dict(synced.used) | await planning.plan(roads, asked)
    synced.planned_for = len(held)
    async with roads.database.writing() as session:
        await call_plans.keep(session, roads.run_id, synced.planned, wanted.calls)
    logger.info("run %d plans calls: %s", roads.run_id, planning.listed(synced.planned))
    refused = None if wanted.in_parts else planning.too_large(synced.planned, wanted.calls)
    synced.failures += [] if refused is None else [f"the run: {refused}"]
    return refused is None
