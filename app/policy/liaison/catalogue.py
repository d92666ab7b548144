"""The catalogue of findings on liaison officers: what each says, what to do, and by which rule."""

from app.policy.finding import FindingRule, Severity
from app.policy.wording import Wording

NONE_DESIGNATED = FindingRule(
    "LO-001",
    Severity.ERROR,
    Wording(
        "No Liaison Officer for {category} is designated on {day}.",
        "{day} को {category} के लिए कोई संपर्क अधिकारी नामित नहीं है।",
    ),
    Wording(
        "Designate one by an order and record it.", "आदेश द्वारा एक अधिकारी नामित करें और उसे दर्ज करें।"
    ),
    "liaison.categories",
)
RANK_BELOW = FindingRule(
    "LO-002",
    Severity.ERROR,
    Wording(
        "The officer's designation lies below the rank of Deputy Secretary.",
        "अधिकारी का पदनाम उप सचिव के स्तर से नीचे का है।",
    ),
    Wording(
        "Designate an officer at least of that rank, or correct the level of the designation.",
        "कम से कम उस स्तर का अधिकारी नामित करें, या पदनाम का स्तर ठीक करें।",
    ),
    "liaison.minimum_rank",
)
NOT_SEPARATE = FindingRule(
    "LO-003",
    Severity.ERROR,
    Wording(
        "There is no separate Liaison Officer for {category}: whoever is designated serves another"
        " category of the memorandum as well.",
        "{category} के लिए पृथक संपर्क अधिकारी नहीं है: नामित अधिकारी किसी अन्य श्रेणी का भी है।",
    ),
    Wording("Designate a separate officer.", "पृथक अधिकारी नामित करें।"),
    "liaison.separate",
)
RANK_UNKNOWN = FindingRule(
    "LO-004",
    Severity.WARNING,
    Wording(
        "Whether the officer is of the rank of Deputy Secretary can't be told: the designation"
        " leads to no level.",
        "यह ज्ञात नहीं होता कि अधिकारी उप सचिव के स्तर का है या नहीं: पदनाम से कोई स्तर ज्ञात नहीं होता।",
    ),
    Wording("Record the level of the designation.", "पदनाम का स्तर दर्ज करें।"),
    "liaison.levels_of_rank",
)
NOT_DIRECTED = FindingRule(
    "LO-005",
    Severity.WARNING,
    Wording(
        "No direction to attend the two workshops is recorded for the year.",
        "वर्ष के लिए दोनों कार्यशालाओं में भाग लेने का कोई निर्देश दर्ज नहीं है।",
    ),
    Wording(
        "Direct the Liaison Officers by an order and record it.",
        "आदेश द्वारा संपर्क अधिकारियों को निर्देश दें और उसे दर्ज करें।",
    ),
    "liaison.workshops",
)
PROGRAMMES_NOT_DIRECTED = FindingRule(
    "LO-006",
    Severity.INFO,
    Wording(
        "The two programmes on iGOT are not directed; the memorandum says that they may be.",
        "आईगॉट के दोनों कार्यक्रमों का निर्देश नहीं दिया गया है; ज्ञापन के अनुसार दिया जा सकता है।",
    ),
    Wording("Direct them as well, or leave it so.", "इनका भी निर्देश दें, या इसे ऐसे ही रहने दें।"),
    "liaison.programmes_owed",
)
OFFICER_ELSEWHERE = FindingRule(
    "LO-007",
    Severity.WARNING,
    Wording(
        "The officer no longer stands in this authority, but is still designated on {day}.",
        "अधिकारी अब इस प्राधिकरण में नहीं है, किंतु {day} को भी नामित है।",
    ),
    Wording(
        "Withdraw the record, record it anew with its last day, and designate a successor.",
        "अभिलेख वापस लें, उसे अंतिम दिन सहित फिर दर्ज करें, और उत्तराधिकारी नामित करें।",
    ),
    "liaison.designated_on",
)
SEVERAL_DESIGNATED = FindingRule(
    "LO-008",
    Severity.INFO,
    Wording(
        "{officers} officers are designated for {category} on {day}.",
        "{day} को {category} के लिए {officers} अधिकारी नामित हैं।",
    ),
    Wording(
        "Withdraw those who no longer are, or mean it so.",
        "जो अब नामित नहीं हैं उन्हें वापस लें, या इसे ऐसे ही रहने दें।",
    ),
    "liaison.categories",
)
COURSES_NOT_CONFIGURED = FindingRule(
    "LO-009",
    Severity.WARNING,
    Wording(
        "A programme is directed, but nobody has said which course on iGOT it is: {title}.",
        "कार्यक्रम का निर्देश है, पर यह नहीं बताया गया कि आईगॉट पर वह कौन-सा पाठ्यक्रम है: {title}।",
    ),
    Wording(
        "Record a direction that names the course's id.",
        "पाठ्यक्रम की आईडी सहित निर्देश दर्ज करें।",
    ),
    "liaison.programme_courses",
)
CATALOGUE = (
    NONE_DESIGNATED,
    RANK_BELOW,
    NOT_SEPARATE,
    RANK_UNKNOWN,
    NOT_DIRECTED,
    PROGRAMMES_NOT_DIRECTED,
    OFFICER_ELSEWHERE,
    SEVERAL_DESIGNATED,
    COURSES_NOT_CONFIGURED,
)
