"""What may be amiss with an authority's strength as a whole, and why it may be exceeded."""

from collections.abc import Mapping

from app.policy.finding import FindingRule, Severity
from app.policy.onboarding.catalogue import onboarding_para
from app.policy.wording import Wording

STRENGTH_NOT_STATED = FindingRule(
    "OB-032",
    Severity.WARNING,
    Wording("The staff strength is not stated.", "कार्मिक संख्या नहीं बताई गई है।"),
    Wording(
        "State the strength, contractual and outsourced staff included, and headquarters apart.",
        "संविदा और आउटसोर्स कार्मिकों सहित संख्या बताएँ, मुख्यालय की अलग से।",
    ),
    citation=onboarding_para(
        "Ensure that correct information on employee strength is updated on iGOT Karmayogi Platform"
    ),
)
ROSTER_LARGER = FindingRule(
    "OB-033",
    Severity.WARNING,
    Wording(
        "The roster has more rows than there are posts filled.",
        "नामावली में भरे पदों से अधिक पंक्तियाँ हैं।",
    ),
    Wording(
        "Correct the strength, or take off the roster who is no longer in office.",
        "संख्या ठीक करें, या जो अब पद पर नहीं हैं उन्हें नामावली से हटाएँ।",
    ),
)
MORE_ONBOARDED = FindingRule(
    "OB-034",
    Severity.WARNING,
    Wording(
        "More are onboarded than there are posts filled.",
        "भरे पदों से अधिक कार्मिक पंजीकृत हैं।",
    ),
    Wording(
        "Look at the reasons told beside it: mark who is not yours, or correct the strength.",
        "साथ दिए गए कारण देखें: जो आपके नहीं हैं उन्हें चिह्नित करें, या संख्या ठीक करें।",
    ),
)
IGOT_DIFFERS = FindingRule(
    "OB-035",
    Severity.WARNING,
    Wording(
        "iGOT's staff details tell another strength.",
        "आईगॉट के कार्मिक विवरण में संख्या भिन्न है।",
    ),
    Wording(
        "Find out which is right, and correct the other: on iGOT under Staff Details, or here.",
        "पता करें कि कौन-सी सही है, और दूसरी को ठीक करें: आईगॉट पर “Staff Details” में, या यहाँ।",
    ),
    citation=onboarding_para(
        "Ensure that correct information on employee strength is updated on iGOT Karmayogi Platform"
    ),
)
HEADQUARTERS_NOT_STATED = FindingRule(
    "OB-036",
    Severity.INFO,
    Wording(
        "The strength at headquarters is not stated apart.",
        "मुख्यालय की कार्मिक संख्या अलग से नहीं बताई गई है।",
    ),
    Wording(
        "State it, contractual and outsourced staff included.",
        "संविदा और आउटसोर्स कार्मिकों सहित उसे बताएँ।",
    ),
    citation=onboarding_para(
        "Furnish information on employee strength at M/D Headquarters including"
        " contractual/outsourced workforce etc."
    ),
)

OF_AUTHORITIES = (
    STRENGTH_NOT_STATED,
    ROSTER_LARGER,
    MORE_ONBOARDED,
    IGOT_DIFFERS,
    HEADQUARTERS_NOT_STATED,
)
EXCESS: Mapping[str, Wording] = {
    "kinds_not_stated": Wording(
        "On iGOT are kinds of staff of which no strength is stated.",
        "आईगॉट पर ऐसे कार्मिक भी हैं जिनके प्रकार की संख्या नहीं बताई गई है।",
    ),
    "not_on_roster": Wording(
        "Some on iGOT are not on the roster, and perhaps not the authority's.",
        "आईगॉट पर कुछ ऐसे हैं जो नामावली में नहीं हैं, और संभवतः इस प्राधिकरण के नहीं।",
    ),
    "duplicates": Wording(
        "Some rows of the roster repeat another's identifier or lead to several users.",
        "नामावली की कुछ पंक्तियाँ दोहराई गई हैं या कई उपयोगकर्ताओं की ओर संकेत करती हैं।",
    ),
    "not_verified": Wording(
        "Some profiles are not verified, so that nobody has said that they belong here.",
        "कुछ प्रोफ़ाइल सत्यापित नहीं हैं, अतः किसी ने नहीं कहा कि वे यहीं के हैं।",
    ),
    "unexplained": Wording(
        "Nothing held explains it: the strength may be out of date.",
        "उपलब्ध तथ्यों से इसका कारण नहीं मिलता: संख्या पुरानी हो सकती है।",
    ),
}
