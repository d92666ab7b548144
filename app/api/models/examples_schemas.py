"""An invented example of the entry's schema for the contract; a test holds it to its model."""

from typing import Any

ENTRY_SCHEMA: dict[str, Any] = {
    "id": "karmasetu.apar-entry/1",
    "standing": "house",
    "question": "Which columns does the sub-table have?",
    "parts": [
        {
            "id": "outcome",
            "source": "karmasetu",
            "standing": "house",
            "citation": None,
            "may_be_withheld": True,
            "only_where_shown": False,
            "en": "What the year comes to, decided by this service",
            "hi": "वर्ष का परिणाम, इस सेवा द्वारा निर्णीत",
        }
    ],
    "columns": [{"path": "summary.outcome", "part": "outcome", "en": "Outcome", "hi": "परिणाम"}],
    "cadres": [
        {
            "id": f"karmasetu.apar-entry/1-{'3f' * 32}",
            "cadre": "Example Service",
            "since": "2025-26",
            "withheld": ["outcome"],
            "shown": [],
            "columns": [],
        }
    ],
}
ENTRY_SCHEMAS = {"schemas": [ENTRY_SCHEMA]}
