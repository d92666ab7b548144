"""Completions that were much faster than their courses last."""

from datetime import datetime
from typing import Any

from app.api.models.shapes import Answer, RuleAsApplied, Sentence, YearLabel


class FastCompletion(Answer):
    """A course, from the enrolment to its completion; ``duration_seconds`` is the catalogue's."""

    course_id: str
    name: str
    enrolled_at: datetime
    completed_at: datetime
    duration_seconds: int


class OfficialWithFastCompletions(Answer):
    """An official, and what was completed so fast."""

    official_id: int
    completions: list[FastCompletion]


class FastCompletionsPage(Answer):
    """Some such officials; the rule says below which part of its duration a course is shown."""

    reporting_year: YearLabel
    authority_id: int
    rule: RuleAsApplied
    sentence: Sentence
    officials: list[OfficialWithFastCompletions]
    next_cursor: str | None


FAST_COMPLETIONS: dict[str, Any] = {
    "reporting_year": "2025-26",
    "authority_id": 3,
    "rule": {
        "id": "completion.implausibly_fast",
        "value": {"numerator": 1, "denominator": 10},
        "standing": "house",
        "citation": None,
        "question": "Does it matter that a course was completed much faster than it lasts?",
        "override": None,
    },
    "sentence": {
        "en": "Completed much faster than the course lasts, counted from the enrolment that iGOT"
        " shows; this is shown, and changes nothing.",
        "hi": "आईगॉट में दर्ज नामांकन से पाठ्यक्रम की अवधि की तुलना में बहुत कम समय में पूरा किया गया; यह केवल"
        " दर्शाया गया है, इससे कुछ नहीं बदलता।",
    },
    "officials": [
        {
            "official_id": 4711,
            "completions": [
                {
                    "course_id": "do_114000000000000000011",
                    "name": "Noting and Drafting",
                    "enrolled_at": "2025-08-12T04:50:30Z",
                    "completed_at": "2025-08-12T04:50:49Z",
                    "duration_seconds": 1500,
                }
            ],
        }
    ],
    "next_cursor": None,
}
