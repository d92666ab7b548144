"""Whether a course needs the office's permission, with the memorandum that says so."""

from typing import Annotated, Any

from fastapi import APIRouter, Body

from app.api import contract
from app.api.dependencies import AUTHENTICATED
from app.api.guard import GuardedRoute
from app.api.models.examples_permission import PERMISSION, PERMISSION_REQUESTS
from app.api.models.permission import PermissionCheck, PermissionTold
from app.policy import permission
from app.policy.permission import IntendedCourse

router = APIRouter(
    prefix="/v1/permission-checks",
    tags=["rules"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.post(
    "",
    operation_id="checkPermission",
    summary="Whether a course needs the office's permission",
    response_model=PermissionTold,
    responses={
        200: contract.answers(PERMISSION, "What the memorandum says of such a course."),
        **contract.refusals("malformed", "too-large", "unsupported-media-type"),
    },
)
async def check_permission(
    asked: Annotated[PermissionCheck, Body(openapi_examples=PERMISSION_REQUESTS)],
) -> Any:
    """Say what OM No. T-19011/1/2024-NTP of 15.01.2024 says of a course, and nothing beyond.

    What the memorandum does not speak of is `not_answered`, without a citation. Nothing is kept.
    """
    course = IntendedCourse(asked.offered_by, asked.online, asked.outside_office_hours)
    return permission.check(course)
