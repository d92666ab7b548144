"""Organisations and courses as the searches give them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from app.integrations.igot.competencies import read_competencies
from app.integrations.igot.feed import FeedCourse, FeedOrganisation, FeedPlace
from app.integrations.igot.wire import Json, QuirkError, required, text, whole

Kinds = Mapping[str, Literal["mdo", "cca"]]
# Kinds below which others stand: a ministry is the first level, a department the second.
_OPENING = frozenset({"ministry", "state", "department"})
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


def read_place(row: Json) -> FeedPlace:
    """Read a row of the tree; raise QuirkError for one without its place.

    Ids of the tree and of users are text: as a number one has already lost its leading zero.
    """
    map_id = row.get("mapId")
    if not isinstance(map_id, str) or not map_id.strip():
        raise QuirkError("field-missing", "mapId is no text")
    return FeedPlace(
        map_id=map_id.strip(),
        parent_map_id=_text_alone(row, "parentMapId"),
        org_id=_text_alone(row, "sbOrgId"),
        row_id=whole(row, "id"),
        opens=(text(row, "sbOrgType") or "").lower() in _OPENING,
    )


def _text_alone(row: Json, name: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise QuirkError("organisation-id-number", f"{name} is a number")
    return (value or "").strip() or None


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
