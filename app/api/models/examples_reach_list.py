"""An example of a reach list, as a page and as a table."""

from typing import Any

REACH_PAGE: dict[str, Any] = {
    "reporting_year": "2025-26",
    "authority_id": 3,
    "before": "2026-03-31",
    "year_closed": False,
    "freshness": {
        "confirmed_through": "2026-01-15T06:00:00Z",
        "lag_seconds": 3600,
        "stale": False,
    },
    "officials": [
        {
            "official_id": 4711,
            "igot_user": "5f2c7a9e-1d34-4b6f-8a90-2c1e7d5b3f48",
            "level": "us",
            "outcome": "short_of_courses",
            "prescribed": 6,
            "required": 3,
            "completed": 2,
            "short_by": 1,
            "courses": [
                {
                    "course_id": "do_1131",
                    "name": "Noting and Drafting",
                    "gate": False,
                    "still_counts": True,
                },
                {
                    "course_id": "do_1132",
                    "name": "Spreadsheets",
                    "gate": True,
                    "still_counts": True,
                },
            ],
            "assessments": [{"assessment_id": "do_1190", "name": "Under Secretary level"}],
        }
    ],
    "next_cursor": None,
}
REACH_TABLE = (
    "official_id,igot_user,level,outcome,prescribed,required,completed,short_by,course_ids,"
    "assessment_ids,before,year_closed\r\n"
    "4711,5f2c7a9e-1d34-4b6f-8a90-2c1e7d5b3f48,us,short_of_courses,6,3,2,1,do_1131 do_1132,"
    "do_1190,2026-03-31,false\r\n"
)
