"""The words of the picture of onboarding, in English and Hindi."""

from collections.abc import Mapping

from app.policy.facts import Employment
from app.policy.ladder import Level
from app.policy.onboarding.action import State
from app.policy.wording import Wording

COUNTS: Mapping[str, Wording] = {
    "strength": Wording("Posts filled", "भरे पद"),
    "vacant": Wording("Posts vacant", "रिक्त पद"),
    "rostered": Wording("On the roster", "नामावली में"),
    "onboarded": Wording("On iGOT", "आईगॉट पर"),
    "verified": Wording("Verified on iGOT", "आईगॉट पर सत्यापित"),
    "not_my_user": Wording("Marked “Not my User”", "“Not my User” चिह्नित"),
    "missing": Wording("On the roster, not on iGOT", "नामावली में, आईगॉट पर नहीं"),
    "wrongly_mapped": Wording("Under another authority", "किसी अन्य प्राधिकरण में"),
    "not_on_roster": Wording("On iGOT, not on the roster", "आईगॉट पर, नामावली में नहीं"),
    "duplicates": Wording("Repeated, or of several users", "दोहराए गए या कई उपयोगकर्ताओं के"),
    "no_level": Wording("Without a level", "बिना स्तर"),
    "no_plan": Wording("Without a training plan", "बिना प्रशिक्षण योजना"),
    "not_decided": Wording("Not decided yet", "अभी निर्णय नहीं"),
}
SHARES: Mapping[str, Wording] = {
    "onboarded_of_strength": Wording("On iGOT, of posts filled", "आईगॉट पर, भरे पदों में से"),
    "rostered_of_strength": Wording("On the roster, of posts filled", "नामावली में, भरे पदों में से"),
    "verified_of_onboarded": Wording("Verified, of those on iGOT", "सत्यापित, आईगॉट पर दर्ज में से"),
}
EMPLOYMENTS: Mapping[str, Wording] = {
    Employment.REGULAR: Wording("Regular", "नियमित"),
    Employment.CONTRACTUAL: Wording("Contractual", "संविदा"),
    Employment.OUTSOURCED: Wording("Outsourced", "आउटसोर्स"),
    Employment.OTHER: Wording("Others", "अन्य"),
}
LEVELS: Mapping[str, Wording] = {
    Level.MTS: Wording("Multi-tasking staff", "बहु-कार्य स्टाफ"),
    Level.SO_ASO: Wording(
        "Section Officer, Assistant Section Officer", "अनुभाग अधिकारी, सहायक अनुभाग अधिकारी"
    ),
    Level.US: Wording("Under Secretary", "अवर सचिव"),
    Level.DS_DIRECTOR: Wording("Deputy Secretary, Director", "उप सचिव, निदेशक"),
    Level.JS_AND_ABOVE: Wording("Joint Secretary and above", "संयुक्त सचिव और ऊपर"),
    Level.UPTO_9: Wording("Up to 9 years", "9 वर्ष तक"),
    Level.ABOVE_9_UPTO_16: Wording("Above 9, up to 16 years", "9 से अधिक, 16 वर्ष तक"),
    Level.ABOVE_16_UPTO_25: Wording("Above 16, up to 25 years", "16 से अधिक, 25 वर्ष तक"),
    Level.ABOVE_25: Wording("25 years and above", "25 वर्ष और अधिक"),
}
STATES: Mapping[State, Wording] = {
    "pending": Wording("Under way", "प्रगति पर"),
    "done": Wording("Done", "पूर्ण"),
    "refused": Wording("Refused", "अस्वीकृत"),
    "given_up": Wording("Given up without an answer", "उत्तर न मिलने से समाप्त"),
    "awaiting": Wording("Claims that await an answer", "उत्तर की प्रतीक्षा में दावे"),
    "agreed": Wording("Claims agreed to", "स्वीकृत दावे"),
    "declined": Wording("Claims declined", "अस्वीकृत दावे"),
}
NOT_TOLD = Wording("not told", "ज्ञात नहीं")
TITLE = Wording("Onboarding: {authority}, {year}", "पंजीकरण: {authority}, {year}")
ON = Wording("As held on {day}.", "{day} की स्थिति।")
STATED = Wording(
    "Strength as stated from {day}; {headquarters} of the posts filled are at headquarters.",
    "संख्या {day} से घोषित; भरे पदों में से {headquarters} मुख्यालय में हैं।",
)
NOT_STATED = Wording("No strength is stated.", "कोई संख्या घोषित नहीं है।")
ROSTER = Wording("Roster {roster}, checked on {day}.", "नामावली {roster}, {day} को जाँची गई।")
NO_ROSTER = Wording("No roster has been checked.", "कोई नामावली जाँची नहीं गई है।")
SHARE_TITLE = Wording("How much of the strength is on iGOT", "संख्या का कितना भाग आईगॉट पर है")
SHARE_TEXT = Wording(
    "Three bars, the whole being 100 per cent. {told}.", "तीन पट्टियाँ, पूर्ण 100 प्रतिशत। {told}।"
)
ALL_TITLE = Wording("All together", "कुल")
ALL_TEXT = Wording("One bar for each count. {told}.", "हर गणना की एक पट्टी। {told}।")
KIND_TEXT = Wording(
    "Bars for each kind: posts filled, on the roster, on iGOT, verified. The table below has all"
    " numbers.",
    "हर प्रकार के लिए पट्टियाँ: भरे पद, नामावली में, आईगॉट पर, सत्यापित। नीचे की तालिका में सभी संख्याएँ हैं।",
)
BY_EMPLOYMENT = Wording("By kind of employment", "नियोजन के प्रकार से")
BY_GROUP = Wording("By group", "समूह से")
BY_LEVEL = Wording("By level", "स्तर से")
EXCESS = Wording("Why it is more than 100 per cent", "100 प्रतिशत से अधिक क्यों")
AMISS = Wording("What is amiss with the strength", "संख्या में क्या ठीक नहीं है")
NONE_AMISS = Wording("Nothing was found.", "कुछ नहीं मिला।")
ACTIONS = Wording("What was asked of iGOT", "आईगॉट से क्या कहा गया")
OVER_TIME = Wording("Over time", "समय के साथ")
OVER_TIME_TEXT = Wording(
    "Lines over the days from {first} to {last}. On the last day: {told}.",
    "{first} से {last} तक के दिनों की रेखाएँ। अंतिम दिन: {told}।",
)
NO_DAYS = Wording("No day has been counted yet.", "अभी किसी दिन की गणना नहीं हुई है।")
COUNT = Wording("Count", "गणना")
NUMBER = Wording("Number", "संख्या")
SHARE = Wording("Share", "अंश")
PER_CENT = Wording("Per cent", "प्रतिशत")
DAY = Wording("Day", "दिन")
STATE = Wording("State", "स्थिति")
OTHER_LANGUAGE = Wording("हिन्दी में", "In English")
