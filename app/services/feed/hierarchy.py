"""Takes up where authorities stand in iGOT's tree of organisations."""

from app.services.feed.roads import Roads
from app.store import authorities
from app.store.feed import feed_runs
from app.store.feed.feed_runs import NATIONAL, Doubt

ROAD = "hierarchy"


async def read(roads: Roads) -> dict[str, int]:
    """Walk the tree, and keep the three ids of each authority that is onboarded.

    Of two places that name the same users' id the first stands.
    """
    placed: dict[str, tuple[str, str, str | None, int | None]] = {}
    doubts: list[Doubt] = []
    async for page in roads.feed.hierarchy():
        doubts += [Doubt(one.quirk, one.subject, one.detail) for one in page.faults]
        for one in page.records:
            if one.org_id is not None:
                row = (one.org_id, one.map_id, one.parent_map_id, one.row_id)
                placed.setdefault(one.org_id, row)
    async with roads.database.writing() as session:
        count = await authorities.place(session, list(placed.values()))
        await feed_runs.keep_aside(session, roads.run_id, ROAD, NATIONAL, doubts)
    return {"authorities_placed": count, "quarantined": len(doubts)}
