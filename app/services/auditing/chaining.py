"""Gives audit events their links, in order: a read appends its event unchained and never waits."""

from app.policy.auditing import START, Link, linked
from app.store.auditing import audit_chain
from app.store.database import Database, Writing

BATCH = 2_000
WORK = "audit-chain"


async def chain(database: Database) -> int:
    """Link every event that waits, and return how many there were.

    Only one process chains at a time: another one returns 0 at once. A batch is one transaction,
    so that a kill leaves the chain at a link, with nothing lost.
    """
    linked_now = 0
    async with database.alone(WORK) as alone:
        while alone:
            async with database.writing() as session:
                links = await _next(session)
            linked_now += len(links)
            if len(links) < BATCH:
                break
    return linked_now


async def _next(session: Writing) -> list[Link]:
    """Link the next events; one that commits late is linked late, after those that came before.

    They follow the end as it was noted, so that a chain that was cut there never closes again.
    """
    noted = await audit_chain.checkpoint(session)
    last = await audit_chain.head(session) or Link(0, 0, START)
    if noted is not None:
        last = Link(noted.link, 0, noted.hash)
    links: list[Link] = []
    for event in await audit_chain.unchained(session, BATCH):
        last = linked(last.number + 1, last.hash, event)
        links.append(last)
    if links:
        await audit_chain.enter(session, links)
        await audit_chain.keep_head(session, last)
    return links
