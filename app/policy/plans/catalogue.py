"""The catalogue of findings on training plans: what each says, what to do, and by which rule."""

from collections.abc import Mapping

from app.policy.finding import FindingRule, Severity
from app.policy.wording import Wording

_CORRECT = Wording("Correct the course's id.", "पाठ्यक्रम की आईडी ठीक करें।")
_RULES = (
    FindingRule(
        "PL-001",
        Severity.WARNING,
        Wording(
            "{courses} courses are prescribed; the memorandum's illustration is {minimum}.",
            "{courses} पाठ्यक्रम निर्धारित हैं; कार्यालय ज्ञापन के उदाहरण में {minimum} हैं।",
        ),
        Wording(
            "Prescribe more courses, or keep to fewer.", "और पाठ्यक्रम निर्धारित करें, या इतने ही रखें।"
        ),
        "plans.minimum_courses",
    ),
    FindingRule(
        "PL-002",
        Severity.ERROR,
        Wording("The catalogue does not know this course.", "सूची में यह पाठ्यक्रम नहीं है।"),
        _CORRECT,
    ),
    FindingRule(
        "PL-003",
        Severity.ERROR,
        Wording("This course is retired on iGOT.", "यह पाठ्यक्रम आईगॉट पर बंद हो चुका है।"),
        Wording("Prescribe another course.", "कोई अन्य पाठ्यक्रम निर्धारित करें।"),
    ),
    FindingRule(
        "PL-004",
        Severity.WARNING,
        Wording("This course stands in the plan twice.", "यह पाठ्यक्रम योजना में दो बार है।"),
        Wording("Take it out once: it is counted once.", "एक बार हटाएँ: यह एक ही बार गिना जाता है।"),
        "plans.several_count_together",
    ),
    FindingRule(
        "PL-005",
        Severity.ERROR,
        Wording("The catalogue does not know this assessment.", "सूची में यह मूल्यांकन नहीं है।"),
        Wording("Correct the assessment's id.", "मूल्यांकन की आईडी ठीक करें।"),
    ),
    FindingRule(
        "PL-006",
        Severity.WARNING,
        Wording("No comprehensive assessment is linked.", "कोई व्यापक मूल्यांकन नहीं जुड़ा है।"),
        Wording(
            "Link the one that is mandated; without one none is asked of anybody.",
            "निर्धारित मूल्यांकन जोड़ें; उसके बिना किसी से मूल्यांकन अपेक्षित नहीं होगा।",
        ),
        "assessment.none_linked_passes",
    ),
    FindingRule(
        "PL-007",
        Severity.WARNING,
        Wording("The plan is not flagged for the APAR.", "योजना एपीएआर के लिए अंकित नहीं है।"),
        Wording("Flag it, or its courses do not count.", "अंकित करें, अन्यथा पाठ्यक्रम नहीं गिने जाएँगे।"),
        "plans.apar_flag_required",
    ),
    FindingRule(
        "PL-008",
        Severity.WARNING,
        Wording("The plan has no due date.", "योजना की नियत तिथि नहीं है।"),
        Wording("State one within the year.", "वर्ष के भीतर की तिथि दें।"),
        "completion.window",
    ),
    FindingRule(
        "PL-009",
        Severity.ERROR,
        Wording(
            "The due date lies outside reporting year {year}.",
            "नियत तिथि प्रतिवेदन वर्ष {year} के बाहर है।",
        ),
        Wording("State one within the year.", "वर्ष के भीतर की तिथि दें।"),
        "completion.window",
    ),
    FindingRule(
        "PL-010",
        Severity.ERROR,
        Wording("The plan would reach nobody.", "योजना किसी पर लागू नहीं होगी।"),
        Wording("Correct the groups.", "समूह ठीक करें।"),
    ),
    FindingRule(
        "PL-011",
        Severity.WARNING,
        Wording(
            "The plan would reach officials of {levels} levels.",
            "योजना {levels} स्तरों के कार्मिकों पर लागू होगी।",
        ),
        Wording(
            "Make a plan for each level, or mean it so.",
            "प्रत्येक स्तर के लिए योजना बनाएँ, या जानबूझकर ऐसा रखें।",
        ),
        "levels.designations",
    ),
    FindingRule(
        "PL-012",
        Severity.WARNING,
        Wording(
            "{officials} of those reached have no level in the map.",
            "जिन पर योजना लागू होगी उनमें {officials} का स्तर सूची में नहीं है।",
        ),
        Wording("Record the levels of their designations.", "उनके पदनामों के स्तर दर्ज करें।"),
        "levels.designations",
    ),
    FindingRule(
        "PL-013",
        Severity.WARNING,
        Wording(
            "{plans} other plans count already for officials whom it would reach.",
            "जिन पर योजना लागू होगी उन पर {plans} अन्य योजनाएँ पहले से लागू हैं।",
        ),
        Wording(
            "Name the plan that it replaces, or mean both: courses are counted together.",
            "जिस योजना के स्थान पर है वह बताएँ, या दोनों रखें: पाठ्यक्रम साथ गिने जाते हैं।",
        ),
        "plans.several_count_together",
    ),
    FindingRule(
        "PL-014",
        Severity.ERROR,
        Wording("The assessment is retired on iGOT.", "यह मूल्यांकन आईगॉट पर बंद हो चुका है।"),
        Wording("Link another assessment.", "कोई अन्य मूल्यांकन जोड़ें।"),
    ),
    FindingRule(
        "PL-015",
        Severity.ERROR,
        Wording(
            "No comprehensive assessment is linked, and by the authority's order everybody waits"
            " for one.",
            "कोई व्यापक मूल्यांकन नहीं जुड़ा है, और प्राधिकरण के आदेश से सभी के लिए वह अपेक्षित है।",
        ),
        Wording("Link the one that is mandated.", "निर्धारित मूल्यांकन जोड़ें।"),
        "assessment.none_linked_passes",
    ),
)
CATALOGUE: Mapping[str, FindingRule] = {rule.id: rule for rule in _RULES}
