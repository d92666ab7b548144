"""Where the reach of plans and the levels of officials differ."""

from typing import Any

from app.api.models.shapes import Answer, Sentence, YearLabel
from app.policy.finding import Severity


class PlanNamed(Answer):
    """A training plan: its number here, the feed's id and its name."""

    plan_id: int
    feed_id: str
    name: str


class LevelFinding(Answer):
    """One difference, the plans that it is about, and what to do."""

    rule_id: str
    severity: Severity
    title: Sentence
    action: Sentence
    plans: list[PlanNamed]


class OfficialWithFindings(Answer):
    """An official whose level and the plans that reach him do not go together."""

    official_id: int
    level: str
    designation: str | None
    findings: list[LevelFinding]


class LevelFindingsPage(Answer):
    """Some such officials; of ``untold_plans`` nobody can say for which levels they are meant."""

    reporting_year: YearLabel
    authority_id: int
    officials: list[OfficialWithFindings]
    untold_plans: list[PlanNamed]
    next_cursor: str | None


_PLAN: dict[str, Any] = {"plan_id": 12, "feed_id": "plan-12", "name": "Under Secretaries"}
LEVEL_FINDINGS: dict[str, Any] = {
    "reporting_year": "2025-26",
    "authority_id": 3,
    "officials": [
        {
            "official_id": 4711,
            "level": "us",
            "designation": "Under Secretary (US)",
            "findings": [
                {
                    "rule_id": "RL-002",
                    "severity": "warning",
                    "title": {
                        "en": "No plan that is meant for the official's level reaches the"
                        " official, though there is one.",
                        "hi": "कार्मिक के स्तर के लिए योजना है, पर वह उस पर लागू नहीं होती।",
                    },
                    "action": {
                        "en": "Have the designation or batch in the profile corrected, or name it"
                        " in the plan as it stands there.",
                        "hi": "प्रोफ़ाइल में पदनाम या बैच ठीक कराएँ, या उसे योजना में उसी रूप में जोड़ें।",
                    },
                    "plans": [_PLAN],
                }
            ],
        }
    ],
    "untold_plans": [],
    "next_cursor": None,
}
