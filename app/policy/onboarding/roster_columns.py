"""Which column of a roster is what: by its heading in English or Hindi, or as the sender says."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.policy.nearness import Designations as Spellings


class Meaning(StrEnum):
    """What a column holds; ``withheld`` is what we do not need and so do not keep."""

    EMAIL = "email"
    EMPLOYEE_CODE = "employee_code"
    NAME = "name"
    DESIGNATION = "designation"
    GROUP = "group"
    SERVICE = "service"
    CADRE = "cadre"
    BATCH = "batch"
    ON_CENTRAL_DEPUTATION = "on_central_deputation"
    JOINED_ON = "joined_on"
    RETIRES_ON = "retires_on"
    PHONE = "phone"
    FINDINGS = "findings"
    WITHHELD = "withheld"
    OTHER = "other"


# The column that is added to a file that goes back; sent anew, it is left out.
FINDINGS_HEADING = "Karmasetu findings"
# The rule by which a row can't be read: what the finding in that column then begins with.
ROW_UNREADABLE = "OB-030"
# Any number of columns may be these.
REPEATABLE = frozenset({Meaning.WITHHELD, Meaning.OTHER, Meaning.FINDINGS})
# What is not kept: the cells of these columns are blank in the file that comes back.
NOT_KEPT = frozenset({Meaning.WITHHELD, Meaning.PHONE, Meaning.FINDINGS})
IDENTIFIERS = (Meaning.EMAIL, Meaning.EMPLOYEE_CODE)
HEADINGS: Mapping[Meaning, str] = {
    Meaning.EMAIL: "email, email id, email address, official email,"
    " official email id, primary email, nic email, government email, gov email, mail id,"
    " ईमेल, ईमेल आईडी, सरकारी ईमेल, ईमेल पता",
    Meaning.EMPLOYEE_CODE: "employee code, emp code, employee id, emp id, employee no, emp no,"
    " employee number, personnel number, personnel no, staff no, staff number, staff id,"
    " employeecode, employeeid, कर्मचारी कोड, कर्मचारी आईडी, कर्मचारी संख्या, कार्मिक संख्या, कार्मिक कोड",
    Meaning.NAME: "name, full name, employee name, name of employee, name of the employee,"
    " official name, name of official, name of the official, officer name, name of officer,"
    " name of the officer, staff name, नाम, पूरा नाम, कर्मचारी का नाम, कार्मिक का नाम, अधिकारी का नाम",
    Meaning.DESIGNATION: "designation, post, rank, current designation, post held, position,"
    " पदनाम, पद, वर्तमान पदनाम",
    Meaning.GROUP: "group, group name, employee group, class, समूह, श्रेणी समूह, वर्ग समूह",
    Meaning.SERVICE: "service, service name, civil service, organised service, सेवा, सेवा का नाम",
    Meaning.CADRE: "cadre, cadre name, state cadre, संवर्ग, कैडर",
    Meaning.BATCH: "batch, batch year, year of allotment, allotment year, cadre batch, बैच,"
    " बैच वर्ष, आवंटन वर्ष",
    Meaning.ON_CENTRAL_DEPUTATION: "on central deputation, central deputation, on deputation,"
    " deputation, whether on central deputation, whether on deputation, केंद्रीय प्रतिनियुक्ति,"
    " केन्द्रीय प्रतिनियुक्ति, प्रतिनियुक्ति पर, प्रतिनियुक्ति",
    Meaning.JOINED_ON: "date of joining, joining date, doj, joined on, date of joining office,"
    " कार्यभार ग्रहण तिथि, कार्यग्रहण तिथि, नियुक्ति तिथि",
    Meaning.RETIRES_ON: "date of retirement, retirement date, date of superannuation,"
    " superannuation date, dor, retires on, सेवानिवृत्ति तिथि, सेवानिवृत्ति की तिथि",
    Meaning.PHONE: "mobile, mobile no, mobile number, phone, phone no, phone number, contact no,"
    " contact number, telephone, मोबाइल, मोबाइल नंबर, मोबाइल संख्या, फ़ोन, फ़ोन नंबर, दूरभाष",
    Meaning.FINDINGS: "karmasetu findings",
    Meaning.WITHHELD: "date of birth, dob, birth date, category, caste, caste category, gender,"
    " sex, mother tongue, aadhaar, aadhaar no, aadhaar number, pan, pan no, pan number, religion,"
    " जन्म तिथि, जन्मतिथि, श्रेणी, जाति, लिंग, मातृभाषा, आधार संख्या, आधार",
}
UNCLEAR_HEADINGS: Mapping[str, tuple[Meaning, ...]] = {
    "id": IDENTIFIERS,
    "code": (Meaning.EMPLOYEE_CODE, Meaning.OTHER),
    "number": (Meaning.EMPLOYEE_CODE, Meaning.PHONE),
    "no": (Meaning.EMPLOYEE_CODE, Meaning.OTHER),
    "user id": IDENTIFIERS,
    "user": (Meaning.EMAIL, Meaning.NAME),
    "mail": (Meaning.EMAIL, Meaning.OTHER),
    "contact": (Meaning.PHONE, Meaning.EMAIL),
    "date": (Meaning.JOINED_ON, Meaning.RETIRES_ON),
    "grade": (Meaning.GROUP, Meaning.DESIGNATION),
    "year": (Meaning.BATCH, Meaning.OTHER),
    "संख्या": (Meaning.EMPLOYEE_CODE, Meaning.PHONE),
    "तिथि": (Meaning.JOINED_ON, Meaning.RETIRES_ON),
}
_PUNCTUATION = str.maketrans(dict.fromkeys("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~।॰\ufeff\u200b", " "))


@dataclass(frozen=True, slots=True)
class UnclearColumn:
    """A column, counted from 1, that could be one of several things."""

    number: int
    candidates: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column is, in order, and which of them nobody could tell."""

    meanings: tuple[Meaning, ...]
    unclear: tuple[UnclearColumn, ...]


def folded_heading(heading: str) -> str:
    """Return a heading without case, punctuation and repeated blanks."""
    plain = unicodedata.normalize("NFC", heading).casefold().translate(_PUNCTUATION)
    # However an e-mail is hyphenated.
    joined = f" {' '.join(plain.split())} "
    return joined.replace(" e mail ", " email ").replace(" ई मेल ", " ईमेल ").strip()


_BY_HEADING = {
    folded_heading(one): meaning
    for meaning, listed in HEADINGS.items()
    for one in listed.split(",")
}
_SPELLINGS = Spellings.of(_BY_HEADING)


def recognised(headings: Sequence[str]) -> int:
    """Return how many of some headings are known."""
    return sum(1 for one in headings if folded_heading(one) in _BY_HEADING)


def resolve(headings: Sequence[str], said: Mapping[int, Meaning]) -> Columns:
    """Return what each column is: as said, by number from 1, or else by its heading.

    Unclear are columns of which only one may be what they are called, headings that could be
    several things, and, where no column identifies anybody, those that could.
    """
    folded = [folded_heading(one) for one in headings]
    known = [
        said.get(number, _BY_HEADING.get(one, Meaning.OTHER))
        for number, one in enumerate(folded, start=1)
    ]
    unclear = [*_repeated(known), *_ambiguous(folded, known, said)]
    if not unclear and not any(one in known for one in IDENTIFIERS):
        unclear = _identifying(folded, known, said)
    return Columns(tuple(known), tuple(unclear))


def _repeated(known: Sequence[Meaning]) -> list[UnclearColumn]:
    return [
        UnclearColumn(number, (one, Meaning.OTHER))
        for number, one in enumerate(known, start=1)
        if one not in REPEATABLE and known.count(one) > 1
    ]


def _ambiguous(
    folded: Sequence[str], known: Sequence[Meaning], said: Mapping[int, Meaning]
) -> list[UnclearColumn]:
    found = []
    for number, one in enumerate(folded, start=1):
        candidates = UNCLEAR_HEADINGS.get(one, ())
        # What another column holds by its name, this one need not be asked for.
        if candidates and number not in said and not any(each in known for each in candidates):
            found.append(UnclearColumn(number, candidates))
    return found


def _identifying(
    folded: Sequence[str], known: Sequence[Meaning], said: Mapping[int, Meaning]
) -> list[UnclearColumn]:
    """Return the columns that could identify: those spelt almost so, or else all unknown ones."""
    free = [
        number
        for number, one in enumerate(known, start=1)
        if one is Meaning.OTHER and number not in said
    ]
    near = []
    for number in free:
        offers = {_BY_HEADING[one.key] for one in _SPELLINGS.offers(folded[number - 1])}
        if candidates := tuple(one for one in IDENTIFIERS if one in offers):
            near.append(UnclearColumn(number, candidates))
    return near or [UnclearColumn(number, IDENTIFIERS) for number in free]


def template(language: str) -> list[str]:
    """Return the headings of an empty roster, each meaning under its first name in a language."""
    kept = [one for one in Meaning if one not in REPEATABLE]
    return [_first_name(one, hindi=language == "hi") for one in kept]


def _first_name(meaning: Meaning, *, hindi: bool) -> str:
    names = (one.strip() for one in HEADINGS[meaning].split(","))
    first = next(one for one in names if one.isascii() is not hindi)
    return first if hindi else first.capitalize()
