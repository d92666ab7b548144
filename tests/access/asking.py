"""What each operation is asked in the matrix: of one authority's things, by their numbers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from tests.api.conforming import contract
from tests.api.rosters import the_file

YEAR = "2025-26"
UNKNOWN = 2**31 - 1
GROUPS = [[{"key": "profilestatus", "values": ["VERIFIED"]}]]
ORDER = {"number": "A-1/2026", "dated": "2026-01-05", "issued_by": "Director"}


@dataclass(slots=True)
class Place:
    """An authority with an official, and the numbers of what was recorded there."""

    authority_id: int
    officials: tuple[int, ...]
    name: str
    cca: int
    ids: dict[str, Any] = field(default_factory=dict)

    def of(self, thing: str) -> Any:
        """Return the number of something here; where nothing is, one that nothing has."""
        return self.ids.get(thing, UNKNOWN)


# Which recorded thing the path's number is of, where it isn't said by the parameter's name.
RECORDS = {
    "withdrawExemption": "recordExemption",
    "withdrawCorrectionOrder": "recordCorrectionOrder",
    "withdrawBody": "recordBody",
    "withdrawDeclaration": "recordDeclaration",
    "withdrawLevel": "recordLevels",
    "withdrawEquivalence": "recordEquivalence",
    "withdrawAssessmentTerms": "recordAssessmentTerms",
    "withdrawOverride": "recordOverride",
    "withdrawAparPeriod": "recordAparPeriod",
    "withdrawLiaisonOfficer": "recordLiaisonOfficer",
    "withdrawLiaisonDirection": "recordLiaisonDirection",
    "withdrawWorkshopAttendance": "recordWorkshopAttendance",
    "getRoster": "sendRoster",
    "listRosterFindings": "sendRoster",
    "getRosterFile": "sendRoster",
    "getAction": "askForAction",
    "answerClaim": "claim",
    "getEvaluation": "startEvaluation",
    "getRequeue": "requeueQuarantine",
    "getFeedRun": "feedRun",
    "getAparSealRequest": "requestAparSeal",
    "confirmAparSeal": "requestAparSeal",
    "getAparExport": "startAparExport",
    "getAparExportManifest": "startAparExport",
    "getAparExportFile": "startAparExport",
    "cancelAparExport": "cancelled",
}
_ORDERED: dict[str, Callable[[Place], dict[str, Any]]] = {
    "recordExemption": lambda at: {
        "official_id": at.officials[0],
        "kind": "leave",
        "reason": "Study leave.",
        "valid_from": "2026-01-01",
        "valid_until": "2026-12-31",
    },
    "recordCorrectionOrder": lambda at: {
        "official_id": at.officials[1],
        "reporting_year": YEAR,
        "digest": at.of("held"),
        "reason": "Recorded late.",
    },
    "recordBody": lambda at: {"kind": "autonomous_body", "ministry_id": at.of("ministry")},
    "recordDeclaration": lambda at: {
        "official_id": at.officials[2],
        "controlling_authority_id": at.cca,
        "valid_from": "2025-05-05",
    },
    "recordLevels": lambda _: {"levels": [{"designation": "Research Officer", "level": "us"}]},
    "recordEquivalence": lambda _: {
        "course_id": "E",
        "counts_for_course_id": "B",
        "valid_from": "2025-04-01",
        "valid_until": "2026-03-31",
    },
    "recordAssessmentTerms": lambda _: {
        "assessment_id": "X",
        "opens_on": "2025-09-01",
        "closes_on": "2025-09-30",
        "attempts_allowed": 3,
        "cut_off_percent": 60,
    },
    "recordOverride": lambda _: {
        "reporting_year": YEAR,
        "rule_id": "assessment.attempt",
        "value": "latest",
    },
    "recordAparPeriod": lambda at: {
        "official_id": at.officials[0],
        "valid_from": "2025-04-01",
        "valid_until": "2025-09-30",
    },
    "recordLiaisonOfficer": lambda at: {
        "official_id": at.officials[0],
        "category": "sc_st",
        "designation": "Deputy Secretary",
        "valid_from": "2025-04-01",
    },
    "recordLiaisonDirection": lambda _: {
        "workshops": True,
        "programmes": False,
        "valid_from": "2025-04-01",
    },
    "recordWorkshopAttendance": lambda at: {
        "official_id": at.officials[0],
        "workshop": "reservation_in_services",
        "attended_from": "2025-08-04",
        "attended_until": "2025-08-05",
        "certificate_number": "ISTM/2025/118",
    },
}
_YEARLY: Callable[[Place], dict[str, Any]] = lambda at: {  # noqa: E731 - one of many like it
    "reporting_year": YEAR,
    "authority_id": at.authority_id,
}
BODIES: dict[str, Callable[[Place], dict[str, Any]]] = {
    **_ORDERED,
    "lookUpAparEntries": lambda at: {
        "identifiers": [{"kind": "sparrow_email", "value": f"{at.name}0@example.gov.in"}]
    },
    "requestAparSeal": lambda at: {"authority_id": at.authority_id},
    "startAparExport": lambda at: {"form": "ndjson", "authority_id": at.authority_id},
    "extractAparCourses": lambda _: {"plan_year": YEAR, "required_columns": []},
    "startEvaluation": _YEARLY,
    "putSparrowInstance": lambda at: {
        "base_url": "http://127.0.0.1:9",
        "enabled": True,
        "reporting_years": [YEAR],
        "serves": {"authorities": [at.authority_id]},
    },
    "requeueFilings": lambda _: {},
    "requeueQuarantine": _YEARLY,
    "supposeOtherwise": _YEARLY,
    "validateOfficials": lambda at: {**_YEARLY(at), "officials": [{"reference": "row 2"}]},
    "stateStaffStrength": lambda _: {
        "valid_from": "2025-04-01",
        "whole": [{"employment": "outsourced", "filled": 1, "vacant": 0}],
    },
    "askForAction": lambda at: {"kind": "not_my_user", "official_id": at.officials[1]},
    "answerClaim": lambda _: {"answer": "agreed"},
    "checkPlan": lambda at: {
        **_YEARLY(at),
        "plan": {
            "name": "Drafted",
            "apar": True,
            "courses": [{"course_id": "A"}],
            "groups": GROUPS,
        },
    },
    "checkPermission": lambda _: {"offered_by": "igot", "online": True},
}
_WITH_AUTHORITY = {"getAparReceipt", "listAparEntries", "listAparSeals", "getAparSeal"}
_OF_A_YEAR = {"listReconciliations", "sendRoster", "getOnboardingPicture", "getOnboardingPage"}


def request(operation: str, at: Place, body: dict[str, Any] | None = None) -> httpx.Request:
    """Return an operation's request about what is at a place, under a key of its own."""
    method, template = PLACES[operation]
    query: dict[str, Any] = {}
    if operation in _WITH_AUTHORITY:
        query["authority_id"] = at.authority_id
    if operation in _OF_A_YEAR:
        query["reporting_year"] = YEAR
    headers, content = {"Idempotency-Key": str(uuid4())}, None
    if operation == "sendRoster":
        headers["Content-Type"] = "text/csv"
        names = dict.fromkeys((at.name, "one", "two"))
        content = the_file(*(f"Official {one}-0,{one}0@example.gov.in,,," for one in names))
    elif body is None and operation in BODIES:
        body = BODIES[operation](at)
        body |= {"order": ORDER} if operation in _ORDERED else {}
    if operation == "stateStaffStrength":
        headers["If-Match"] = at.of("strength") if "strength" in at.ids else "*"
    path = template.format(**_parameters(operation, at))
    return httpx.Request(
        method, f"http://api{path}", params=query, json=body, content=content, headers=headers
    )


def _parameters(operation: str, at: Place) -> dict[str, Any]:
    record = at.of(RECORDS.get(operation, "nothing"))
    return {
        "reporting_year": YEAR,
        "official_id": at.officials[0],
        "authority_id": at.authority_id,
        "record_id": record,
        "run_id": record,
        "request_id": record,
        "export_id": record,
        "number": 1,
        "position": 1,
        "instance_id": at.name,
        "name": at.ids.get("file", "entries-00001.ndjson")
        if operation == "getAparExportFile"
        else "karmasetu.apar-entry",
        "version": 1,
    }


PLACES = {
    operation["operationId"]: (method.upper(), path)
    for path, methods in contract()["paths"].items()
    for method, operation in methods.items()
}
