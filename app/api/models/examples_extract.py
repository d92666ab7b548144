"""Invented examples of iGOT's APAR extract, and the schemas of what its reader sends."""

from typing import Any

from app.services.apar.extract import COLUMNS

_TEXT = {"type": ["string", "null"]}
_FILTERS = ("user_email", "mobile_no", "parichay_id", "external_system_id")
EXTRACT_REQUEST_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "A plan year, or both days between which plans were assigned, or all three.",
    "properties": {
        "plan_year": {**_TEXT, "examples": ["2025-26"]},
        "assigned_on_start_date": {**_TEXT, "examples": ["2025-04-01"]},
        "assigned_on_end_date": {**_TEXT, "examples": ["2026-03-31"]},
        "filters": {
            "type": ["object", "null"],
            "description": "Equal to all of them; `mobile_no` is refused.",
            "properties": dict.fromkeys(_FILTERS, _TEXT),
            "additionalProperties": False,
        },
        "required_columns": {
            "type": ["array", "null"],
            "items": {"type": "string"},
            "description": "These columns in this order; unknown ones are passed over.",
        },
    },
}
EXTRACT_REQUESTS: dict[str, Any] = {
    "year": {
        "summary": "All of a plan year",
        "value": {"plan_year": "2025-26", "required_columns": []},
    },
    "person": {
        "summary": "One official",
        "value": {
            "assigned_on_start_date": "2025-04-01",
            "assigned_on_end_date": "2026-03-31",
            "filters": {"user_email": "asha@example.gov.in"},
            "required_columns": ["user_id", "content_id", "consumption_status"],
        },
    },
}
EXTRACT_REFUSAL_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["error", "details"],
    "properties": {"error": {"type": "string"}, "details": {"type": "string"}},
}
EXTRACT_REFUSAL = {
    "error": "Invalid date format. Use YYYY-MM-DD.",
    "details": "Date range cannot exceed 1 year",
}
_KNOWN = {
    "user_id": "6f1c0a52-0000-4000-8000-000000000001",
    "mdo_id": "0135913",
    "mdo_name": "Department of Examples",
    "full_name": "Asha Rao",
    "score_achieved": "nan",
    "content_id": "do_1141",
    "content_name": "Noting and drafting",
    "content_progress_percentage": "0",
    "first_completed_on": "2025-11-03 06:12:44+00:00",
    "phone": "",
    "isApar": "True",
    "consumption_status": "Completed",
    "assessment_date": "NaT",
}
EXTRACT_ROWS = (
    "|".join(COLUMNS) + "\n" + "|".join(_KNOWN.get(name, "None") for name in COLUMNS) + "\n"
)
