"""Examples of feeds, runs and records that are kept aside."""

from typing import Any

FEEDS: dict[str, Any] = {
    "feeds": [
        {
            "feed": "igot",
            "reporting_year": "2025-26",
            "authorities": 13,
            "held_in_full": 13,
            "fresh": 13,
            "quarantined": 42,
            "freshness": {
                "confirmed_through": "2026-01-15T06:00:00Z",
                "lag_seconds": 3600,
                "stale": False,
            },
        }
    ]
}
RUN: dict[str, Any] = {
    "id": 7,
    "reporting_year": "2025-26",
    "kind": "full",
    "state": "incomplete",
    "resumes": None,
    "started_at": "2026-01-15T05:30:00Z",
    "ended_at": "2026-01-15T06:00:00Z",
    "reason": "completions of authority 3: feed-incomplete: iGOT's enrolment report was cut short",
    "calls": 112,
    "counts": {"completions": 5120, "quarantined": 42},
    "calls_planned": 110,
    "calls_allowed": 1000,
}
RUN_PAGE: dict[str, Any] = {"runs": [RUN], "next_cursor": None}
RUN_TOLD: dict[str, Any] = {
    **RUN,
    "roads": [
        {
            "road": "completions",
            "complete": 12,
            "incomplete": 1,
            "calls": 26,
            "calls_planned": 26,
            "counts": {"completions": 5120, "quarantined": 42},
            "rejects": {"certificate-undated": 40, "official_unknown": 2},
        }
    ],
    "incomplete": [
        {
            "road": "completions",
            "authority_id": 3,
            "reason": "feed-incomplete: iGOT's enrolment report was cut short",
        }
    ],
}
RECONCILIATION_PAGE: dict[str, Any] = {
    "reporting_year": "2025-26",
    "reconciliations": [
        {
            "authority_id": 3,
            "run_id": 7,
            "findings": [
                {"verdict": "different", "reason": "other_day", "facts": 3},
                {"verdict": "equal", "reason": "same_day", "facts": 512},
                {"verdict": "only_there", "reason": "without_date", "facts": 2},
            ],
        }
    ],
    "next_cursor": None,
}
REQUEUE: dict[str, Any] = {
    "id": 3,
    "reporting_year": "2025-26",
    "authority_id": 3,
    "state": "waiting",
    "requested_at": "2026-01-15T06:30:00Z",
    "run_id": None,
}
ASIDE_PAGE: dict[str, Any] = {
    "records": [
        {
            "id": 9,
            "road": "completions",
            "quirk": "certificate-undated",
            "subject": "user 5f2c7a9e-1d34-4b6f-8a90-2c1e7d5b3f48, do_1131",
            "authority_id": 3,
            "detail": "a certificate, but no date of completion",
            "first_run_id": 6,
            "last_run_id": 7,
        }
    ],
    "next_cursor": None,
}
ASIDE_TABLE = (
    "id,road,quirk,subject,authority_id,detail,first_run_id,last_run_id\r\n"
    '9,completions,certificate-undated,"user 5f2c7a9e-1d34-4b6f-8a90-2c1e7d5b3f48, do_1131",3,'
    '"a certificate, but no date of completion",6,7\r\n'
)
