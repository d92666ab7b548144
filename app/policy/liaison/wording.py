"""The sentences, in English and Hindi, in which the items of liaison officers are told."""

from collections.abc import Mapping

from app.policy.liaison.items import ItemReason, ItemState
from app.policy.wording import Wording

OUTCOMES: Mapping[ItemState, Wording] = {
    ItemState.DONE: Wording(
        "Whatever is asked of the liaison officer is done.",
        "संपर्क अधिकारी से जो भी अपेक्षित है, वह पूरा है।",
    ),
    ItemState.NOT_DONE: Wording(
        "Something that is asked of the liaison officer is not done.",
        "संपर्क अधिकारी से अपेक्षित कुछ पूरा नहीं है।",
    ),
    ItemState.EVIDENCE_MISSING: Wording(
        "For something that is asked of the liaison officer the evidence is missing.",
        "संपर्क अधिकारी से अपेक्षित किसी बात का साक्ष्य उपलब्ध नहीं है।",
    ),
    ItemState.NOT_DIRECTED: Wording(
        "The ministry has directed nothing that the liaison officer would owe.",
        "मंत्रालय ने संपर्क अधिकारी को कुछ भी करने का निर्देश नहीं दिया है।",
    ),
}
REASONS: Mapping[ItemReason, Wording] = {
    ItemReason.ATTENDED: Wording("Attended.", "भाग लिया।"),
    ItemReason.NOT_ATTENDED: Wording("No attendance is recorded.", "भाग लेने का कोई अभिलेख नहीं है।"),
    ItemReason.NO_CERTIFICATE: Wording(
        "Attendance is recorded by its order; the certificate is missing.",
        "भाग लेना आदेश से दर्ज है; प्रमाणपत्र उपलब्ध नहीं है।",
    ),
    ItemReason.COMPLETED: Wording("Completed on iGOT.", "आईगॉट पर पूरा किया गया।"),
    ItemReason.NOT_COMPLETED: Wording(
        "In the years that are held here, iGOT shows no completion.",
        "यहाँ उपलब्ध वर्षों में आईगॉट पर पूरा होने का कोई अभिलेख नहीं है।",
    ),
    ItemReason.NOT_DIRECTED: Wording(
        "No direction of the ministry asks for it.", "मंत्रालय का कोई निर्देश इसकी अपेक्षा नहीं करता।"
    ),
    ItemReason.COURSES_NOT_CONFIGURED: Wording(
        "It has not been said which course on iGOT this is.",
        "यह नहीं बताया गया है कि आईगॉट पर यह कौन-सा पाठ्यक्रम है।",
    ),
    ItemReason.COMPLETIONS_NOT_READ: Wording(
        "The authority's completions of the year have not been read in full.",
        "प्राधिकरण के इस वर्ष के पाठ्यक्रम-अभिलेख पूरी तरह नहीं पढ़े गए हैं।",
    ),
    ItemReason.COMPLETION_IN_DOUBT: Wording(
        "iGOT shows a completed course of the official without saying when it was completed.",
        "आईगॉट कार्मिक का एक पूर्ण पाठ्यक्रम दर्शाता है, पर उसके पूर्ण होने की तिथि नहीं बताता।",
    ),
    ItemReason.NO_LONGER_HERE: Wording(
        "The officer no longer stands in this authority, and his records went with him.",
        "अधिकारी अब इस प्राधिकरण में नहीं है, और उसके अभिलेख उसके साथ गए हैं।",
    ),
}
