"""Invented examples for the contract; a test holds each to the model that it shows."""

from typing import Any

_DIGEST = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"
_RULESET = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
_THROUGH = "2026-03-31T20:30:00Z"
_PUBLISHED = "2026-04-01T03:10:00Z"
_SHARE = {
    "id": "completion.share",
    "value": {"numerator": 1, "denominator": 2},
    "standing": "stated",
    "citation": {
        "memorandum": "No. T-28/27/2025-iGOT",
        "dated": "2025-07-04",
        "paragraph": "3(v)",
        "quotation": (
            "All employees shall complete at least 50% of the courses prescribed by the MDO/CCA"
            " for the year."
        ),
    },
    "question": None,
    "override": None,
}
_ROUNDING = {
    "id": "completion.rounding",
    "value": "up",
    "standing": "house",
    "citation": None,
    "question": (
        "How is 50 % of an odd number of courses rounded? Up: 'at least' is not reached by less."
    ),
    "override": None,
}

PUBLISHED: dict[str, Any] = {
    "official_id": 4711,
    "version": 2,
    "position": 18230,
    "digest": _DIGEST,
    "facts_through": _THROUGH,
    "published_at": _PUBLISHED,
    "cadre": "Central Secretariat Service",
    "correction": None,
    "entry": {
        "assessments": [],
        "courses": [
            {
                "completed_on": "2025-11-03",
                "course_id": "do_1141",
                "name": "Noting and drafting",
                "status": "completed",
            },
            {
                "completed_on": None,
                "course_id": "do_1142",
                "name": "Right to Information",
                "status": "not_completed",
            },
        ],
        "reporting_year": "2025-26",
        "ruleset": _RULESET,
        "schema": "karmasetu.apar-entry/1",
        "summary": {"completed": 1, "outcome": "met", "prescribed": 2, "required": 1},
    },
}
SUB_TABLE = {
    "reporting_year": "2025-26",
    "confirmed_through": _THROUGH,
    "stale": False,
    "superseded": False,
    "prescriber": {"id": 3, "name": "Department of Examples"},
    "trace": [{"number": "summary.required", "rules": [_SHARE, _ROUNDING]}],
    "form": None,
    **PUBLISHED,
}
LOOKUP_REQUESTS: dict[str, Any] = {
    "two": {
        "summary": "By e-mail and by employee code",
        "value": {
            "identifiers": [
                {"kind": "sparrow_email", "value": "asha.rao@example.gov.in"},
                {"kind": "employee_code", "value": "E-000123"},
            ]
        },
    }
}
LOOKUP_ANSWERS = {
    "reporting_year": "2025-26",
    "answers": [
        {
            "status": "found",
            "official_id": 4711,
            "freshness": {"confirmed_through": _THROUGH, "lag_seconds": 3600, "stale": False},
            "published": PUBLISHED,
        },
        {"status": "not_found", "official_id": None, "freshness": None, "published": None},
    ],
}
ENTRY_PAGE = {
    "reporting_year": "2025-26",
    "authority_id": 3,
    "confirmed_through": _THROUGH,
    "stale": False,
    "entries": [PUBLISHED],
    "next_cursor": None,
    "count": None,
}
RECEIPT = {
    "reporting_year": "2025-26",
    "authority_id": 3,
    "position": 18231,
    "count": 120,
    "digest": _DIGEST,
}
ENTRY_LINES = (
    '{"official_id":4711,"version":2,"position":18230,"digest":"5f70…","facts_through":'
    '"2026-03-31T20:30:00+00:00","published_at":"2026-04-01T03:10:00+00:00","cadre":null,'
    '"correction":null,"entry":{…}}\n'
)
ENTRY_TABLE = (
    "official_id,version,position,outcome,prescribed,required,completed,digest,facts_through,"
    "published_at,cadre,correction,body\n"
    "4711,2,18230,met,2,1,1,5f70…,2026-03-31T20:30:00+00:00,2026-04-01T03:10:00+00:00,,,{…}\n"
)
_MET = {"en": "The mandate of the year is met.", "hi": "वर्ष का अधिदेश पूरा हो गया है।"}
_NOTHING = {"en": "Nothing more is required.", "hi": "और कुछ अपेक्षित नहीं है।"}
EXPLAINED = {
    "official_id": 4711,
    "reporting_year": "2025-26",
    "as_of": None,
    "known_at": None,
    "outcome": "met",
    "sentence": _MET,
    "level": "so_aso",
    "prescriber_id": 3,
    "prescribed": 2,
    "required": 1,
    "completed": 1,
    "assessment": "not_linked",
    "reasons": [
        {
            "reason": "assessment_not_linked",
            "sentence": {
                "en": "No assessment is linked to the training plan, so none is required.",
                "hi": "प्रशिक्षण योजना से कोई मूल्यांकन जुड़ा नहीं है, अतः कोई मूल्यांकन अपेक्षित नहीं है।",
            },
        }
    ],
    "courses": [
        {
            "course_id": "do_1141",
            "name": "Noting and drafting",
            "gate": False,
            "standing": "counted",
            "completed_at": "2025-11-03T09:30:00Z",
            "after_due_date": False,
            "equivalent": None,
            "implausibly_fast": False,
            "sentence": {
                "en": "Counted: completed in the reporting year.",
                "hi": "गिना गया: प्रतिवेदन वर्ष में पूरा किया गया।",
            },
            "notes": [],
        }
    ],
    "assessments": [],
    "rules": [_ROUNDING, _SHARE],
    "assumptions": [
        {
            "rule_id": "assessment.none_linked_passes",
            "sentence": {
                "en": "Where no assessment is mandated, none is taken to be required.",
                "hi": "जहाँ मूल्यांकन निर्धारित नहीं है, वहाँ उसे अपेक्षित नहीं माना गया है।",
            },
        }
    ],
    "missing": [],
    "level_findings": [],
    "ways": [
        {
            "kind": "nothing_required",
            "sentence": _NOTHING,
            "needed": 0,
            "course_ids": [],
            "assessment_ids": [],
            "by": None,
        }
    ],
    "year_closed": True,
    "ruleset": _RULESET,
    "freshness": {"confirmed_through": _THROUGH, "lag_seconds": 3600, "stale": False},
    "reevaluation_due": False,
}
_AUTHORITY = {"id": 3, "kind": "mdo", "name": "Department of Examples", "name_hi": None}
AUTHORITIES = {"authorities": [_AUTHORITY]}
OUTCOME_PAGE = {
    "reporting_year": "2025-26",
    "authority_id": 3,
    "freshness": {"confirmed_through": _THROUGH, "lag_seconds": 3600, "stale": False},
    "outcomes": [
        {
            "official_id": 4711,
            "outcome": "met",
            "level": "so_aso",
            "prescribed": 2,
            "required": 1,
            "completed": 1,
            "assessment": "not_linked",
            "reasons": ["assessment_not_linked"],
            "confirmed_through": _THROUGH,
            "lag_seconds": 3600,
            "stale": False,
        }
    ],
    "next_cursor": None,
    "count": None,
}
SUMMARY = {
    "reporting_year": "2025-26",
    "authority": _AUTHORITY,
    "officials": 120,
    "by_outcome": {
        "met": 80,
        "short_of_courses": 25,
        "assessment_pending": 10,
        "assessment_failed": 1,
        "not_mandated": 2,
        "no_plan": 1,
        "level_unresolved": 1,
        "exempt": 0,
        "not_established": 0,
    },
    "freshness": {"confirmed_through": _THROUGH, "lag_seconds": 3600, "stale": False},
}
RUN_REQUESTS: dict[str, Any] = {
    "authority": {
        "summary": "One authority",
        "value": {"reporting_year": "2025-26", "authority_id": 3},
    },
    "all": {"summary": "All of them", "value": {"reporting_year": "2025-26"}},
}
RUN_QUEUED: dict[str, Any] = {
    "id": 17,
    "reporting_year": "2025-26",
    "authority_id": 3,
    "state": "queued",
    "step": None,
    "officials_done": 0,
    "officials_total": None,
    "changed": 0,
    "published": 0,
    "failure": None,
    "requested_at": _PUBLISHED,
    "started_at": None,
    "ended_at": None,
}
RUN_DONE = {
    **RUN_QUEUED,
    "state": "done",
    "officials_done": 120,
    "officials_total": 120,
    "changed": 7,
    "published": 7,
    "started_at": _PUBLISHED,
    "ended_at": "2026-04-01T03:10:04Z",
}
VALIDATION_REQUESTS: dict[str, Any] = {
    "one": {
        "summary": "One official",
        "value": {
            "reporting_year": "2025-26",
            "authority_id": 3,
            "officials": [
                {
                    "reference": "row 2",
                    "email": "asha.rao@example.gov.in",
                    "name": "Asha Rao",
                    "designation": "Section Officer",
                }
            ],
        },
    }
}
FINDINGS = {
    "reporting_year": "2025-26",
    "authority_id": 3,
    "officials": 1,
    "clean": 0,
    "findings": [
        {
            "row": 0,
            "reference": "row 2",
            "rule_id": "OB-009",
            "severity": "warning",
            "field": "group",
            "title": {"en": "The profile has no group.", "hi": "प्रोफ़ाइल में समूह नहीं है।"},
            "action": {
                "en": "Have the group entered in the profile.",
                "hi": "प्रोफ़ाइल में समूह दर्ज कराएँ।",
            },
            "citation": None,
        }
    ],
}
RULESETS = {"rulesets": [{"reporting_year": "2025-26", "digest": _RULESET}]}
RULESET = {
    "reporting_year": "2025-26",
    "digest": _RULESET,
    "rules": [
        {
            **_ROUNDING,
            "fixed": {
                "code": "less-than-is-stated",
                "sentence": {
                    "en": (
                        "Any other value would ask for less than the 50 % that the memorandum"
                        " states for all employees (para 3(v))."
                    ),
                    "hi": (
                        "किसी अन्य मान से कार्यालय ज्ञापन (पैरा 3(v)) में सभी कर्मचारियों के लिए बताए 50% से"
                        " कम अपेक्षित होता।"
                    ),
                },
            },
        },
    ],
    "liaison": {
        "digest": "5d" * 32,
        "rules": [
            {
                "id": "liaison.deadline",
                "value": "none",
                "standing": "house",
                "citation": None,
                "question": "By which day after the designation are the four due?",
                "override": None,
                "fixed": None,
            },
        ],
    },
}
LIVE = {"status": "live"}
READY = {"status": "ready", "revision": "0011", "feed_lag_seconds": 5400, "worker": "at-work"}
