"""The example of a canonical outcome in the contract."""

CANONICAL = {
    "as_of": None,
    "assessment": "not_linked",
    "assessments": [],
    "completed": 1,
    "courses": [
        {
            "after_due_date": False,
            "completed_on": "2025-09-01",
            "course_id": "do_113770001",
            "equivalent": None,
            "gate": False,
            "standing": "counted",
        },
        {
            "after_due_date": False,
            "completed_on": None,
            "course_id": "do_113770002",
            "equivalent": None,
            "gate": False,
            "standing": "not_completed",
        },
    ],
    "known_at": 1042,
    "level": "so_aso",
    "outcome": "met",
    "plans": ["v4:plan-1"],
    "prescribed": 2,
    "prescriber_id": 3,
    "reasons": ["assessment_not_linked"],
    "reporting_year": "2025-26",
    "required": 1,
    "ruleset": "5f0c1d0f9d2f4a0c8a53b5d9a5b5d1f7c3a86f3e1b7c2d9e4f6a8b0c1d2e3f4a",
    "schema": "karmasetu.outcome/1",
}
