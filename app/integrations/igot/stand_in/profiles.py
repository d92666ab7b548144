"""An official as the user search shows them, with the faults that real profiles have."""

import json
from typing import Any

from app.integrations.igot.stand_in import organisations as org
from app.integrations.igot.stand_in import vocabulary as words
from app.integrations.igot.stand_in.hashing import scramble
from app.integrations.igot.stand_in.officials import Official, created_at, user_id
from app.integrations.igot.stand_in.timeline import lms_text, profile_text

_CENTRAL_SERVICES = ("Central Secretariat Service", "Central Secretariat Stenographers Service")
_TWIN = 5
_IN_SERVICES = 24  # of 64 central officials, those of an organised service


def name_of(official: Official) -> str:
    """Return the official's invented name."""
    first = words.FIRST_NAMES[official.digest % len(words.FIRST_NAMES)]
    return f"{first} {words.LAST_NAMES[(official.digest >> 7) % len(words.LAST_NAMES)]}"


def email_of(official: Official) -> str:
    """Return the official's address; one in a thousand shares it with the one before."""
    number = official.number - 1 if official.number % 997 == _TWIN else official.number
    return f"official.{number}@mail.example"


def mobile_of(official: Official) -> int:
    """Return the official's mobile number, from a invented block."""
    return 9_000_000_000 + official.number % 900_000_000


def external_id(official: Official) -> str | None:
    """Return the official's number in e-HRMS; a quarter have none."""
    return f"EHRM{official.number:09d}" if official.digest >> 52 & 3 else None


def user_row(official: Official) -> dict[str, Any]:
    """Return the official's row of the user search, as the wire has it."""
    chance = scramble(official.digest, 1)
    identifier = user_id(official.number, official.digest)
    organisation = official.organisation
    created = lms_text(created_at(official.number, organisation))
    membership = {
        "organisationId": organisation.org_id,
        "roles": ["PUBLIC"],
        "isDeleted": False,
        "orgjoindate": created,
    }
    profile = _profile(official, chance)
    return {
        **dict.fromkeys(("userId", "id", "identifier"), identifier),
        "firstName": name_of(official),
        "lastName": None,
        "userName": f"official_{official.number}",
        "status": official.status,
        "rootOrgId": organisation.org_id,
        "rootOrgName": organisation.name,
        "channel": organisation.name,
        "createdDate": created,
        "updatedDate": created,
        **dict.fromkeys(("maskedEmail", "email"), "of**@mail.example"),
        **dict.fromkeys(("maskedPhone", "phone"), f"******{official.number % 10_000:04d}"),
        "organisations": [membership],
        "profileDetails": json.dumps(profile) if chance & 31 == 0 else profile,
    }


def _profile(official: Official, chance: int) -> dict[str, Any]:
    extra = "additionalPropertis" if chance >> 5 & 31 == 1 else "additionalProperties"
    true: bool | str = "true" if chance >> 10 & 15 == 1 else True
    profile: dict[str, Any] = {
        "personalDetails": _personal(official, chance),
        "employmentDetails": _employment(official, chance),
        extra: _additional(official, chance),
        "profileStatus": official.profile_status,
        "profileGroupStatus": official.profile_status.replace("MY-USER", "VERIFIED"),
        "profileDesignationStatus": official.profile_status.replace("MY-USER", "VERIFIED"),
        "profileStatusUpdatedOn": profile_text(created_at(official.number, official.organisation)),
        "verifiedKarmayogi": true if official.profile_status == "VERIFIED" else False,
        "mandatoryFieldsExists": true,
    }
    if official.profile_status == "NOT-MY-USER":
        profile["updatedAsNotMyUserOn"] = "2025-10-14 09:30:00:000+0000"
    professional = _professional(official, chance)
    if professional is not None:
        profile["professionalDetails"] = professional
    cadre = _cadre(official, chance)
    if cadre is not None:
        profile["cadreDetails"] = cadre
    return profile


def _personal(official: Official, chance: int) -> dict[str, Any]:
    mobile = mobile_of(official)
    return {
        "firstname": name_of(official),
        "primaryEmail": email_of(official),
        "mobile": str(mobile) if chance >> 14 & 1 else mobile,
        "phoneVerified": "true" if chance >> 15 & 7 == 1 else True,
        "gender": ("Female", "Male", "Others")[chance >> 18 & 1],
        "category": ("General", "OBC", "SC", "ST")[chance >> 19 & 3],
        "dob": f"{1 + chance % 28:02d}-{1 + chance % 12:02d}-{1966 + chance % 32}",
        "pincode": f"{110000 + chance % 99}",
    }


def _employment(official: Official, chance: int) -> dict[str, Any]:
    drifted = chance >> 21 & 63 == 1
    return {
        "departmentName": "Department of Former Postings"
        if drifted
        else official.organisation.name,
        "employeeCode": f"0{100_000 + official.number}",
        "pinCode": "110001",
    }


def _additional(official: Official, chance: int) -> dict[str, Any]:
    extra: dict[str, Any] = {"tag": [words.TAGS[chance >> 27 & 3]] if chance >> 29 & 3 == 0 else []}
    number = external_id(official)
    if number is not None:
        extra |= {"externalSystem": "EHRMS", "externalSystemId": number}
    return extra


def _professional(official: Official, chance: int) -> list[dict[str, Any] | None] | None:
    turn = chance >> 33 & 255
    if turn <= 1 and official.service is None:
        return [] if turn else None
    entry = {
        "designation": official.designation.text,
        "group": official.group,
        "osid": f"{official.digest & 0xFFFFFFFF:08x}",
    }
    return [{key: value for key, value in entry.items() if value is not None}]


def _cadre(official: Official, chance: int) -> dict[str, Any] | None:
    service, turn = official.service, chance >> 41 & 63
    if service is not None:
        return _all_india(official, chance)
    if official.organisation.number == org.STATE or turn > _IN_SERVICES:
        return None
    if turn == 0:
        return {}
    return {
        "civilServiceTypeId": "2",
        "civilServiceType": "Central Civil Services",
        "civilServiceName": _CENTRAL_SERVICES[turn & 1],
        "cadreName": None,
    }


def _all_india(official: Official, chance: int) -> dict[str, Any] | None:
    service = official.service
    if service is None:
        return None
    details: dict[str, Any] = {
        "civilServiceTypeId": "1",
        "civilServiceType": words.ALL_INDIA,
        "civilServiceName": service.name,
        "cadreName": words.CADRE,
        "cadreControllingAuthorityName": org.STATE_NAME,
    }
    if service.batch is not None:
        details["cadreBatch"] = str(service.batch) if chance >> 47 & 1 else service.batch
    if service.deputation is not None:
        details["isOnCentralDeputation"] = service.deputation
    return details
