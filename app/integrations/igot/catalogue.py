"""Organisations and courses as the searches give them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from app.integrations.igot.competencies import read_competencies
from app.integrations.igot.feed import FeedCourse, FeedOrganisation
from app.integrations.igot.wire import Json, QuirkError, required, text, whole

Kinds = Mapping[str, Literal["mdo", "cca"]]
_STATUSES = {"live": "Live", "retired": "Retired"}


def read_organisation(row: Json, kinds: Kinds) -> FeedOrganisation | None:
    """Read one organisation; None for a kind that neither prescribes nor is prescribed for.

    ``kinds`` says which do (rule `prescriber.authority_kinds`). Raises QuirkError when its id or
    name is missing: an organisation that was never onboarded.
    """
    kind = kinds.get((text(row, "sbOrgType") or "").lower())
    if kind is None:
        return None
    return FeedOrganisation(
        org_id=_identifier(row),
        map_id=text(row, "mapId"),
        parent_map_id=text(row, "parentMapId"),
        name=required(row, "orgName"),
        kind=kind,
    )


def read_course(row: Json) -> FeedCourse:
    """Read one course, programme or assessment; raise QuirkError for an unknown status.

    Tags that can't be read are a fault beside the course, which is kept without them.
    """
    status = _STATUSES.get(required(row, "status").lower())
    if status is None:
        raise QuirkError("content-status-unknown", "status is neither Live nor Retired")
    course = FeedCourse(
        course_id=required(row, "identifier"),
        name=required(row, "name"),
        category=required(row, "courseCategory", "primaryCategory"),
        status=status,
        duration_seconds=whole(row, "duration"),
    )
    try:
        return replace(course, competencies=read_competencies(row))
    except QuirkError as quirk:
        raise QuirkError("competency-unreadable", quirk.detail, course) from None


def _identifier(row: Json) -> str:
    """Ids are text: as a number one has already lost its leading zero."""
    for name in ("rootOrgId", "identifier", "id"):
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    raise QuirkError("organisation-not-onboarded", "no organisation id that is text")
