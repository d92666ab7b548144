"""Examples of asking what would change, and of the answer."""

from typing import Any

WHAT_IF_REQUESTS: dict[str, Any] = {
    "rules": {
        "summary": "Six of ten courses instead of half of them",
        "value": {
            "reporting_year": "2025-26",
            "authority_id": 3,
            "rules": {"completion.share": {"numerator": 3, "denominator": 5}},
        },
    },
    "plan": {
        "summary": "One plan in the place of another",
        "value": {
            "reporting_year": "2025-26",
            "authority_id": 3,
            "plans": [
                {
                    "authority_id": 3,
                    "replaces": 12,
                    "name": "Under Secretaries 2025-26, shorter",
                    "apar": True,
                    "due_on": "2026-03-31",
                    "courses": [{"course_id": "do_1131"}, {"course_id": "do_1132"}],
                    "groups": [[{"key": "designation", "values": ["under secretary"]}]],
                    "assessment_id": None,
                }
            ],
        },
    },
}
WHAT_IF: dict[str, Any] = {
    "reporting_year": "2025-26",
    "authority_id": 3,
    "ruleset": "9f2c4e0b7d6a1f35c8e2b90d4a7f6e1c3b5d8f0a2c4e6b8d0f1a3c5e7b9d2f4a",
    "summary": {
        "officials": 120,
        "flipped": 1,
        "not_held": 0,
        "transitions": [
            {"before": "met", "after": "met", "officials": 80},
            {"before": "met", "after": "short_of_courses", "officials": 1},
            {"before": "short_of_courses", "after": "short_of_courses", "officials": 39},
        ],
        "by_level": [
            {
                "level": "us",
                "officials": 120,
                "flipped": 1,
                "before": {"met": 81, "short_of_courses": 39},
                "after": {"met": 80, "short_of_courses": 40},
            }
        ],
        "by_authority": [
            {
                "authority_id": 3,
                "officials": 120,
                "flipped": 1,
                "before": {"met": 81, "short_of_courses": 39},
                "after": {"met": 80, "short_of_courses": 40},
            }
        ],
    },
    "flips": [
        {
            "official_id": 4711,
            "authority_id": 3,
            "level": "us",
            "before": {"outcome": "met", "prescribed": 10, "required": 5, "completed": 5},
            "after": {
                "outcome": "short_of_courses",
                "prescribed": 10,
                "required": 6,
                "completed": 5,
            },
        }
    ],
    "next_cursor": None,
    "unready": [],
}
