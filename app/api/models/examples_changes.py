"""An invented example of changes for the contract; a test holds it to the model it shows."""

from app.api.models.examples import PUBLISHED

CHANGE_PAGE = {
    "reporting_year": "2025-26",
    "consistent_through": 18231,
    "more": False,
    "next_cursor": "Zm9sbG93",
    "changes": [
        {
            "kind": "upsert",
            "position": 18230,
            "official_id": 4711,
            "published_at": "2026-04-01T03:10:00Z",
            "keys": [{"kind": "employee_code", "value": "E-000123"}],
            "keys_before": [],
            "freshness": {"confirmed_through": "2026-04-01T02:00:00Z", "stale": False},
            "published": PUBLISHED,
        },
        {
            "kind": "tombstone",
            "position": 18231,
            "official_id": 4712,
            "published_at": "2026-04-01T03:10:00Z",
            "keys": [],
            "keys_before": [{"kind": "employee_code", "value": "E-000124"}],
            "freshness": None,
            "published": None,
        },
    ],
}
