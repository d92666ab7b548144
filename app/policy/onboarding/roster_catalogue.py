"""The findings that only a roster gives rise to, and the whole catalogue, versioned."""

from collections.abc import Mapping

from app.policy.finding import FindingRule, Severity
from app.policy.onboarding import roster_columns
from app.policy.onboarding.catalogue import OF_PROFILES, onboarding_para
from app.policy.onboarding.strength_catalogue import OF_AUTHORITIES
from app.policy.wording import Wording

# Rises when a rule is added, left out or comes to mean something else. Ids are never used twice.
VERSION = 6

EMAIL_MASKED = FindingRule(
    "OB-020",
    Severity.ERROR,
    Wording("The e-mail is masked.", "ई-मेल छिपाया हुआ है।"),
    Wording(
        "Give the whole address: one with asterisks leads to nobody.",
        "पूरा पता दें: तारांकित पते से किसी को खोजा नहीं जा सकता।",
    ),
)
NOT_ON_ROSTER = FindingRule(
    "OB-021",
    Severity.WARNING,
    Wording("On iGOT here, but not on the roster.", "आईगॉट पर यहाँ दर्ज, पर नामावली में नहीं।"),
    Wording(
        "Add the official to the roster, or mark the user as “Not my User”.",
        "कार्मिक को नामावली में जोड़ें, या उपयोगकर्ता को “Not my User” चिह्नित करें।",
    ),
    citation=onboarding_para(
        "Officials who are incorrectly mapped to a M/D shall be marked as “Not my User” through"
        " MDO Admin portal."
    ),
)
SEVERAL_USERS = FindingRule(
    "OB-022",
    Severity.ERROR,
    Wording("Several iGOT users answer to this one.", "इस एक कार्मिक के कई आईगॉट उपयोगकर्ता हैं।"),
    Wording(
        "Find out which account is used, and have the other one closed.",
        "पता करें कि कौन-सा खाता प्रयोग में है, और दूसरे को बंद कराएँ।",
    ),
)
PHONE_OF_ANOTHER = FindingRule(
    "OB-023",
    Severity.WARNING,
    Wording(
        "The phone is that of another iGOT user.",
        "यह फ़ोन नंबर किसी अन्य आईगॉट उपयोगकर्ता का है।",
    ),
    Wording(
        "Find out whether it is a second account of the same person, and have one closed;"
        " otherwise correct the number.",
        "पता करें कि क्या यह उसी व्यक्ति का दूसरा खाता है, और हो तो एक को बंद कराएँ; अन्यथा नंबर ठीक करें।",
    ),
)
DESIGNATION_UNLISTED = FindingRule(
    "OB-024",
    Severity.WARNING,
    Wording("The roster's designation is not known.", "नामावली का पदनाम ज्ञात नहीं है।"),
    Wording(
        "Correct the spelling, by one of those offered if it is meant, or map it to a level.",
        "वर्तनी ठीक करें, सुझाए गए पदनामों में से हो तो उससे, या उसे किसी स्तर से जोड़ें।",
    ),
)
DESIGNATION_AMBIGUOUS = FindingRule(
    "OB-025",
    Severity.WARNING,
    Wording("The roster's designation may mean several.", "नामावली के पदनाम के कई अर्थ हो सकते हैं।"),
    Wording("Write out the one that is meant.", "जो अभिप्रेत हो उसे पूरा लिखें।"),
)
RETIRED = FindingRule(
    "OB-026",
    Severity.WARNING,
    Wording("Retired by now.", "अब तक सेवानिवृत्त।"),
    Wording(
        "Take the row off the roster, or correct the date of retirement.",
        "पंक्ति को नामावली से हटाएँ, या सेवानिवृत्ति की तिथि ठीक करें।",
    ),
)
JOINS_LATER = FindingRule(
    "OB-027",
    Severity.WARNING,
    Wording("The joining date lies in the future.", "कार्यभार ग्रहण की तिथि भविष्य में है।"),
    Wording(
        "Correct the date, or add the official once in office.",
        "तिथि ठीक करें, या कार्यभार ग्रहण के बाद कार्मिक को जोड़ें।",
    ),
)
CODE_IN_EXPONENT = FindingRule(
    "OB-028",
    Severity.ERROR,
    Wording(
        "A spreadsheet has put the employee code into exponent form.",
        "स्प्रेडशीट ने कर्मचारी कोड को घातांक रूप में बदल दिया है।",
    ),
    Wording(
        "Enter the code anew in a column formatted as text: its digits are lost.",
        "कोड को टेक्स्ट प्रारूप वाले स्तंभ में फिर से लिखें: उसके अंक खो गए हैं।",
    ),
)
CODE_LOST_ZEROS = FindingRule(
    "OB-029",
    Severity.ERROR,
    Wording(
        "The employee code has lost its leading zeros.",
        "कर्मचारी कोड के आरंभिक शून्य खो गए हैं।",
    ),
    Wording(
        "Enter the code as iGOT has it, in a column formatted as text.",
        "कोड को आईगॉट के अनुसार, टेक्स्ट प्रारूप वाले स्तंभ में लिखें।",
    ),
)
ROW_UNREADABLE = FindingRule(
    roster_columns.ROW_UNREADABLE,
    Severity.ERROR,
    Wording("The row can't be read.", "पंक्ति पढ़ी नहीं जा सकती।"),
    Wording(
        "Give the row as many cells as the headings, each below its own, none longer than a line.",
        "पंक्ति में शीर्षकों जितने ही कक्ष रखें, हर कक्ष अपने शीर्षक के नीचे, कोई भी एक पंक्ति से लंबा नहीं।",
    ),
)
# Why it can't, by the code that stands beside the finding.
UNREADABLE: Mapping[str, Wording] = {
    "cells": Wording("Cells are missing, or too many.", "कक्ष कम या अधिक हैं।"),
    "characters": Wording(
        "It holds characters that can't be kept.", "इसमें ऐसे वर्ण हैं जो रखे नहीं जा सकते।"
    ),
    "shifted": Wording("Cells stand below the headings of others.", "कक्ष दूसरे शीर्षकों के नीचे आ गए हैं।"),
}
VALUE_UNREADABLE = FindingRule(
    "OB-031",
    Severity.WARNING,
    Wording("The value can't be read.", "यह मान पढ़ा नहीं जा सकता।"),
    Wording(
        "Write dates as 31-03-2026, a batch as a year, deputation as yes or no.",
        "तिथि 31-03-2026 की तरह, बैच वर्ष के रूप में, प्रतिनियुक्ति हाँ या नहीं में लिखें।",
    ),
)

OF_ROSTERS = (
    EMAIL_MASKED,
    NOT_ON_ROSTER,
    SEVERAL_USERS,
    PHONE_OF_ANOTHER,
    DESIGNATION_UNLISTED,
    DESIGNATION_AMBIGUOUS,
    RETIRED,
    JOINS_LATER,
    CODE_IN_EXPONENT,
    CODE_LOST_ZEROS,
    ROW_UNREADABLE,
    VALUE_UNREADABLE,
)
CATALOGUE = (*OF_PROFILES, *OF_ROSTERS, *OF_AUTHORITIES)
BY_ID = {rule.id: rule for rule in CATALOGUE}
