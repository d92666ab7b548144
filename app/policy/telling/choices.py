"""House rules that are yes or no: which of them had a say in an outcome, and what each assumes."""

from collections.abc import Iterator, Mapping

from app.policy import assessment_terms, reach
from app.policy.completion import CourseStanding
from app.policy.facts import AssessmentResult, OfficialFacts
from app.policy.mandate import Evaluation
from app.policy.outcome import AssessmentEvidence, AssessmentState, Reason
from app.policy.rules.ruleset import Ruleset
from app.policy.wording import Wording

Choice = tuple[str, bool]
UNLINKED = frozenset({Reason.ASSESSMENT_NOT_LINKED, Reason.ASSESSMENT_NOT_YET_MANDATED})

SENTENCES: Mapping[Choice, Wording] = {
    ("assessment.certificate_passes", True): Wording(
        "iGOT's certificate is taken to pass the assessment, whatever the score.",
        "आईगॉट का प्रमाणपत्र होने पर, अंक चाहे जो हों, मूल्यांकन उत्तीर्ण माना गया है।",
    ),
    ("assessment.certificate_passes", False): Wording(
        "iGOT's certificate is taken not to stand against the cut-off that is ordered.",
        "आदेशित न्यूनतम सीमा के सामने आईगॉट का प्रमाणपत्र निर्णायक नहीं माना गया है।",
    ),
    ("assessment.none_linked_passes", True): Wording(
        "Where no assessment is mandated for the official yet, none is taken to be required.",
        "जहाँ कार्मिक के लिए मूल्यांकन अभी निर्धारित नहीं है, वहाँ उसे अपेक्षित नहीं माना गया है।",
    ),
    ("assessment.none_linked_passes", False): Wording(
        "An assessment is taken to be required, also where none is linked to the plan yet.",
        "जहाँ योजना से मूल्यांकन अभी जुड़ा नहीं है, वहाँ भी उसे अपेक्षित माना गया है।",
    ),
    ("assessment.outside_window_counts", True): Wording(
        "A pass outside the days recorded for the assessment, inside the year, is taken to count.",
        "मूल्यांकन के अभिलिखित दिनों के बाहर, किंतु वर्ष के भीतर उत्तीर्ण होना गिना गया है।",
    ),
    ("assessment.outside_window_counts", False): Wording(
        "An attempt outside the days recorded for the assessment is taken not to count.",
        "मूल्यांकन के अभिलिखित दिनों के बाहर का प्रयास नहीं गिना गया है।",
    ),
    ("assessment.undated_result_counts", True): Wording(
        "An assessment result without a date is taken to belong to the year.",
        "बिना तिथि वाले मूल्यांकन परिणाम को इसी वर्ष का माना गया है।",
    ),
    ("assessment.undated_result_counts", False): Wording(
        "An assessment result without a date is taken not to belong to the year.",
        "बिना तिथि वाले मूल्यांकन परिणाम को इस वर्ष का नहीं माना गया है।",
    ),
    ("completion.after_due_date_counts", True): Wording(
        "A completion after the plan's due date, inside the year, is taken to count.",
        "योजना की नियत तिथि के बाद, किंतु वर्ष के भीतर पूरा किया गया पाठ्यक्रम गिना गया है।",
    ),
    ("completion.after_due_date_counts", False): Wording(
        "A completion after the plan's due date is taken not to count.",
        "योजना की नियत तिथि के बाद पूरा किया गया पाठ्यक्रम नहीं गिना गया है।",
    ),
    ("completion.before_plan_counts", False): Wording(
        "A completion before a plan asked for the course is taken not to count.",
        "योजना के प्रकाशन से पहले पूरा किया गया पाठ्यक्रम नहीं गिना गया है।",
    ),
    ("completion.doubt_withholds", True): Wording(
        "While a completion without a date stands, nobody is taken to be short of courses.",
        "जब तक बिना तिथि का कोई पूर्ण पाठ्यक्रम दर्ज है, तब तक पाठ्यक्रमों की कमी नहीं मानी गई है।",
    ),
    ("completion.doubt_withholds", False): Wording(
        "A completion without a date is taken to change nothing: who is short without it is short.",
        "बिना तिथि के पूर्ण पाठ्यक्रम से कोई अंतर नहीं माना गया है: उसके बिना कमी हो तो वह कमी है।",
    ),
    ("completion.equivalent_counts", True): Wording(
        "Another course counts for a prescribed one because the prescriber has ordered so.",
        "निर्धारक प्राधिकरण के आदेश से निर्धारित पाठ्यक्रम के स्थान पर अन्य पाठ्यक्रम गिना गया है।",
    ),
    ("completion.equivalent_counts", False): Wording(
        "No other course is taken to count for a prescribed one.",
        "निर्धारित पाठ्यक्रम के स्थान पर कोई अन्य पाठ्यक्रम नहीं गिना गया है।",
    ),
    ("plans.retired_after_year_counts", True): Wording(
        "A plan that was retired on iGOT after the year had ended is taken to hold for it.",
        "वर्ष की समाप्ति के बाद आईगॉट से हटाई गई योजना को उस वर्ष के लिए लागू माना गया है।",
    ),
    ("plans.retired_after_year_counts", False): Wording(
        "A plan that was retired on iGOT after the year had ended is taken not to hold for it.",
        "वर्ष की समाप्ति के बाद आईगॉट से हटाई गई योजना को उस वर्ष के लिए लागू नहीं माना गया है।",
    ),
    ("plans.several_count_together", True): Wording(
        "The courses of several plans are taken together, each once.",
        "एक से अधिक योजनाओं के पाठ्यक्रम एक साथ, प्रत्येक एक बार, गिने गए हैं।",
    ),
    ("plans.several_count_together", False): Wording(
        "Of several plans of one authority the one published last is taken to hold alone.",
        "एक प्राधिकरण की अनेक योजनाओं में से केवल अंतिम प्रकाशित योजना लागू मानी गई है।",
    ),
    ("plans.vanished_course_stays", True): Wording(
        "A course that a live plan shows no longer, though it was not published anew, is taken to"
        " stay prescribed.",
        "जो पाठ्यक्रम लागू योजना में अब नहीं दिखता, पर योजना पुनः प्रकाशित नहीं हुई, वह निर्धारित ही माना"
        " गया है।",
    ),
    ("plans.vanished_course_stays", False): Wording(
        "A course that a live plan shows no longer is taken to be prescribed no longer.",
        "जो पाठ्यक्रम लागू योजना में अब नहीं दिखता, वह अब निर्धारित नहीं माना गया है।",
    ),
}


def made(evaluation: Evaluation, facts: OfficialFacts, ruleset: Ruleset) -> Iterator[Choice]:
    """Yield the choices that had a say in an evaluation, each as it was made."""
    yield from _of_courses(evaluation, facts, ruleset)
    yield from _of_plans(evaluation, facts, ruleset)
    yield from _of_assessments(evaluation, facts, ruleset)


def _of_courses(evaluation: Evaluation, facts: OfficialFacts, rules: Ruleset) -> Iterator[Choice]:
    standings = {one.standing for one in evaluation.courses}
    late = any(one.after_due_date for one in evaluation.courses)
    if late or CourseStanding.COMPLETED_AFTER_DUE_DATE in standings:
        yield "completion.after_due_date_counts", rules.after_due_counts
    if CourseStanding.COMPLETED_BEFORE_PLAN in standings:
        yield "completion.before_plan_counts", rules.before_plan_counts
    if facts.in_doubt and evaluation.completed < evaluation.required:
        yield "completion.doubt_withholds", rules.doubt_withholds
    prescribed = {one.course_id for one in evaluation.courses if not one.counts}
    ordered = any(one.counts_for_id in prescribed for one in facts.equivalences)
    if any(one.equivalent for one in evaluation.courses):
        yield "completion.equivalent_counts", True
    elif ordered and rules.equivalents == "never":
        yield "completion.equivalent_counts", False


def _of_plans(evaluation: Evaluation, facts: OfficialFacts, rules: Ruleset) -> Iterator[Choice]:
    counting = [plan for plan in facts.plans if plan.plan_id in evaluation.plan_ids]
    own = [plan for plan in facts.plans if plan.authority_id == evaluation.prescriber_id]
    if any(plan.retired for plan in (counting if rules.retired_plans_count else own)):
        yield "plans.retired_after_year_counts", rules.retired_plans_count
    reached = reach.flagged(reach.in_all_postings(facts, rules), rules)
    if len(reached) > 1 and evaluation.plan_ids:
        yield "plans.several_count_together", rules.plans_count_together
    if any(course.vanished for plan in counting for course in plan.courses):
        yield "plans.vanished_course_stays", rules.vanished_stay


def _of_assessments(
    evaluation: Evaluation, facts: OfficialFacts, rules: Ruleset
) -> Iterator[Choice]:
    linked = evaluation.assessments
    if UNLINKED & set(evaluation.reasons):
        yield "assessment.none_linked_passes", rules.unlinked_passes
    if any(one.evidence is AssessmentEvidence.CERTIFICATE for one in linked):
        yield "assessment.certificate_passes", True
    elif not rules.certificate_passes and any(one.certified for one in _sat(evaluation, facts)):
        yield "assessment.certificate_passes", False
    if any(one.outside_window for one in linked):
        yield "assessment.outside_window_counts", True
    elif not rules.outside_days_counts and _left_out(evaluation, facts):
        yield "assessment.outside_window_counts", False
    waiting = AssessmentState.PENDING
    if any(one.taken_at is None and one.state is not waiting for one in linked):
        yield "assessment.undated_result_counts", True
    elif not rules.undated_counts and any(not one.taken_at for one in _sat(evaluation, facts)):
        yield "assessment.undated_result_counts", False


def _sat(evaluation: Evaluation, facts: OfficialFacts) -> list[AssessmentResult]:
    linked = {one.assessment_id for one in evaluation.assessments}
    return [one for one in facts.assessments if one.assessment_id in linked]


def _left_out(evaluation: Evaluation, facts: OfficialFacts) -> bool:
    terms = {one.assessment_id: one.terms for one in evaluation.assessments}
    return any(
        one.taken_at is not None
        and not assessment_terms.open_on(one.taken_at, terms[one.assessment_id])
        for one in _sat(evaluation, facts)
    )
