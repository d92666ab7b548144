"""How a transaction's statements join: by hashing for a population, by lookups for a few of it."""

from sqlalchemy import text

from app.store.database import Reading


async def prefer_hashing(session: Reading) -> None:
    """Keep this transaction's plans linear in the number of officials.

    A table filled a moment ago has no statistics; guessing few rows, the planner would join two
    lists of all officials by comparing each with each. For a few due officials it guesses well.
    """
    await session.run(text("SET LOCAL enable_nestloop = off"))
    await session.run(text("SET LOCAL enable_mergejoin = off"))
    await session.run(text("SET LOCAL work_mem = '256MB'"))


async def prefer_lookups(session: Reading) -> None:
    """Let the rest of this transaction look up rows by their keys, as pays for a few of all.

    Their pages are held in memory as the deciding has just read them, not far away on a disk.
    """
    await session.run(text("SET LOCAL enable_nestloop = on"))
    await session.run(text("SET LOCAL random_page_cost = 1.1"))


async def share_out(session: Reading) -> None:
    """Let the processes that the server has to spare share one large statement of this transaction.

    They take the pages of a table by turns, and each page of a small one may be much work.
    """
    await session.run(text("SET LOCAL enable_mergejoin = off"))
    await session.run(text("SET LOCAL min_parallel_table_scan_size = 0"))
    await session.run(text("SET LOCAL work_mem = '256MB'"))
