"""The catalogue of onboarding findings: what each says, what to do, and on whose word."""

from datetime import date
from enum import StrEnum

from app.policy.finding import FindingRule, Severity
from app.policy.rules.ruleset import Citation
from app.policy.wording import Wording


class Field(StrEnum):
    """The field of a submitted official that a finding is about."""

    EMAIL = "email"
    EMPLOYEE_CODE = "employee_code"
    PHONE = "phone"
    NAME = "name"
    DESIGNATION = "designation"
    GROUP = "group"
    SERVICE = "service"
    CADRE = "cadre"
    BATCH = "batch"
    ON_CENTRAL_DEPUTATION = "on_central_deputation"
    JOINED_ON = "joined_on"
    RETIRES_ON = "retires_on"


def onboarding_para(quotation: str) -> Citation:
    """Cite the role of Ministries in OM T-28/98/2024-iGOT-Part (2) of 18.12.2024, para 3.I."""
    return Citation("No. T-28/98/2024-iGOT-Part (2)", date(2024, 12, 18), "3.I", quotation)


def _profile_para(quotation: str) -> Citation:
    """Cite what profiles must show: OM T-28/27/2025-iGOT of 04.07.2025, para 3(iv)."""
    return Citation("No. T-28/27/2025-iGOT", date(2025, 7, 4), "3(iv)", quotation)


_EVERYBODY = onboarding_para(
    "Ensure that all officials including contractual workforce and outsourced personnel are"
    " on-boarded on the iGOT Karmayogi platform"
)
_VALIDATE = onboarding_para(
    "Validate the officials on-boarded on the platform under respective Ministry/Department."
)
_NOT_MINE = onboarding_para(
    "Officials who are incorrectly mapped to a M/D shall be marked as “Not my User” through"
    " MDO Admin portal."
)
_TRAINING_PLAN = onboarding_para("map the courses to all employees through the “Training Plan”")
_CURRENT_ROLE = _profile_para(
    "correctly reflect her/his current role/position/designation in the"
    " Ministry/Department/Organization the employee is serving in"
)
_SERVICE_AND_BATCH = _profile_para(
    "AIS officers serving in the states/UTs must update their iGOT profiles to correctly reflect"
    " their service and batch"
)

NOT_ONBOARDED = FindingRule(
    "OB-001",
    Severity.ERROR,
    Wording("Not onboarded on iGOT.", "आईगॉट पर पंजीकृत नहीं।"),
    Wording(
        "Onboard the official, or correct the e-mail and the employee code given here.",
        "कार्मिक को पंजीकृत करें, या यहाँ दिए गए ई-मेल और कर्मचारी कोड को ठीक करें।",
    ),
    citation=_EVERYBODY,
)
UNDER_ANOTHER_AUTHORITY = FindingRule(
    "OB-002",
    Severity.ERROR,
    Wording("Onboarded under another authority.", "किसी अन्य प्राधिकरण के अंतर्गत पंजीकृत।"),
    Wording(
        "Ask the official to update the profile, or have the transfer approved on iGOT.",
        "कार्मिक से प्रोफ़ाइल अद्यतन कराएँ, या आईगॉट पर स्थानांतरण अनुमोदित कराएँ।",
    ),
    citation=_NOT_MINE,
)
SUBMITTED_TWICE = FindingRule(
    "OB-003",
    Severity.ERROR,
    Wording("Submitted more than once.", "एक से अधिक बार प्रस्तुत।"),
    Wording(
        "Keep one row for each official: the e-mail or the employee code repeats.",
        "प्रत्येक कार्मिक की एक ही पंक्ति रखें: ई-मेल या कर्मचारी कोड दोहराया गया है।",
    ),
)
IDENTIFIERS_DISAGREE = FindingRule(
    "OB-004",
    Severity.ERROR,
    Wording(
        "The identifiers lead to different officials.",
        "पहचानकर्ता अलग-अलग कार्मिकों की ओर संकेत करते हैं।",
    ),
    Wording(
        "Find out which of e-mail and employee code is right, and correct the other.",
        "पता करें कि ई-मेल और कर्मचारी कोड में से कौन-सा सही है, और दूसरे को ठीक करें।",
    ),
)
NAME_DIFFERS = FindingRule(
    "OB-005",
    Severity.WARNING,
    Wording("The name differs from the profile's.", "नाम प्रोफ़ाइल के नाम से भिन्न है।"),
    Wording(
        "Check that it is the same official, then correct the name where it is wrong.",
        "जाँचें कि कार्मिक वही है, फिर जहाँ नाम ग़लत हो वहाँ ठीक करें।",
    ),
)
NOT_VERIFIED = FindingRule(
    "OB-006",
    Severity.WARNING,
    Wording("The profile is not verified.", "प्रोफ़ाइल सत्यापित नहीं है।"),
    Wording(
        "Verify the profile, with group and designation, in the MDO admin portal.",
        "एमडीओ एडमिन पोर्टल में समूह और पदनाम सहित प्रोफ़ाइल सत्यापित करें।",
    ),
    citation=_VALIDATE,
)
NOT_MY_USER = FindingRule(
    "OB-007",
    Severity.ERROR,
    Wording("Marked as “Not my User”.", "“Not my User” के रूप में चिह्नित।"),
    Wording(
        "If the official serves here, take the mark back; else drop the row.",
        "यदि कार्मिक यहीं कार्यरत है तो चिह्न हटाएँ; अन्यथा पंक्ति हटाएँ।",
    ),
    citation=_NOT_MINE,
)
DESIGNATION_MISSING = FindingRule(
    "OB-008",
    Severity.ERROR,
    Wording("The profile has no designation.", "प्रोफ़ाइल में पदनाम नहीं है।"),
    Wording(
        "Have the current designation entered in the profile.",
        "प्रोफ़ाइल में वर्तमान पदनाम दर्ज कराएँ।",
    ),
    citation=_CURRENT_ROLE,
)
GROUP_MISSING = FindingRule(
    "OB-009",
    Severity.WARNING,
    Wording("The profile has no group.", "प्रोफ़ाइल में समूह नहीं है।"),
    Wording("Have the group entered in the profile.", "प्रोफ़ाइल में समूह दर्ज कराएँ।"),
)
SERVICE_MISSING = FindingRule(
    "OB-010",
    Severity.ERROR,
    Wording("The profile has no service.", "प्रोफ़ाइल में सेवा नहीं है।"),
    Wording("Have the service entered in the profile.", "प्रोफ़ाइल में सेवा दर्ज कराएँ।"),
    citation=_SERVICE_AND_BATCH,
)
BATCH_MISSING = FindingRule(
    "OB-011",
    Severity.ERROR,
    Wording(
        "The profile of an All India Services officer has no batch.",
        "अखिल भारतीय सेवा के अधिकारी की प्रोफ़ाइल में बैच नहीं है।",
    ),
    Wording("Have the batch year entered in the profile.", "प्रोफ़ाइल में बैच वर्ष दर्ज कराएँ।"),
    citation=_SERVICE_AND_BATCH,
)
CADRE_MISSING = FindingRule(
    "OB-012",
    Severity.ERROR,
    Wording(
        "The profile of an All India Services officer has no cadre.",
        "अखिल भारतीय सेवा के अधिकारी की प्रोफ़ाइल में संवर्ग नहीं है।",
    ),
    Wording("Have the cadre entered in the profile.", "प्रोफ़ाइल में संवर्ग दर्ज कराएँ।"),
)
FIELD_DIFFERS = FindingRule(
    "OB-013",
    Severity.WARNING,
    Wording("The field differs from the profile's.", "यह विवरण प्रोफ़ाइल के विवरण से भिन्न है।"),
    Wording(
        "Check which of the two is right, and correct the other.",
        "जाँचें कि दोनों में से कौन-सा सही है, और दूसरे को ठीक करें।",
    ),
)
DEPUTATION_MISSING = FindingRule(
    "OB-014",
    Severity.ERROR,
    Wording(
        "The profile does not say whether the officer is on central deputation.",
        "प्रोफ़ाइल में केंद्रीय प्रतिनियुक्ति का उल्लेख नहीं है।",
    ),
    Wording(
        "Have the flag entered: it decides who prescribes the officer's courses.",
        "यह दर्ज कराएँ: इसी से तय होता है कि अधिकारी के पाठ्यक्रम कौन निर्धारित करेगा।",
    ),
)
DESIGNATION_UNKNOWN = FindingRule(
    "OB-015",
    Severity.WARNING,
    Wording("The designation leads to no level.", "पदनाम से कोई स्तर ज्ञात नहीं होता।"),
    Wording(
        "Map the designation to a level, or correct its spelling in the profile.",
        "पदनाम को किसी स्तर से जोड़ें, या प्रोफ़ाइल में उसकी वर्तनी ठीक कराएँ।",
    ),
)
NO_TRAINING_PLAN = FindingRule(
    "OB-016",
    Severity.ERROR,
    Wording(
        "No training plan reaches the official.",
        "कार्मिक पर कोई प्रशिक्षण योजना लागू नहीं है।",
    ),
    Wording(
        "Add a training plan for the official's level, or correct the profile that it looks at.",
        "कार्मिक के स्तर के लिए प्रशिक्षण योजना जोड़ें, या उससे संबंधित प्रोफ़ाइल ठीक कराएँ।",
    ),
    citation=_TRAINING_PLAN,
)
PERSONAL_EMAIL = FindingRule(
    "OB-017",
    Severity.WARNING,
    Wording("The e-mail is a personal one.", "ई-मेल व्यक्तिगत है।"),
    Wording(
        "Give the official e-mail, by which SPARROW knows the official.",
        "सरकारी ई-मेल दें, जिससे स्पैरो कार्मिक को पहचानता है।",
    ),
)
NO_IDENTIFIER = FindingRule(
    "OB-018",
    Severity.ERROR,
    Wording(
        "The row has neither an e-mail nor an employee code.",
        "पंक्ति में न ई-मेल है, न कर्मचारी कोड।",
    ),
    Wording(
        "Give at least one of the two; without it nobody can be looked up.",
        "दोनों में से कम से कम एक दें; उसके बिना किसी को खोजा नहीं जा सकता।",
    ),
)
BATCH_IN_FUTURE = FindingRule(
    "OB-019",
    Severity.ERROR,
    Wording(
        "The profile's batch lies after the reporting year opens.",
        "प्रोफ़ाइल का बैच प्रतिवेदन वर्ष आरंभ होने के बाद का है।",
    ),
    Wording("Have the batch year corrected in the profile.", "प्रोफ़ाइल में बैच वर्ष ठीक कराएँ।"),
)

OF_PROFILES = (
    NOT_ONBOARDED,
    UNDER_ANOTHER_AUTHORITY,
    SUBMITTED_TWICE,
    IDENTIFIERS_DISAGREE,
    NAME_DIFFERS,
    NOT_VERIFIED,
    NOT_MY_USER,
    DESIGNATION_MISSING,
    GROUP_MISSING,
    SERVICE_MISSING,
    BATCH_MISSING,
    CADRE_MISSING,
    FIELD_DIFFERS,
    DEPUTATION_MISSING,
    DESIGNATION_UNKNOWN,
    NO_TRAINING_PLAN,
    PERSONAL_EMAIL,
    NO_IDENTIFIER,
    BATCH_IN_FUTURE,
)
