"""Invented examples of bulk exports for the contract; a test holds each to its model."""

from typing import Any

_DIGEST = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"
EXPORT_REQUESTS: dict[str, Any] = {
    "everything": {
        "summary": "All officials you may see, as compressed lines of JSON",
        "value": {"form": "ndjson", "compression": "zstd"},
    },
    "workbook": {
        "summary": "One authority, for people",
        "value": {"form": "xlsx", "authority_id": 3},
    },
}
EXPORT_QUEUED: dict[str, Any] = {
    "id": 9,
    "reporting_year": "2025-26",
    "authority_id": None,
    "form": "ndjson",
    "compression": "zstd",
    "state": "queued",
    "position": 18231,
    "rows_done": 0,
    "rows_total": None,
    "failure": None,
    "requested_at": "2026-04-01T04:00:00Z",
    "ended_at": None,
    "expires_at": None,
    "manifest": None,
    "changes_cursor": "pXxkz0zSPB8mT0XFqeQnGQ",
}
EXPORT_DONE = {
    **EXPORT_QUEUED,
    "state": "done",
    "rows_done": 120,
    "rows_total": 120,
    "ended_at": "2026-04-01T04:00:02Z",
    "expires_at": "2026-04-08T04:00:02Z",
    "manifest": "/v1/apar/2025-26/exports/9/manifest",
}
MANIFEST = {
    "schema": "karmasetu.apar-export/2",
    "export_id": 9,
    "reporting_year": "2025-26",
    "authority_id": None,
    "form": "ndjson",
    "compression": "zstd",
    "transaction_time": "2026-04-01T04:00:00Z",
    "position": 18231,
    "counts": {"entries": 120, "files": 1},
    "entry_schema": "karmasetu.apar-entry/1",
    "rulesets": [_DIGEST],
    "seals": [{"authority_id": 3, "number": 1, "root": _DIGEST, "digest": _DIGEST}],
    "previous_root": _DIGEST,
    "audit": {"link": 20117, "hash": _DIGEST},
    "digest": _DIGEST,
    "files": [
        {
            "name": "apar-2025-26-00001.ndjson.zst",
            "rows": 120,
            "bytes": 20480,
            "sha256": _DIGEST,
            "first_official_id": 4711,
            "last_official_id": 4830,
        }
    ],
}
