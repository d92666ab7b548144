"""What an authority may do about an official on iGOT, and when it took."""

from collections.abc import Mapping
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
