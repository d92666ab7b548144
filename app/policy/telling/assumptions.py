"""What an evaluation had to assume because no memorandum says it."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.policy.facts import Employment, OfficialFacts
from app.policy.level import years_of_service
from app.policy.mandate import Evaluation
from app.policy.outcome import AssessmentEvidence, Reason
from app.policy.prescriber import follows_bands, placed_nowhere, without_mdo
from app.policy.reporting_year import ReportingYear
from app.policy.rules.ruleset import Ruleset
from app.policy.telling import choices
from app.policy.wording import Wording


@dataclass(frozen=True, slots=True)
class Assumption:
    """A house rule that had a say in the outcome, and what it assumes."""

    rule_id: str
    sentence: Wording


_OF_REASON = {
    Reason.DEPUTATION_FLAG_MISSING: Assumption(
        "prescriber.missing_deputation_flag",
        Wording(
            "Without a deputation flag the officer is taken to be not on central deputation.",
            "प्रतिनियुक्ति दर्ज न होने से अधिकारी को केंद्रीय प्रतिनियुक्ति पर नहीं माना गया है।",
        ),
    ),
    Reason.EMPLOYMENT_WITHOUT_APAR: Assumption(
        "scope.employment_without_apar",
        Wording(
            "Contractual and outsourced staff are taken to be outside the mandate.",
            "संविदा और बाह्य स्रोत कार्मिकों को अधिदेश से बाहर माना गया है।",
        ),
    ),
    Reason.PLACE_OF_EARLIER_POSTING: Assumption(
        "year.transfer",
        Wording(
            "The place in which the official stood on the day that counts decides for the year.",
            "निर्णायक दिन की तैनाती को पूरे वर्ष के लिए निर्णायक माना गया है।",
        ),
    ),
    Reason.PLACE_OF_LONGEST_POSTING: Assumption(
        "year.transfer",
        Wording(
            "The posting that covered most days of the year is taken to decide for all of it.",
            "वर्ष के सर्वाधिक दिनों की तैनाती को पूरे वर्ष के लिए निर्णायक माना गया है।",
        ),
    ),
    Reason.PLANS_OF_ALL_POSTINGS: Assumption(
        "year.transfer",
        Wording(
            "The plans of every posting of the year are taken to hold, each course once.",
            "वर्ष की प्रत्येक तैनाती की योजनाएँ लागू मानी गई हैं, प्रत्येक पाठ्यक्रम एक बार।",
        ),
    ),
    Reason.MINISTRY_HAS_NOT_CHOSEN: Assumption(
        "scope.autonomous_bodies",
        Wording(
            "Staff of autonomous bodies and enterprises are taken to be outside the mandate until"
            " their ministry chooses it; the memorandum that says so was seen in part only.",
            "स्वायत्त निकायों और उपक्रमों के कार्मिक मंत्रालय के निर्णय तक अधिदेश से बाहर माने गए हैं; संबंधित"
            " कार्यालय ज्ञापन केवल अंशतः देखा गया है।",
        ),
    ),
    Reason.NO_MDO_DECLARED: Assumption(
        "prescriber.no_mdo_known",
        Wording(
            "That the officer works with no MDO is known by the recorded order alone.",
            "अधिकारी किसी एमडीओ में कार्यरत नहीं है, यह केवल अभिलिखित आदेश से ज्ञात है।",
        ),
    ),
}
_COVERING = {
    "last_day": Wording(
        "An exemption that covers the last day of the year is taken to cover the year.",
        "वर्ष के अंतिम दिन पर लागू छूट को पूरे वर्ष की छूट माना गया है।",
    ),
    "whole_year": Wording(
        "Only exemptions that cover every day of the year are taken to cover it.",
        "केवल वर्ष के प्रत्येक दिन पर लागू छूट को वर्ष की छूट माना गया है।",
    ),
    "any_day": Wording(
        "An exemption on any day of the year is taken to cover the year.",
        "वर्ष के किसी भी दिन पर लागू छूट को पूरे वर्ष की छूट माना गया है।",
    ),
}
_RETIRED = {
    "exempts": Wording(
        "Who is no longer in service on the year's last day is taken to be exempt.",
        "जो वर्ष के अंतिम दिन सेवा में नहीं है, उसे छूट प्राप्त माना गया है।",
    ),
    "as_other_exemptions": Wording(
        "Retirement exempts on the same days as any other exemption.",
        "सेवानिवृत्ति उन्हीं दिनों पर छूट देती है जिन पर कोई अन्य छूट।",
    ),
}
_UNPLACED = {
    "not_established": Wording(
        "Where no posting covers the day that decides, nothing is taken to be owed or met.",
        "जहाँ निर्णायक दिन की कोई तैनाती दर्ज नहीं है, वहाँ न कुछ अपेक्षित और न कुछ पूरा माना गया है।",
    ),
    "present_place": Wording(
        "Where no posting covers the day that decides, the place of today is taken to.",
        "जहाँ निर्णायक दिन की कोई तैनाती दर्ज नहीं है, वहाँ वर्तमान तैनाती को निर्णायक माना गया है।",
    ),
}
_JOINER = Assumption(
    "year.joiner",
    Wording(
        "Who came within the year is taken to owe the whole share of the courses, as everybody.",
        "वर्ष के दौरान आए कार्मिक से भी, अन्य सभी की भाँति, पाठ्यक्रमों का पूरा अंश अपेक्षित माना गया है।",
    ),
)
_NO_GROUP = {
    Employment.REGULAR: Wording(
        "Without a group in the profile the official is taken to be regular staff.",
        "प्रोफ़ाइल में समूह दर्ज न होने से कार्मिक को नियमित माना गया है।",
    ),
    Employment.CONTRACTUAL: Wording(
        "Without a group in the profile the official is taken to be contractual staff.",
        "प्रोफ़ाइल में समूह दर्ज न होने से कार्मिक को संविदा पर माना गया है।",
    ),
    Employment.OUTSOURCED: Wording(
        "Without a group in the profile the official is taken to be outsourced staff.",
        "प्रोफ़ाइल में समूह दर्ज न होने से कार्मिक को बाह्य स्रोत का माना गया है।",
    ),
    Employment.OTHER: Wording(
        "Without a group in the profile the official is taken to be other staff.",
        "प्रोफ़ाइल में समूह दर्ज न होने से कार्मिक को अन्य कार्मिक माना गया है।",
    ),
}
_NOT_FLAGGED = Assumption(
    "plans.apar_flag_required",
    Wording(
        "Courses of a plan that is not flagged for the APAR are taken not to count.",
        "जो योजना एपीएआर के लिए अंकित नहीं है, उसके पाठ्यक्रम नहीं गिने गए हैं।",
    ),
)
_ROUNDED = Assumption(
    "completion.rounding",
    Wording(
        "The required share of the courses is rounded up to a whole course.",
        "पाठ्यक्रमों का अपेक्षित अंश अगले पूर्णांक तक बढ़ाया गया है।",
    ),
)
_FIRST_GENERATION = Assumption(
    "plans.year_of_first_generation",
    Wording(
        "A plan of iGOT's first generation is taken to be of the year of its due date.",
        "आईगॉट की पहली पीढ़ी की योजना को उसकी नियत तिथि के वर्ष की माना गया है।",
    ),
)
_RETIRED_COURSE = Assumption(
    "completion.retired_course_counts",
    Wording(
        "A completed course is taken to count, though iGOT has retired it.",
        "आईगॉट से हटाए गए पाठ्यक्रम का पूरा होना गिना गया है।",
    ),
)
_FAST = Assumption(
    "completion.implausibly_fast",
    Wording(
        "A course completed much faster than it lasts is taken to count, and is shown as such.",
        "अपनी अवधि से बहुत कम समय में पूरा किया गया पाठ्यक्रम गिना गया है, और ऐसा दर्शाया गया है।",
    ),
)
_AT_LIMIT = Assumption(
    "levels.at_twenty_five",
    Wording(
        "Years of service exactly at the last limit stand in two bands; a house rule takes one.",
        "अंतिम सीमा के ठीक बराबर सेवा दो श्रेणियों में आती है; एक आंतरिक नियम से ली गई है।",
    ),
)
_YEARS = Assumption(
    "levels.years_counted_at",
    Wording(
        "Years of service are counted from the batch year by house rule.",
        "सेवा के वर्ष आंतरिक नियम के अनुसार बैच वर्ष से गिने गए हैं।",
    ),
)
_CUT_OFF = Assumption(
    "assessment.pass_mark",
    Wording(
        "The score that iGOT shows is read in percent, and held against the cut-off by order.",
        "आईगॉट के अंक प्रतिशत में माने गए हैं और उनकी तुलना आदेश की न्यूनतम सीमा से की गई है।",
    ),
)


def made(
    evaluation: Evaluation, facts: OfficialFacts, year: ReportingYear, ruleset: Ruleset
) -> tuple[Assumption, ...]:
    """Return each assumption that had a say in this evaluation once, in the order of rule ids."""
    found = {
        *(_OF_REASON[reason] for reason in evaluation.reasons if reason in _OF_REASON),
        *_of_orders(evaluation, ruleset),
        *_of_plans(evaluation, facts),
        *_of_courses(evaluation, ruleset),
        *_of_choices(evaluation, facts, ruleset),
        *_of_profile(facts, year, ruleset),
        *_of_place(evaluation, facts, year, ruleset),
    }
    return tuple(sorted(found, key=lambda assumption: assumption.rule_id))


def _of_orders(evaluation: Evaluation, ruleset: Ruleset) -> Iterator[Assumption]:
    if Reason.EXEMPTED_BY_ORDER in evaluation.reasons:
        yield Assumption("scope.exemption_covers", _COVERING[ruleset.exemption_covers])
    if Reason.RETIRED_BY_ORDER in evaluation.reasons:
        yield Assumption("scope.retirement", _RETIRED[ruleset.retirement])


def _of_plans(evaluation: Evaluation, facts: OfficialFacts) -> Iterator[Assumption]:
    if {Reason.APAR_FLAG_MISSING, Reason.NOT_FLAGGED_APAR} & set(evaluation.reasons):
        yield _NOT_FLAGGED
    counting = [plan for plan in facts.plans if plan.plan_id in evaluation.plan_ids]
    if any(plan.generation == "v1" for plan in counting):
        yield _FIRST_GENERATION


def _of_courses(evaluation: Evaluation, ruleset: Ruleset) -> Iterator[Assumption]:
    if evaluation.prescribed * ruleset.share_numerator % ruleset.share_denominator:
        yield _ROUNDED
    if any(course.retired and course.counts for course in evaluation.courses):
        yield _RETIRED_COURSE
    if any(course.implausibly_fast and course.counts for course in evaluation.courses):
        yield _FAST
    if any(one.evidence is AssessmentEvidence.CUT_OFF for one in evaluation.assessments):
        yield _CUT_OFF


def _of_choices(
    evaluation: Evaluation, facts: OfficialFacts, ruleset: Ruleset
) -> Iterator[Assumption]:
    for choice in choices.made(evaluation, facts, ruleset):
        if choice in choices.SENTENCES:
            yield Assumption(choice[0], choices.SENTENCES[choice])


def _of_place(
    evaluation: Evaluation, facts: OfficialFacts, year: ReportingYear, ruleset: Ruleset
) -> Iterator[Assumption]:
    if facts.profile.unplaced and not without_mdo(facts.profile, ruleset):
        yield Assumption("year.unplaced", _UNPLACED[ruleset.unplaced])
    if evaluation.prescribed and facts.came_within(year):
        yield _JOINER


def _of_profile(
    facts: OfficialFacts, year: ReportingYear, ruleset: Ruleset
) -> Iterator[Assumption]:
    if placed_nowhere(facts.profile, ruleset):
        return
    if facts.profile.group is None:
        yield Assumption("scope.missing_group", _NO_GROUP[ruleset.missing_group])
    if not follows_bands(facts.profile, ruleset):
        return
    years = years_of_service(facts.profile.batch, year, ruleset)
    if years is not None:
        yield _YEARS
    if years == ruleset.bands[-1]:
        yield _AT_LIMIT
