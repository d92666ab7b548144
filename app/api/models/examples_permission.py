"""Examples of asking whether a course needs permission, and of the answer."""

from typing import Any

from app.api.models.permission import PermissionTold
from app.policy import permission
from app.policy.permission import IntendedCourse, OfferedBy

PERMISSION_REQUESTS: dict[str, Any] = {
    "igot": {"summary": "A course on iGOT", "value": {"offered_by": "igot", "online": True}},
    "evening": {
        "summary": "An evening course elsewhere",
        "value": {"offered_by": "other_institution", "outside_office_hours": True},
    },
}
_ON_IGOT = IntendedCourse(OfferedBy.IGOT, online=True, outside_office_hours=None)
PERMISSION: dict[str, Any] = PermissionTold.model_validate(permission.check(_ON_IGOT)).model_dump(
    mode="json"
)
