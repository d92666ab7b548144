"""The sentences, in English and Hindi, in which outcomes and their reasons are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.policy.completion import CourseStanding
from app.policy.outcome import AssessmentEvidence, AssessmentState, Outcome, Reason


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence in both official languages."""

    en: str
    hi: str

    def filled(self, **parts: object) -> "Wording":
        """Return the sentence with its named places filled; raise KeyError when one is missing."""
        return Wording(self.en.format(**parts), self.hi.format(**parts))


def written(day: date) -> str:
    """Return a day as orders write it: ``31.03.2026``."""
    return day.strftime("%d.%m.%Y")


OUTCOMES: Mapping[Outcome, Wording] = {
    Outcome.MET: Wording(
        "The mandate of the year is met.",
        "वर्ष का अधिदेश पूरा हो गया है।",
    ),
    Outcome.SHORT_OF_COURSES: Wording(
        "Fewer courses were completed in the year than required.",
        "वर्ष में अपेक्षित संख्या से कम पाठ्यक्रम पूरे किए गए हैं।",
    ),
    Outcome.ASSESSMENT_PENDING: Wording(
        "The courses are completed; the assessment has no result yet.",
        "पाठ्यक्रम पूरे हैं; मूल्यांकन का परिणाम अभी उपलब्ध नहीं है।",
    ),
    Outcome.ASSESSMENT_FAILED: Wording(
        "The courses are completed; the assessment was not passed.",
        "पाठ्यक्रम पूरे हैं; मूल्यांकन उत्तीर्ण नहीं किया गया।",
    ),
    Outcome.NOT_MANDATED: Wording(
        "The mandate does not apply to this official.",
        "यह अधिदेश इस कार्मिक पर लागू नहीं होता।",
    ),
    Outcome.NO_PLAN: Wording(
        "No courses have been prescribed for this official.",
        "इस कार्मिक के लिए कोई पाठ्यक्रम निर्धारित नहीं किया गया है।",
    ),
    Outcome.LEVEL_UNRESOLVED: Wording(
        "No courses reach this official, whose level is not known.",
        "इस कार्मिक का स्तर ज्ञात नहीं है और कोई पाठ्यक्रम निर्धारित नहीं मिला।",
    ),
    Outcome.EXEMPT: Wording(
        "The official is exempted by order.",
        "कार्मिक को आदेश द्वारा छूट दी गई है।",
    ),
    Outcome.NOT_ESTABLISHED: Wording(
        "What iGOT shows leaves open whether the mandate is met; no outcome is established.",
        "आईगॉट के अभिलेखों से यह तय नहीं होता कि अधिदेश पूरा हुआ या नहीं; परिणाम सिद्ध नहीं होता।",
    ),
}

REASONS: Mapping[Reason, Wording] = {
    Reason.APAR_FLAG_MISSING: Wording(
        "A training plan that reaches the official does not say whether it is for the APAR.",
        "कार्मिक पर लागू एक प्रशिक्षण योजना यह नहीं बताती कि वह एपीएआर के लिए है या नहीं।",
    ),
    Reason.ASSESSMENT_NOT_LINKED: Wording(
        "No assessment is linked to the training plan.",
        "प्रशिक्षण योजना से कोई मूल्यांकन जुड़ा नहीं है।",
    ),
    Reason.ASSESSMENT_NOT_YET_MANDATED: Wording(
        "No assessment is mandated for the official's level yet, though the authority has mandated"
        " one for others.",
        "प्राधिकरण ने दूसरों के लिए मूल्यांकन निर्धारित किया है, पर कार्मिक के स्तर के लिए अभी नहीं।",
    ),
    Reason.COMPLETION_IN_DOUBT: Wording(
        "iGOT shows a completed course of the official without saying when it was completed.",
        "आईगॉट कार्मिक का एक पूर्ण पाठ्यक्रम दर्शाता है, पर उसके पूर्ण होने की तिथि नहीं बताता।",
    ),
    Reason.COURSES_BELOW_SHARE: Wording(
        "The completed courses are below the required share of those prescribed.",
        "पूरे किए गए पाठ्यक्रम निर्धारित पाठ्यक्रमों के अपेक्षित अंश से कम हैं।",
    ),
    Reason.DEPUTATION_FLAG_MISSING: Wording(
        "The profile does not say whether the officer is on central deputation.",
        "प्रोफ़ाइल में यह दर्ज नहीं है कि अधिकारी केंद्रीय प्रतिनियुक्ति पर है या नहीं।",
    ),
    Reason.EMPLOYMENT_WITHOUT_APAR: Wording(
        "This kind of employment has no APAR.",
        "इस प्रकार के नियोजन में एपीएआर नहीं लिखी जाती।",
    ),
    Reason.EXEMPTED_BY_ORDER: Wording(
        "Exemption orders cover the days of the reporting year that the rule asks for.",
        "छूट के आदेश प्रतिवेदन वर्ष के उन दिनों पर लागू हैं जो नियम में अपेक्षित हैं।",
    ),
    Reason.FAIL_WITHOUT_EVIDENCE: Wording(
        "iGOT reports a failed assessment without a score or a date.",
        "आईगॉट ने अंक या तिथि के बिना मूल्यांकन में असफलता दर्शाई है।",
    ),
    Reason.LEVEL_UNKNOWN: Wording(
        "The official's level can't be told from the profile.",
        "प्रोफ़ाइल से कार्मिक का स्तर ज्ञात नहीं होता।",
    ),
    Reason.MINISTRY_HAS_NOT_CHOSEN: Wording(
        "The organisation is an autonomous body or a public sector enterprise, and no order of its"
        " ministry brings its staff under the mandate.",
        "संगठन स्वायत्त निकाय या सार्वजनिक क्षेत्र का उपक्रम है, और उसके मंत्रालय के किसी आदेश ने उसके कार्मिकों"
        " को अधिदेश में नहीं लिया है।",
    ),
    Reason.NO_MDO_DECLARED: Wording(
        "A recorded order declares that the officer works with no ministry, department or"
        " organisation of the Government of India.",
        "अभिलिखित आदेश के अनुसार अधिकारी भारत सरकार के किसी मंत्रालय, विभाग या संगठन में कार्यरत नहीं है।",
    ),
    Reason.NOT_COVERED: Wording(
        "The memorandum does not cover a State's own staff.",
        "कार्यालय ज्ञापन राज्य के अपने कार्मिकों पर लागू नहीं है।",
    ),
    Reason.NOT_FLAGGED_APAR: Wording(
        "A training plan that reaches the official is not for the APAR.",
        "कार्मिक पर लागू एक प्रशिक्षण योजना एपीएआर के लिए नहीं है।",
    ),
    Reason.PLACE_OF_EARLIER_POSTING: Wording(
        "The official has moved since the day by which the year is decided: the place of that day"
        " decides.",
        "वर्ष के निर्णायक दिन के बाद कार्मिक का स्थानांतरण हुआ है: उसी दिन की तैनाती के अनुसार निर्णय हुआ है।",
    ),
    Reason.PLACE_OF_LONGEST_POSTING: Wording(
        "The official was transferred in the year: the posting of most days decides.",
        "कार्मिक का वर्ष के दौरान स्थानांतरण हुआ: सर्वाधिक दिनों की तैनाती के अनुसार निर्णय हुआ है।",
    ),
    Reason.PLACE_UNKNOWN: Wording(
        "No posting of the official covers the day by which the year is decided: what was"
        " prescribed there is not known.",
        "वर्ष के निर्णायक दिन कार्मिक की कोई तैनाती दर्ज नहीं है: उसके लिए क्या निर्धारित था, यह ज्ञात नहीं है।",
    ),
    Reason.PLANS_OF_ALL_POSTINGS: Wording(
        "The official was transferred in the year: the plans of all postings are taken together.",
        "कार्मिक का वर्ष के दौरान स्थानांतरण हुआ: सभी तैनातियों की योजनाएँ एक साथ ली गई हैं।",
    ),
    Reason.PRESCRIBER_UNKNOWN: Wording(
        "It is not known which authority prescribes the official's courses.",
        "यह ज्ञात नहीं है कि कार्मिक के पाठ्यक्रम कौन-सा प्राधिकरण निर्धारित करता है।",
    ),
    Reason.REACHED_BY_NO_PLAN: Wording(
        "No training plan that counts reaches the official.",
        "गणना योग्य कोई प्रशिक्षण योजना कार्मिक पर लागू नहीं है।",
    ),
    Reason.RETIRED_BY_ORDER: Wording(
        "By a recorded order the official was no longer in service on the year's last day.",
        "अभिलिखित आदेश के अनुसार कार्मिक वर्ष के अंतिम दिन सेवा में नहीं था।",
    ),
    Reason.SEVERAL_PLANS: Wording(
        "Several training plans reach the official; each course is counted once.",
        "कार्मिक पर एक से अधिक प्रशिक्षण योजनाएँ लागू हैं; प्रत्येक पाठ्यक्रम एक बार गिना गया है।",
    ),
}

COURSES: Mapping[CourseStanding, Wording] = {
    CourseStanding.COUNTED: Wording(
        "Counted: completed in the reporting year.",
        "गिना गया: प्रतिवेदन वर्ष में पूरा किया गया।",
    ),
    CourseStanding.COUNTED_BY_EQUIVALENT: Wording(
        "Counted: {course}, completed in the reporting year, counts for it by order {order} of"
        " {dated} of the prescriber.",
        "गिना गया: निर्धारक प्राधिकरण के आदेश ({order}, दिनांक {dated}) से इसके स्थान पर, प्रतिवेदन वर्ष में पूरा"
        " किया गया पाठ्यक्रम {course} गिना गया है।",
    ),
    CourseStanding.NOT_COMPLETED: Wording(
        "Not counted: no completion is recorded.",
        "नहीं गिना गया: पूरा होने का कोई अभिलेख नहीं है।",
    ),
    CourseStanding.COMPLETED_BEFORE_YEAR: Wording(
        "Not counted: completed before the reporting year began.",
        "नहीं गिना गया: प्रतिवेदन वर्ष आरंभ होने से पहले पूरा किया गया।",
    ),
    CourseStanding.COMPLETED_AFTER_YEAR: Wording(
        "Not counted: completed after the reporting year ended.",
        "नहीं गिना गया: प्रतिवेदन वर्ष समाप्त होने के बाद पूरा किया गया।",
    ),
    CourseStanding.COMPLETED_AFTER_AS_OF: Wording(
        "Not counted: completed after the moment from which the year is looked at.",
        "नहीं गिना गया: जिस समय की स्थिति देखी जा रही है, उसके बाद पूरा किया गया।",
    ),
    CourseStanding.COMPLETED_BEFORE_PLAN: Wording(
        "Not counted: completed before a plan asked for it.",
        "नहीं गिना गया: योजना के प्रकाशन से पहले पूरा किया गया।",
    ),
    CourseStanding.COMPLETED_AFTER_DUE_DATE: Wording(
        "Not counted: completed after the plan's own due date.",
        "नहीं गिना गया: योजना की नियत तिथि के बाद पूरा किया गया।",
    ),
}

COUNTED_LATE = Wording(
    "Counted: completed in the reporting year, after the plan's own due date.",
    "गिना गया: प्रतिवेदन वर्ष में, किंतु योजना की नियत तिथि के बाद पूरा किया गया।",
)

IMPLAUSIBLY_FAST = Wording(
    "Completed much faster than the course lasts, counted from the enrolment that iGOT shows; this"
    " is shown, and changes nothing.",
    "आईगॉट में दर्ज नामांकन से पाठ्यक्रम की अवधि की तुलना में बहुत कम समय में पूरा किया गया; यह केवल दर्शाया गया है,"
    " इससे कुछ नहीं बदलता।",
)

VANISHED = Wording(
    "The plan on iGOT shows this course no longer, though it was not published anew: it stays"
    " prescribed.",
    "आईगॉट पर योजना में यह पाठ्यक्रम अब नहीं दिखता, पर योजना पुनः प्रकाशित नहीं हुई: यह निर्धारित ही है।",
)

ASSESSMENTS: Mapping[AssessmentState, Wording] = {
    AssessmentState.NOT_LINKED: Wording(
        "No assessment is linked.",
        "कोई मूल्यांकन जुड़ा नहीं है।",
    ),
    AssessmentState.PENDING: Wording(
        "No result is recorded in the reporting year.",
        "प्रतिवेदन वर्ष में कोई परिणाम अभिलिखित नहीं है।",
    ),
    AssessmentState.PASSED: Wording("Passed.", "उत्तीर्ण।"),
    AssessmentState.FAILED: Wording("Not passed.", "उत्तीर्ण नहीं।"),
    AssessmentState.NOT_ESTABLISHED: Wording(
        "Not established: a fail is reported without a score or a date.",
        "सिद्ध नहीं: अंक या तिथि के बिना असफलता दर्शाई गई है।",
    ),
}

ATTEMPTS = Wording(
    "Attempts recorded in the reporting year: {attempts}.",
    "प्रतिवेदन वर्ष में अभिलिखित प्रयास: {attempts}।",
)
ATTEMPTS_ALLOWED = Wording(
    "Attempts recorded in the reporting year: {attempts} of {allowed} allowed.",
    "प्रतिवेदन वर्ष में अभिलिखित प्रयास: अनुमत {allowed} में से {attempts}।",
)
OPEN_FROM_TO = Wording(
    "By order {order} of {dated} of the prescriber it is open from {opens} to {closes}.",
    "निर्धारक प्राधिकरण के आदेश ({order}, दिनांक {dated}) के अनुसार यह {opens} से {closes} तक खुला है।",
)
CUT_OFFS: Mapping[AssessmentEvidence, Wording] = {
    AssessmentEvidence.AS_IGOT_SAYS: Wording(
        "The order names a cut-off of {percent} %; for want of a score that can be held against it,"
        " iGOT's word stands.",
        "आदेश में {percent} % की न्यूनतम सीमा दी गई है; तुलना योग्य अंक न होने से आईगॉट का कथन मान्य है।",
    ),
    AssessmentEvidence.CERTIFICATE: Wording(
        "The order names a cut-off of {percent} %; iGOT has issued its certificate, which passes it"
        " whatever the score.",
        "आदेश में {percent} % की न्यूनतम सीमा दी गई है; आईगॉट का प्रमाणपत्र जारी होने से अंक चाहे जो हों,"
        " उत्तीर्ण माना गया है।",
    ),
    AssessmentEvidence.CUT_OFF: Wording(
        "The score decides, held against the cut-off of {percent} % that the order names.",
        "आदेश में दी गई {percent} % की न्यूनतम सीमा से अंकों की तुलना के अनुसार निर्णय हुआ है।",
    ),
}
CUT_OFF_AWAITED = Wording(
    "The order names a cut-off of {percent} %.",
    "आदेश में {percent} % की न्यूनतम सीमा दी गई है।",
)
OUTSIDE_WINDOW = Wording(
    "Passed outside those days: it counts, being in the reporting year.",
    "उन दिनों के बाहर उत्तीर्ण: प्रतिवेदन वर्ष में होने से गिना गया है।",
)
OPEN_UNTIL = Wording(" {name} is open until {day}.", " {name} {day} तक खुला है।")
COUNTS_UNTIL = Wording(" {name} counts until {day} alone.", " {name} केवल {day} तक गिना जाएगा।")
ATTEMPTS_USED = Wording(
    " The attempts at {name} that its prescriber allows, {allowed}, are used; a further pass counts"
    " where iGOT shows one.",
    " {name} के लिए निर्धारक प्राधिकरण द्वारा अनुमत {allowed} प्रयास हो चुके हैं; आईगॉट में आगे दर्ज"
    " उत्तीर्ण परिणाम गिना जाएगा।",
)
CLOSED_SINCE = Wording(
    " The days of {name} ended on {day}; a pass in the reporting year counts all the same.",
    " {name} के दिन {day} को समाप्त हुए; प्रतिवेदन वर्ष में उत्तीर्ण होना फिर भी गिना जाएगा।",
)
UNLOCKED = Wording(
    "The courses that unlock it are completed.",
    "इसे खोलने वाले पाठ्यक्रम पूरे हो चुके हैं।",
)
LOCKED = Wording(
    "It opens once these are completed: {gates}.",
    "यह इनके पूरा होने पर खुलता है: {gates}।",
)
