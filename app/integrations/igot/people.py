"""An official's profile as the user search gives it, read into what the service keeps."""

from datetime import date
from typing import Any, Literal

from app.integrations.igot.feed import FeedOfficial, FeedPhone
from app.integrations.igot.wire import (
    Json,
    QuirkError,
    elements,
    first_of,
    flag,
    mapping,
    moment,
    required,
    text,
    whole,
)
from app.policy.identifiers import phone_key
from app.policy.reporting_year import IST

Employment = Literal["regular", "contractual", "outsourced", "other"]
ProfileStatus = Literal["VERIFIED", "NOT-VERIFIED", "NOT-MY-USER"]

_GROUPS: dict[str, tuple[str, Employment]] = {
    "group a": ("GROUP A", "regular"),
    "group b": ("GROUP B", "regular"),
    "group c": ("GROUP C", "regular"),
    "group d": ("GROUP D", "regular"),
    "contractual staff": ("Contractual Staff", "contractual"),
    "honorarium-based": ("Honorarium-Based", "other"),
    "others": ("Others", "other"),
}
_STATUSES: dict[str, ProfileStatus] = {
    "VERIFIED": "VERIFIED",
    "NOT-VERIFIED": "NOT-VERIFIED",
    "NOT-MY-USER": "NOT-MY-USER",
}
_BATCHES = range(1900, 2100)


def read_official(row: Json, org_id: str, missing_group: Employment) -> FeedOfficial:
    """Read one row of the user search of an organisation; raise QuirkError for quarantine.

    Mobile, birth date and category are not read at all. ``missing_group`` is how an official
    without a group is employed (rule `scope.missing_group`).
    """
    if required(row, "rootOrgId") != org_id:
        raise QuirkError("organisation-foreign", "rootOrgId is not the organisation asked for")
    profile = mapping(first_of(row, "profileDetails", "profiledetails"), "profileDetails")
    personal = mapping(profile.get("personalDetails"), "personalDetails")
    position = first_position(profile)
    cadre = mapping(profile.get("cadreDetails"), "cadreDetails")
    more = _additional(profile)
    group, employment = employment_of(text(position, "group"), missing_group)
    return FeedOfficial(
        user_id=required(row, "userId", "identifier", "id"),
        org_id=org_id,
        name=_name(row, personal),
        active=_active(row),
        joined_on=_joined_on(row, org_id),
        designation=text(position, "designation"),
        group=group,
        employment=employment,
        service=text(cadre, "civilServiceName"),
        civil_service_type=text(cadre, "civilServiceType"),
        cadre=text(cadre, "cadreName"),
        batch=_batch(cadre),
        on_central_deputation=flag(cadre, "isOnCentralDeputation"),
        controlling_authority=text(cadre, "cadreControllingAuthorityName"),
        profile_status=status_of(profile),
        tags=_tags(more),
        email=_email(row, personal),
        employee_code=text(
            mapping(profile.get("employmentDetails"), "employmentDetails"), "employeeCode"
        ),
        external_system_id=text(more, "externalSystemId"),
    )


def read_phone(row: Json, org_id: str) -> FeedPhone | None:
    """Read the mobile number in a row of the user search; None for a masked one, and for none."""
    profile = mapping(first_of(row, "profileDetails", "profiledetails"), "profileDetails")
    personal = mapping(profile.get("personalDetails"), "personalDetails")
    phone = text(personal, "mobile")
    if not phone_key(phone) or text(row, "rootOrgId") != org_id:
        return None
    return FeedPhone(required(row, "userId", "identifier", "id"), phone_key(phone))


def employment_of(group: str | None, missing: Employment) -> tuple[str | None, Employment]:
    """Return the group as iGOT lists it and the kind of employment that it stands for.

    Raises QuirkError for an unknown group.
    """
    if group is None:
        return None, missing
    known = _GROUPS.get(" ".join(group.split()).lower())
    if known is None:
        raise QuirkError("group-unknown", "professionalDetails.group is none of iGOT's groups")
    return known


def first_position(profile: Json) -> dict[str, Any]:
    """Only the first element counts on the platform; it may be absent or null."""
    positions = elements(profile.get("professionalDetails"), "professionalDetails")
    return mapping(positions[0], "professionalDetails[0]") if positions else {}


def _additional(profile: Json) -> dict[str, Any]:
    """Join the two spellings of the same object; what the right one says comes first."""
    misspelt = mapping(profile.get("additionalPropertis"), "additionalPropertis")
    spelt = mapping(profile.get("additionalProperties"), "additionalProperties")
    return misspelt | {key: value for key, value in spelt.items() if value is not None}


def _name(row: Json, personal: Json) -> str:
    parts = (text(row, "firstName"), text(row, "lastName"))
    if not any(parts):
        parts = (text(personal, "firstname"), text(personal, "surname"))
    name = " ".join(part for part in parts if part)
    if not name:
        raise QuirkError("field-missing", "neither the account nor the profile holds a name")
    return name


def _active(row: Json) -> bool:
    status = whole(row, "status")
    if status not in {0, 1}:
        raise QuirkError("status-unknown", "status is neither 0 nor 1")
    return status == 1


def _joined_on(row: Json, org_id: str) -> date:
    """Return the day in India on which the official joined the organisation, or the platform."""
    for membership in elements(row.get("organisations"), "organisations"):
        if isinstance(membership, dict) and membership.get("organisationId") == org_id:
            joined = moment(membership, "orgjoindate", "orgJoinDate")
            if joined is not None:
                return joined.astimezone(IST).date()
    created = moment(row, "createdDate")
    if created is None:
        raise QuirkError("field-missing", "neither orgjoindate nor createdDate is there")
    return created.astimezone(IST).date()


def _batch(cadre: Json) -> int | None:
    batch = whole(cadre, "cadreBatch")
    if batch is not None and batch not in _BATCHES:
        raise QuirkError("batch-unreadable", "cadreDetails.cadreBatch is not a year")
    return batch


def status_of(profile: Json) -> ProfileStatus:
    """House rule: a profile without a status was never verified."""
    status = text(profile, "profileStatus")
    if status is None:
        return "NOT-VERIFIED"
    known = _STATUSES.get(status.upper())
    if known is None:
        raise QuirkError("profile-status-unknown", "profileStatus is none of iGOT's three")
    return known


def _tags(more: Json) -> tuple[str, ...]:
    tags = more.get("tag")
    listed = [tags] if isinstance(tags, str) and not tags.startswith("[") else elements(tags, "tag")
    return tuple(tag.strip() for tag in listed if isinstance(tag, str) and tag.strip())


def _email(row: Json, personal: Json) -> str | None:
    """The first address that is not masked; a masked one identifies nobody."""
    addresses = (
        text(personal, "primaryEmail"),
        text(personal, "officialEmail"),
        text(row, "email"),
    )
    return next((a.lower() for a in addresses if a and "@" in a and "*" not in a), None)
