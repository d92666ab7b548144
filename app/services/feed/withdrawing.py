"""What a whole reading of the feed no longer shows is withdrawn; a broken one withdraws nothing."""

from dataclasses import dataclass
from typing import Literal

from app.errors import FeedFailedError
from app.store import withdrawals
from app.store.database import Writing
from app.store.withdrawals import WholeReading

Facts = Literal["completions", "assessments"]


@dataclass(frozen=True, slots=True)
class Account:
    """What a reading says of itself: whether it is whole, and its counts.

    ``whole``: it covers every window in which an enrolment lies that may be completed in the year.
    ``stated`` is the feed's own count of records, ``faulty`` how many of them were kept aside.
    """

    whole: bool
    stated: int
    faulty: int


async def reconcile(
    session: Writing, of: Facts, reading: WholeReading, account: Account, position: int
) -> int:
    """Withdraw what a reading no longer shows, and return how many facts.

    To be called after its merge, before staging is emptied. A reading of a part withdraws nothing,
    nor does one without a single record: a report that failed reads the same. Raises
    FeedFailedError where what was read is not what the feed counted.
    """
    if not account.whole:
        return 0
    read = await withdrawals.staged(session, of, reading.load_id)
    if read + account.faulty != account.stated:
        raise FeedFailedError(f"{of}: {read} records were read, not the {account.stated} stated")
    return await withdrawals.withdraw(session, of, reading, position) if read else 0
