"""Status changes that admins make on the stand-in, with the side effects of the platform's own."""

from dataclasses import dataclass
from typing import Any

from app.integrations.igot.stand_in import organisations as org
from app.integrations.igot.stand_in.answers import Answer, Envelopes
from app.integrations.igot.stand_in.calls import Call, child
from app.integrations.igot.stand_in.officials import Official
from app.integrations.igot.stand_in.profiles import user_row
from app.integrations.igot.stand_in.world import World

_READ, _PATCH = "api.user.read", "api.profile.update"
_STATUSES = ("VERIFIED", "NOT-VERIFIED", "NOT-MY-USER")
_STAMP = "2026-05-04 09:30:00:000+0000"
# Of every so many officials one has an approval pending, and one is an admin herself.
_PENDING, _ADMIN = 41, 43


@dataclass(slots=True)
class Mark:
    """What an official's profile was changed to."""

    status: str
    position: dict[str, Any] | None


def has_pending(official: Official) -> bool:
    """Say whether a request of the official waits for approval."""
    return official.number % _PENDING == _PENDING - 1


def is_admin(official: Official) -> bool:
    """Say whether the official is an MDO admin."""
    return official.number % _ADMIN == _ADMIN - 1


class Marks:
    """Answers reads of one user and changes of profiles; what was changed is remembered."""

    def __init__(self, world: World, envelopes: Envelopes) -> None:
        self._world = world
        self._envelopes = envelopes
        self._marks: dict[int, Mark] = {}

    def row(self, official: Official) -> dict[str, Any]:
        """Return an official's row with what was changed since."""
        mark = self._marks.get(official.number)
        if mark is None:
            return user_row(official)
        row = user_row(official._replace(profile_status=mark.status))
        profile = row["profileDetails"]
        if isinstance(profile, dict):
            if mark.position is not None:
                profile["professionalDetails"] = [mark.position]
            if mark.status == "NOT-MY-USER":
                profile["updatedAsNotMyUserOn"] = _STAMP
        return row

    def read(self, call: Call) -> Answer:
        """Return one user, with the roles at the top."""
        official = self._official(call.subject)
        if official is None:
            return self._envelopes.core_error(_READ, 404, "user not found.")
        role = "MDO_ADMIN" if is_admin(official) else "PUBLIC"
        response = {**self.row(official), "roles": [{"role": role, "scope": []}]}
        return self._envelopes.core(_READ, {"response": response})

    def patch(self, call: Call) -> Answer:
        """Change a profile's status, or refuse: while an approval waits, or an admin by an admin.

        VERIFIED falls back to NOT-VERIFIED unless designation and group come with it.
        """
        official = self._official(str(call.request.get("userId")))
        details = child(call.request, "profileDetails")
        status = details.get("profileStatus")
        refusal = "User not found" if official is None else None
        if status not in _STATUSES:
            refusal = "Invalid profileStatus"
        elif official is not None and has_pending(official):
            refusal = "Approval requests of the user are pending"
        elif official is not None and is_admin(official) and status == "NOT-MY-USER":
            refusal = "MDO_ADMIN can not mark another MDO_ADMIN"
        if refusal is not None or official is None:
            return self._envelopes.staff_error(_PATCH, 400, refusal or "User not found")
        position = _position(details)
        if status == "VERIFIED" and not (
            position and str(position.get("designation") or "").strip() and position.get("group")
        ):
            status = "NOT-VERIFIED"
        self._marks[official.number] = Mark(str(status), position)
        return self._envelopes.staff(_PATCH, {"response": "success"})

    def _official(self, user_id: str) -> Official | None:
        index = self._world.officials.index_of(user_id)
        if index is None:
            return None
        place: org.Organisation = self._world.directory.of_official(index)
        return self._world.officials.read(index, place)


def _position(details: dict[str, Any]) -> dict[str, Any] | None:
    listed = details.get("professionalDetails")
    first = listed[0] if isinstance(listed, list) and listed else None
    return first if isinstance(first, dict) else None
