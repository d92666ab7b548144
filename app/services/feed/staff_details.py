"""Takes up what iGOT's staff details say of an authority's strength, when they say otherwise."""

from app.integrations.igot.feed import Fault, FeedStaffPosition
from app.policy.onboarding.strength import StrengthLine
from app.policy.reporting_year import IST
from app.services.feed.roads import Roads
from app.store import positions
from app.store.authorities import Authority
from app.store.feed import feed_runs
from app.store.feed.feed_runs import Doubt
from app.store.onboarding import strengths

ROAD = "staff details"


async def read(roads: Roads, authority: Authority) -> dict[str, int]:
    """Take up an authority's posts from today on, if they differ from those last read.

    The day is the one on which they were read: the platform's own dates can't be trusted. A row
    that can't be read leaves what was held, since the others would add up to too little.
    """
    found: list[FeedStaffPosition] = []
    faults: list[Fault] = []
    async for page in roads.feed.staff_details(authority.feed_id):
        found += page.records
        faults += page.faults
    lines = _lines(found)
    now = roads.clock()
    today = now.astimezone(IST).date()
    async with roads.database.writing() as session:
        doubts = [Doubt(one.quirk, one.subject, one.detail) for one in faults]
        await feed_runs.keep_aside(session, roads.run_id, ROAD, authority.id, doubts)
        held = await strengths.in_force(session, authority.id, "igot", today)
        if faults or (held is not None and held.lines == lines):
            return {"quarantined": len(faults)}
        position = await positions.close(session, roads.run_id, now)
        statement = {
            "source": "igot",
            "valid_from": today,
            "stated_by": feed_runs.FEED,
            "stated_at": now,
        }
        await strengths.enter(session, authority.id, statement, lines, position)
    return {"staff_details": 1}


def _lines(found: list[FeedStaffPosition]) -> tuple[StrengthLine, ...]:
    named = sorted(found, key=lambda one: (one.position or "", one.filled, one.vacant))
    return tuple(
        StrengthLine(
            "total" if one.position is None else "whole",
            None,
            None,
            one.position,
            one.filled,
            one.vacant,
        )
        for one in named
    )
