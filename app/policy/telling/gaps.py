"""Which facts an evaluation missed, in words that say where they are to be put right."""

from collections.abc import Iterator

from app.policy.facts import OfficialFacts
from app.policy.mandate import Evaluation
from app.policy.outcome import Reason
from app.policy.prescriber import follows_bands
from app.policy.rules.ruleset import Ruleset
from app.policy.wording import Wording

_OF_REASON = {
    Reason.DEPUTATION_FLAG_MISSING: Wording(
        "The central deputation flag of the profile.",
        "प्रोफ़ाइल में केंद्रीय प्रतिनियुक्ति का उल्लेख।",
    ),
    Reason.APAR_FLAG_MISSING: Wording(
        "The APAR flag of a training plan.",
        "प्रशिक्षण योजना में एपीएआर का अंकन।",
    ),
    Reason.COMPLETION_IN_DOUBT: Wording(
        "The date on which a course was completed.",
        "पाठ्यक्रम पूर्ण होने की तिथि।",
    ),
    Reason.FAIL_WITHOUT_EVIDENCE: Wording(
        "The score or the date of a failed assessment.",
        "असफल मूल्यांकन के अंक या उसकी तिथि।",
    ),
    Reason.PLACE_UNKNOWN: Wording(
        "A posting that covers the day by which the year is decided.",
        "वर्ष के निर्णायक दिन की तैनाती का अभिलेख।",
    ),
}
_CONTROLLING = Wording(
    "The cadre controlling authority of the officer.",
    "अधिकारी का संवर्ग नियंत्रण प्राधिकरण।",
)
_MDO = Wording(
    "The ministry, department or organisation in which the officer is on deputation.",
    "वह मंत्रालय, विभाग या संगठन जिसमें अधिकारी प्रतिनियुक्ति पर है।",
)
_BATCH = Wording(
    "A batch year that lies before the reporting year.",
    "प्रतिवेदन वर्ष से पहले का बैच वर्ष।",
)
_DESIGNATION = Wording(
    "The designation in the profile.",
    "प्रोफ़ाइल में पदनाम।",
)
_MAPPING = Wording(
    "A level for the official's designation in the authority's map.",
    "प्राधिकरण की सूची में कार्मिक के पदनाम का स्तर।",
)
_RESULT = Wording(
    "A result of the linked assessment.",
    "जुड़े हुए मूल्यांकन का परिणाम।",
)
_PLAN = Wording(
    "A training plan for the APAR that reaches the official.",
    "कार्मिक पर लागू होने वाली, एपीएआर हेतु प्रशिक्षण योजना।",
)


def missing(evaluation: Evaluation, facts: OfficialFacts, ruleset: Ruleset) -> tuple[Wording, ...]:
    """Return what is missing of profile, plans and results, in this fixed order."""
    of_reasons = (_OF_REASON[each] for each in evaluation.reasons if each in _OF_REASON)
    return (
        *_of_profile(evaluation, facts, ruleset),
        *of_reasons,
        *_of_learning(evaluation),
    )


def _of_profile(
    evaluation: Evaluation, facts: OfficialFacts, ruleset: Ruleset
) -> Iterator[Wording]:
    banded = follows_bands(facts.profile, ruleset)
    if Reason.PRESCRIBER_UNKNOWN in evaluation.reasons:
        yield _CONTROLLING if banded else _MDO
    if Reason.LEVEL_UNKNOWN not in evaluation.reasons:
        return
    if banded:
        yield _BATCH
    else:
        yield _DESIGNATION if facts.profile.designation_key is None else _MAPPING


def _of_learning(evaluation: Evaluation) -> Iterator[Wording]:
    if any(one.state == "pending" for one in evaluation.assessments):
        yield _RESULT
    uncovered = Reason.NOT_COVERED in evaluation.reasons
    if Reason.REACHED_BY_NO_PLAN in evaluation.reasons and not uncovered:
        yield _PLAN
