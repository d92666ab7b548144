"""Examples of SPARROW instances and filings; nobody in them is real."""

from typing import Any

INSTANCE: dict[str, Any] = {
    "id": "sparrow-css",
    "base_url": "https://sparrow-css.example.gov.in/api",
    "enabled": True,
    "reporting_years": ["2025-26"],
    "serves": {"authorities": [3], "services": [], "cadres": [2]},
    "version": 1,
    "changed_by": "operations",
    "changed_at": "2026-05-04T06:30:00Z",
}
INSTANCE_REQUESTS: dict[str, Any] = {
    "register": {
        "summary": "Register an instance, or change it",
        "value": {
            name: INSTANCE[name] for name in ("base_url", "enabled", "reporting_years", "serves")
        },
    }
}
STATUS: dict[str, Any] = {
    "instance_id": "sparrow-css",
    "state": "behind",
    "failures": 0,
    "failure": None,
    "next_try_at": None,
    "answered_at": "2026-05-04T06:31:07Z",
    "years": [
        {
            "reporting_year": "2025-26",
            "published_position": 812,
            "consistent_through": 790,
            "lag_positions": 22,
            "lag_seconds": 41,
            "pending": 3,
            "unanswered": 0,
            "accepted": 781,
            "dead": 1,
            "superseded": 6,
        }
    ],
}
FILING: dict[str, Any] = {
    "filing_id": "3e7c05e509211b19a95048aa4ff4a53f0204f91414ccaf5dee74d1d35bcc5aa4",
    "instance_id": "sparrow-css",
    "reporting_year": "2025-26",
    "official_id": 4711,
    "position": 812,
    "kind": "upsert",
    "version": 2,
    "digest": "711fa59856b297c18ea9674f0e6ca04cb168d589e40fea2056375bff4da9016e",
    "published_at": "2026-05-04T06:30:00Z",
    "state": "accepted",
    "attempts": 1,
    "due_at": None,
    "sent_at": "2026-05-04T06:31:06Z",
    "failure": None,
    "ended_at": "2026-05-04T06:31:07Z",
    "receipt": {
        "status": "accepted",
        "code": None,
        "reference": "PAR-2026-000812",
        "received_at": "2026-05-04T06:31:07Z",
    },
}
FILING_PAGE: dict[str, Any] = {
    "instance_id": "sparrow-css",
    "filings": [FILING],
    "next_cursor": None,
}
FILING_TABLE = "filing_id,instance_id,reporting_year,official_id,position,…\r\n"
OFFICIAL_FILINGS: dict[str, Any] = {
    "reporting_year": "2025-26",
    "official_id": 4711,
    "filings": [FILING],
}
REQUEUE_REQUESTS: dict[str, Any] = {
    "all": {"summary": "All dead letters", "value": {}},
    "one": {
        "summary": "Those of one official",
        "value": {"reporting_year": "2025-26", "official_id": 4711},
    },
}
REQUEUED: dict[str, Any] = {"instance_id": "sparrow-css", "requeued": 1}
