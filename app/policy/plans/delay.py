"""Which authorities were late with their training plan; never held against an official."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from app.policy.finding import FindingRule, Severity
from app.policy.reporting_year import IST
from app.policy.rules.ruleset import Ruleset
from app.policy.wording import Wording

ADDED_BY = "plans.added_by"


NO_PLAN = FindingRule(
    "TP-001",
    Severity.ERROR,
    Wording(
        "No training plan for the APAR was added for the year.",
        "वर्ष के लिए एपीएआर हेतु कोई प्रशिक्षण योजना नहीं जोड़ी गई है।",
    ),
    Wording(
        "Add a training plan for each level on iGOT.",
        "आईगॉट पर प्रत्येक स्तर के लिए प्रशिक्षण योजना जोड़ें।",
    ),
)
LATE = FindingRule(
    "TP-002",
    Severity.WARNING,
    Wording(
        "The first training plan was published after the day by which it was to be added.",
        "पहली प्रशिक्षण योजना नियत दिन के बाद प्रकाशित हुई।",
    ),
    Wording(
        "Nothing of it is held against an official; plan the coming year in time.",
        "इसका किसी कार्मिक पर कोई प्रभाव नहीं; आगामी वर्ष की योजना समय पर जोड़ें।",
    ),
)
UNDATED = FindingRule(
    "TP-003",
    Severity.INFO,
    Wording(
        "iGOT does not say when the training plan was published.",
        "आईगॉट यह नहीं बताता कि प्रशिक्षण योजना कब प्रकाशित हुई।",
    ),
    Wording("See on iGOT when it was published.", "प्रकाशन की तिथि आईगॉट पर देखें।"),
)
CATALOGUE: Mapping[str, FindingRule] = {rule.id: rule for rule in (NO_PLAN, LATE, UNDATED)}


def late_from(ruleset: Ruleset) -> datetime:
    """Return the first moment that is too late: midnight in India after the rule's day."""
    day = ruleset.plans_added_by + timedelta(days=1)
    return datetime(day.year, day.month, day.day, tzinfo=IST)


def delay(
    plans: int, first_published: datetime | None, today: date, ruleset: Ruleset
) -> FindingRule | None:
    """Return how an authority with so many plans of the year is late on a day in India, if it is.

    Annexure A, sl. 2, of OM T-28/27/2025-iGOT. ``first_published`` is the earliest publication that
    iGOT ever showed of any of them. Before the rule's day has passed nobody is late.
    """
    if today <= ruleset.plans_added_by:
        return None
    if not plans:
        return NO_PLAN
    if first_published is None:
        return UNDATED
    return LATE if first_published >= late_from(ruleset) else None
