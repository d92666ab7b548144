"""Why some rules can have no other value for one authority, in words."""

from collections.abc import Mapping

from app.policy.rules.fixed import FixedBecause
from app.policy.wording import Wording

SENTENCES: Mapping[FixedBecause, Wording] = {
    FixedBecause.STATED_BY_A_MEMORANDUM: Wording(
        "It stands on a memorandum, which no authority overrides.",
        "यह कार्यालय ज्ञापन पर आधारित है, जिसे कोई प्राधिकरण नहीं बदल सकता।",
    ),
    FixedBecause.REPORTED_OF_A_MEMORANDUM: Wording(
        "It is what is reported of a memorandum that was seen in part only: not ours to change, and"
        " not open to an order.",
        "यह ऐसे कार्यालय ज्ञापन का कथित प्रावधान है जो केवल अंशतः देखा गया है: आदेश से यह नहीं बदला जा सकता।",
    ),
    FixedBecause.DECIDES_WHO_PRESCRIBES: Wording(
        "It decides which authority prescribes, and so whose orders hold: no order can come before"
        " it.",
        "यही तय करता है कि कौन सा प्राधिकरण पाठ्यक्रम निर्धारित करता है और किसके आदेश लागू हैं: इससे पहले"
        " कोई आदेश नहीं हो सकता।",
    ),
    FixedBecause.READ_BEFORE_A_YEAR_IS_KNOWN: Wording(
        "It decides to which year a fact belongs, and so by which year's rules and orders it is"
        " judged.",
        "यही तय करता है कि तथ्य किस वर्ष का है और किस वर्ष के नियम और आदेश उस पर लागू हैं।",
    ),
    FixedBecause.LESS_THAN_IS_STATED: Wording(
        "Any other value would ask for less than the 50 % that the memorandum states for all"
        " employees (para 3(v)).",
        "किसी अन्य मान से कार्यालय ज्ञापन (पैरा 3(v)) में सभी कर्मचारियों के लिए बताए 50% से कम अपेक्षित होता।",
    ),
    FixedBecause.THE_REPORTING_YEAR: Wording(
        "The memorandum asks annually (para 2) and has the APAR show the reporting year: that is"
        " 1 April to 31 March for everybody, and each year stands for itself.",
        "कार्यालय ज्ञापन (पैरा 2) प्रतिवर्ष अपेक्षा करता है और एपीएआर प्रतिवेदन वर्ष दिखाता है: वह सबके लिए"
        " 1 अप्रैल से 31 मार्च है, और प्रत्येक वर्ष अलग है।",
    ),
    FixedBecause.NOT_TOLD_BY_IGOT: Wording(
        "iGOT tells that a course is retired, not since when: whether it was completed before"
        " that, nobody can say.",
        "आईगॉट बताता है कि पाठ्यक्रम हटाया गया है, यह नहीं कि कब से: वह उससे पहले पूरा हुआ या नहीं, यह कहा नहीं"
        " जा सकता।",
    ),
    FixedBecause.BINDS_THE_AUTHORITY: Wording(
        "It is a day that authorities themselves are held to; nobody moves a day set for himself.",
        "यह वह दिन है जिसका पालन स्वयं प्राधिकरण को करना है; अपने लिए नियत दिन कोई स्वयं नहीं बदलता।",
    ),
    FixedBecause.ONE_MARK_FOR_ALL: Wording(
        "The mark stands in lists over many authorities, and says the same of each.",
        "यह चिह्न अनेक प्राधिकरणों की सूचियों में आता है और सबके लिए एक ही अर्थ रखता है।",
    ),
    FixedBecause.RECORDED_BY_DESIGNATION: Wording(
        "An authority records its own levels designation by designation, in the register of"
        " levels.",
        "प्राधिकरण अपने स्तर प्रत्येक पदनाम के लिए स्तरों की पंजी में दर्ज करता है।",
    ),
    FixedBecause.THE_RANK_IS_STATED: Wording(
        "The memorandum states the rank (para 1): other levels would ask for another. Which level a"
        " designation leads to, an authority records in the register of levels.",
        "कार्यालय ज्ञापन (पैरा 1) में श्रेणी बताई गई है: अन्य स्तरों का अर्थ अन्य श्रेणी होता। पदनाम का स्तर"
        " प्राधिकरण स्तरों की पंजी में दर्ज करता है।",
    ),
    FixedBecause.SAID_BY_THE_DIRECTION: Wording(
        "A direction's own days say whom it reaches: one meant for those alone who are in office on"
        " a day is recorded for that day.",
        "निर्देश के अपने दिन बताते हैं कि वह किस पर लागू है: केवल किसी एक दिन के पदधारियों के लिए निर्देश उसी"
        " दिन के लिए दर्ज किया जाता है।",
    ),
}
