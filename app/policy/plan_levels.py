"""Whom a plan is meant for, beside whom it reaches: levels that its designations lead to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.policy import designation
from app.policy.onboarding_catalogue import Severity
from app.policy.wording import Wording


@dataclass(frozen=True, slots=True)
class LevelRule:
    """One kind of difference between level and reach, in both official languages."""

    id: str
    severity: Severity
    title: Wording
    action: Wording


REACHED_ASTRAY = LevelRule(
    "RL-001",
    Severity.WARNING,
    Wording(
        "A plan that is meant for other levels reaches the official.",
        "अन्य स्तरों के लिए बनी योजना कार्मिक पर लागू है।",
    ),
    Wording(
        "Correct the plan's designations, or record the level of the official's designation.",
        "योजना के पदनाम ठीक करें, या कार्मिक के पदनाम का स्तर दर्ज करें।",
    ),
)
NOT_REACHED = LevelRule(
    "RL-002",
    Severity.WARNING,
    Wording(
        "No plan that is meant for the official's level reaches the official, though there is one.",
        "कार्मिक के स्तर के लिए योजना है, पर वह उस पर लागू नहीं होती।",
    ),
    Wording(
        "Have the designation in the profile corrected, or name this spelling in the plan.",
        "प्रोफ़ाइल में पदनाम ठीक कराएँ, या योजना में यह वर्तनी जोड़ें।",
    ),
)
CATALOGUE: Mapping[str, LevelRule] = {rule.id: rule for rule in (REACHED_ASTRAY, NOT_REACHED)}


def meant_for(
    groups: Iterable[Iterable[str]], level_map: Mapping[str, str]
) -> frozenset[str] | None:
    """Return the levels that a plan is meant for; None where that can't be told honestly.

    ``groups`` are the designations that each of its criteria groups names. A group that names none
    is meant for whomever, and a designation that leads to no level for nobody knows whom: of such a
    plan nothing is said.
    """
    named = [[level_map.get(designation.key(one) or "") for one in group] for group in groups]
    if not named or any(not levels or None in levels for levels in named):
        return None
    return frozenset(level for levels in named for level in levels if level is not None)
