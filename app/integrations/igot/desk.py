"""What an MDO admin does to profiles on iGOT: reading one, and changing its status."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from app.integrations.igot.people import ProfileStatus, first_position, status_of
from app.integrations.igot.wire import Json, first_of, mapping, required, text


@dataclass(frozen=True, slots=True)
class DeskProfile:
    """One user's profile as the desk sees it: whose it is, its status, and its first position."""

    org_id: str
    status: ProfileStatus
    position: Json = field(repr=False)

    @property
    def complete(self) -> bool:
        """Whether it has the designation and the group without which no VERIFIED stays."""
        return bool(text(self.position, "designation") and text(self.position, "group"))


class ProfileDesk(Protocol):
    """What the services ask of iGOT's admin calls. All raise a FeedFailedError for no answer."""

    async def profile(self, user_id: str) -> DeskProfile:
        """Return a user's profile; raise NotThereError for nobody."""
        ...

    async def mark(self, user_id: str, status: ProfileStatus, position: Json) -> str:
        """Ask for a status, and return the id of the request; raise FeedRefusedError if refused.

        Sent once: whether it took is told by reading the profile again.
        """
        ...


def read_profile(row: Json) -> DeskProfile:
    """Read a user as the user read gives one; raise QuirkError for what can't be trusted."""
    profile = mapping(first_of(row, "profileDetails", "profiledetails"), "profileDetails")
    return DeskProfile(required(row, "rootOrgId"), status_of(profile), first_position(profile))


def change_of(status: ProfileStatus, position: Json) -> dict[str, Any]:
    """Return the change that asks for a status.

    VERIFIED is computed anew by iGOT from what comes with it: without designation and group in the
    same change it falls back to NOT-VERIFIED.
    """
    if status != "VERIFIED":
        return {"profileStatus": status}
    return {"profileStatus": status, "professionalDetails": [dict(position)]}
