"""What an authority may do about an official on iGOT, when it is tried again, and when it took."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

Kind = Literal["not_my_user", "reassign", "verify", "claim"]
State = Literal["pending", "done", "refused", "given_up", "awaiting", "agreed", "declined"]
Status = Literal["VERIFIED", "NOT-VERIFIED", "NOT-MY-USER"]
# The status that each kind asks iGOT for; a claim asks the other authority.
WANTED: Mapping[str, Status] = {
    "not_my_user": "NOT-MY-USER",
    "reassign": "NOT-VERIFIED",
    "verify": "VERIFIED",
}
# House value: how long is waited after each try that got no answer; after the last none follows.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=15),
    timedelta(hours=24),
)


def wait_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many tries without an answer; None to give up."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None
