"""The words around the sub-table in an annexure, in English and Hindi; all of it house wording."""

from collections.abc import Mapping

from app.policy.rules.rules_file import Standing
from app.policy.wording import Wording

TITLE = Wording(
    "Annexure to the APAR {year}, Part I: Training Programs Attended",
    "एपीएआर {year}, भाग I का अनुलग्नक: जिन प्रशिक्षण कार्यक्रमों में भाग लिया",
)
OF_WHOM = Wording("Of whom", "किसका")
SUMMARY = Wording("Summary of the year", "वर्ष का सार")
PARTS = Wording("What this paper is made of", "यह पत्रक किनसे बना है")
TRACES = Wording("By what this paper can be traced", "इस पत्रक का आधार")
NONE_HELD = Wording("None is recorded.", "कोई अभिलिखित नहीं है।")

YEAR = Wording("Reporting year", "प्रतिवेदन वर्ष")
OFFICIAL = Wording("Official", "कार्मिक")
NUMBER = Wording("Number in this service", "इस सेवा में क्रमांक")
CADRE = Wording("Cadre", "संवर्ग")
AUTHORITY = Wording("Authority", "प्राधिकरण")
PRESCRIBER = Wording("Courses prescribed by", "पाठ्यक्रम निर्धारित करने वाला प्राधिकरण")

PART_COLUMNS = (
    Wording("Part", "भाग"),
    Wording("Source", "स्रोत"),
    Wording("Standing", "आधार की स्थिति"),
    Wording("Memorandum", "कार्यालय ज्ञापन"),
)
SOURCES: Mapping[str, Wording] = {
    "igot": Wording("iGOT Karmayogi", "आईगॉट कर्मयोगी"),
    "karmasetu": Wording("This service, Karmasetu", "यह सेवा, कर्मसेतु"),
    "authority": Wording("The authority, by its order", "प्राधिकरण, अपने आदेश द्वारा"),
}
STANDINGS: Mapping[Standing, Wording] = {
    Standing.STATED: Wording("A memorandum says it", "कार्यालय ज्ञापन में उल्लिखित"),
    Standing.ILLUSTRATIVE: Wording(
        "A memorandum gives it as an example", "कार्यालय ज्ञापन में उदाहरण के रूप में"
    ),
    Standing.REPORTED: Wording("Known at second hand", "अप्रत्यक्ष स्रोत से ज्ञात"),
    Standing.HOUSE: Wording("Ours, until an authority decides", "इस सेवा का, प्राधिकारी के निर्णय तक"),
}
CITED = Wording(
    "{memorandum} of {dated}, para {paragraph}", "{memorandum}, दिनांक {dated}, पैरा {paragraph}"
)
STATUSES: Mapping[str, Wording] = {
    "completed": Wording("Completed", "पूर्ण"),
    "not_completed": Wording("Not completed", "पूर्ण नहीं"),
    "equivalent_completed": Wording(
        "Another course completed in its place", "इसके स्थान पर अन्य पाठ्यक्रम पूर्ण"
    ),
    "passed": Wording("Passed", "उत्तीर्ण"),
}

VERSION = Wording("Version of the entry", "प्रविष्टि का संस्करण")
POSITION = Wording("Position of publication", "प्रकाशन का स्थान")
DIGEST = Wording("SHA-256 of the entry", "प्रविष्टि का SHA-256")
FACTS_THROUGH = Wording("Facts held through", "तथ्य कब तक के हैं")
PUBLISHED = Wording("Published", "प्रकाशित")
RULES = Wording("SHA-256 of the rules", "नियमों का SHA-256")
SCHEMA = Wording("Schema of the entry", "प्रविष्टि का प्रारूप")
SEAL = Wording("Seal", "मुहर")
NOT_SEALED = Wording("Not sealed.", "मुहरबंद नहीं।")
SEALED = Wording(
    "Seal {number} of authority {authority_id}, place {place}, root {root}.",
    "प्राधिकरण {authority_id} की मुहर {number}, स्थान {place}, मूल {root}।",
)
EARLIER_SEALED = Wording(
    "Version {version} stands under seal {number} of authority {authority_id}, place {place},"
    " root {root}.",
    "संस्करण {version} प्राधिकरण {authority_id} की मुहर {number} के अधीन है, स्थान {place}, मूल {root}।",
)
CORRECTION = Wording("Correction after the seal", "मुहर के बाद शुद्धि")
NO_CORRECTION = Wording("None.", "कोई नहीं।")
CORRECTED = Wording(
    "By order {number} of {dated} of {issued_by}: {reason}",
    "{issued_by} के आदेश {number}, दिनांक {dated} द्वारा: {reason}",
)
