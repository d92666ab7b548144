"""OM T-19011/1/2024-NTP of 15.01.2024: which courses need no permission, and what stays open."""

from itertools import product

import pytest

from app.policy.permission import (
    OLDER_INSTRUCTIONS,
    IntendedCourse,
    OfferedBy,
    Permission,
    PermissionAnswer,
    check,
)

KNOWN_OR_NOT = (True, False, None)
ALL = [IntendedCourse(*each) for each in product(OfferedBy, KNOWN_OR_NOT, KNOWN_OR_NOT)]
ANSWERS = {answer.permission: answer for answer in map(check, ALL)}


@pytest.mark.parametrize("online", [True, None])
@pytest.mark.parametrize("outside", KNOWN_OR_NOT)
def test_an_online_course_on_igot_needs_none(*, online: bool | None, outside: bool | None) -> None:
    """Para 3: the older instructions do not apply to online courses on iGOT, at any hour."""
    answer = check(IntendedCourse(OfferedBy.IGOT, online=online, outside_office_hours=outside))

    assert answer.permission is Permission.NOT_NEEDED
    assert answer.citation is not None
    assert answer.citation.paragraph == "3"


@pytest.mark.parametrize("online", KNOWN_OR_NOT)
def test_another_institution_outside_office_hours(*, online: bool | None) -> None:
    """Para 1: the older instructions stay for another institution outside office hours."""
    course = IntendedCourse(OfferedBy.OTHER_INSTITUTION, online=online, outside_office_hours=True)
    answer = check(course)

    assert answer.permission is Permission.OLDER_INSTRUCTIONS_APPLY
    assert [each.number for each in answer.older_instructions] == [
        "130/54/Estt (A)-11",
        "11003/4/77-Estt. (A)",
        "11017/44/77-AIS (III)",
    ]


@pytest.mark.parametrize(
    "course",
    [
        IntendedCourse(OfferedBy.IGOT, online=False, outside_office_hours=True),
        IntendedCourse(OfferedBy.OTHER_INSTITUTION, online=True, outside_office_hours=False),
        IntendedCourse(OfferedBy.OTHER_INSTITUTION, online=True, outside_office_hours=None),
        IntendedCourse(OfferedBy.OTHER, online=True, outside_office_hours=True),
    ],
)
def test_anything_else_is_not_answered(course: IntendedCourse) -> None:
    """What the memorandum does not speak of gets no yes and no no, and no citation."""
    answer = check(course)

    assert answer.permission is Permission.NOT_ANSWERED
    assert answer.citation is None
    assert answer.older_instructions == ()


def test_every_answer_is_reached() -> None:
    """Over all courses that can be asked about, each answer is given, and nothing else."""
    assert set(ANSWERS) == set(Permission)


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=lambda answer: answer.permission.value)
def test_sentences_in_both_languages(answer: PermissionAnswer) -> None:
    """Each answer is told in English and in Devanagari."""
    assert answer.sentence.en.isascii()
    assert any("\u0900" <= letter <= "\u097f" for letter in answer.sentence.hi)


def test_older_instructions_stand_in_the_order_of_their_dates() -> None:
    """The older memoranda come as para 1 cites them, the oldest first."""
    dates = [each.dated for each in OLDER_INSTRUCTIONS]

    assert dates == sorted(dates)
