"""Whether a course needs the office's permission: OM T-19011/1/2024-NTP of 15.01.2024."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.policy.rules.ruleset import Citation
from app.policy.wording import Wording


class OfferedBy(StrEnum):
    """Who offers a course, as far as the memorandum tells such courses apart."""

    IGOT = "igot"
    OTHER_INSTITUTION = "other_institution"
    OTHER = "other"


class Permission(StrEnum):
    """What the memorandum says of a course."""

    NOT_NEEDED = "not_needed"
    OLDER_INSTRUCTIONS_APPLY = "older_instructions_apply"
    NOT_ANSWERED = "not_answered"


@dataclass(frozen=True, slots=True)
class IntendedCourse:
    """A course that a Government servant intends to pursue; None where it is not known.

    ``online`` is False for a programme with attendance. What iGOT offers is online unless it is
    known not to be: the memorandum calls it "the comprehensive online platform".
    """

    offered_by: OfferedBy
    online: bool | None
    outside_office_hours: bool | None


@dataclass(frozen=True, slots=True)
class OlderInstruction:
    """An older memorandum, by the issuer, number and date with which para 1 cites it."""

    issuer: str
    number: str
    dated: date


@dataclass(frozen=True, slots=True)
class PermissionAnswer:
    """What the memorandum says of one course, in whose words, and what else is to be read.

    Without a citation where the memorandum does not answer.
    """

    permission: Permission
    sentence: Wording
    citation: Citation | None
    older_instructions: tuple[OlderInstruction, ...]


OLDER_INSTRUCTIONS = (
    OlderInstruction("MHA", "130/54/Estt (A)-11", date(1955, 2, 28)),
    OlderInstruction("DoPT, MHA", "11003/4/77-Estt. (A)", date(1977, 5, 21)),
    OlderInstruction("DP & AR", "11017/44/77-AIS (III)", date(1977, 12, 29)),
)


def _cited(paragraph: str, quotation: str) -> Citation:
    return Citation("No. T-19011/1/2024-NTP", date(2024, 1, 15), paragraph, quotation)


_NOT_NEEDED = PermissionAnswer(
    Permission.NOT_NEEDED,
    Wording(
        "No: the instructions that ask for the office's permission do not apply to online"
        " courses on iGOT Karmayogi.",
        "नहीं: कार्यालय की अनुमति अपेक्षित करने वाले अनुदेश आईगॉट कर्मयोगी के ऑनलाइन पाठ्यक्रमों पर लागू नहीं होते।",
    ),
    _cited(
        "3",
        "the provisions of the O.Ms. indicated in para-1/ supra do not apply to online courses"
        " intended to be pursued by Government Servants on iGoT Karmayogi",
    ),
    OLDER_INSTRUCTIONS,
)
_OLDER = PermissionAnswer(
    Permission.OLDER_INSTRUCTIONS_APPLY,
    Wording(
        "The older instructions on joining educational institutions outside office hours apply;"
        " whether and how permission is to be asked for stands there.",
        "कार्यालय समय के बाहर शैक्षणिक संस्थानों में प्रवेश संबंधी पुराने अनुदेश लागू होते हैं;"
        " अनुमति लेनी है या नहीं और कैसे, यह उन्हीं में दिया गया है।",
    ),
    _cited(
        "1",
        "“joining of educational institutions by Government servants outside normal office hours”"
        " contained in Office Memoranda such as",
    ),
    OLDER_INSTRUCTIONS,
)
_NOT_ANSWERED = PermissionAnswer(
    Permission.NOT_ANSWERED,
    Wording(
        "OM No. T-19011/1/2024-NTP of 15.01.2024 does not answer this; ask the office.",
        "15.01.2024 का कार्यालय ज्ञापन सं. T-19011/1/2024-NTP इसका उत्तर नहीं देता; कार्यालय से पूछें।",
    ),
    None,
    (),
)


def check(course: IntendedCourse) -> PermissionAnswer:
    """Return what OM T-19011/1/2024-NTP says of a course: paras 1 and 3, and nothing beyond.

    An online course on iGOT is free of the older instructions at any hour; what only might be one
    of the two cases that the memorandum knows is not answered.
    """
    if course.offered_by is OfferedBy.IGOT and course.online is not False:
        return _NOT_NEEDED
    if course.offered_by is OfferedBy.OTHER_INSTITUTION and course.outside_office_hours is True:
        return _OLDER
    return _NOT_ANSWERED
