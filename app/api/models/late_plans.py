"""Authorities that were late with their training plan."""

from datetime import date, datetime
from typing import Any

from app.api.models.outcomes import Authority
from app.api.models.shapes import Answer, Sentence, YearLabel
from app.policy.finding import Severity


class LateAuthority(Answer):
    """An authority, how it was late, and for how many officials it prescribes."""

    authority: Authority
    finding_id: str
    severity: Severity
    title: Sentence
    action: Sentence
    officials: int
    plans: int
    first_published: datetime | None


class LatePlansPage(Answer):
    """Some such authorities, and by which day plans were to be added, of which rule."""

    reporting_year: YearLabel
    rule_id: str
    added_by: date
    authorities: list[LateAuthority]
    next_cursor: str | None


LATE_PLANS: dict[str, Any] = {
    "reporting_year": "2025-26",
    "rule_id": "plans.added_by",
    "added_by": "2025-08-31",
    "authorities": [
        {
            "authority": {
                "id": 3,
                "kind": "mdo",
                "name": "Department of Examples",
                "name_hi": None,
            },
            "finding_id": "TP-002",
            "severity": "warning",
            "title": {
                "en": "The first training plan was published after the day by which it was to be"
                " added.",
                "hi": "पहली प्रशिक्षण योजना नियत दिन के बाद प्रकाशित हुई।",
            },
            "action": {
                "en": "Nothing of it is held against an official; plan the coming year in time.",
                "hi": "इसका किसी कार्मिक पर कोई प्रभाव नहीं; आगामी वर्ष की योजना समय पर जोड़ें।",
            },
            "officials": 412,
            "plans": 3,
            "first_published": "2025-10-06T09:30:00Z",
        }
    ],
    "next_cursor": None,
}
