"""Columns of a roster: told by headings in two languages, asked for where they are unclear."""

import pytest

from app.policy.onboarding.roster_columns import Meaning, UnclearColumn, resolve, template


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("E-Mail ID*", Meaning.EMAIL),
        ("ई-मेल", Meaning.EMAIL),
        ("Official e-mail", Meaning.EMAIL),
        ("Office mail", Meaning.OTHER),
        ("EMP. CODE", Meaning.EMPLOYEE_CODE),
        ("कर्मचारी कोड", Meaning.EMPLOYEE_CODE),
        ("Name of the Officer", Meaning.NAME),
        ("पदनाम", Meaning.DESIGNATION),
        ("Date of Superannuation", Meaning.RETIRES_ON),
        ("Mobile No.", Meaning.PHONE),
        ("जन्म तिथि", Meaning.WITHHELD),
        ("Remarks", Meaning.OTHER),
    ],
)
def test_headings_are_known_in_two_languages(heading: str, meaning: Meaning) -> None:
    """Case, punctuation and blanks don't matter."""
    assert resolve([heading, "NIC email"], {2: Meaning.OTHER}).meanings[0] is meaning


def test_two_columns_of_one_meaning_are_asked_for() -> None:
    """Of two columns of e-mails only one can be the official's."""
    found = resolve(["Email", "Official email"], {})

    assert [one.number for one in found.unclear] == [1, 2]
    assert resolve(["Email", "Official email"], {1: Meaning.OTHER}).unclear == ()


def test_a_heading_of_several_meanings_is_asked_for() -> None:
    """It is asked for unless another column has one of its meanings already."""
    asked = resolve(["Name", "ID"], {}).unclear

    assert asked == (UnclearColumn(2, (Meaning.EMAIL, Meaning.EMPLOYEE_CODE)),)
    assert resolve(["Email", "ID"], {}).unclear == ()


def test_a_roster_identifies_its_officials() -> None:
    """Without a known identifier, the column spelt nearest to one is asked for, or else each."""
    near = resolve(["Name", "Emal adress", "Place"], {}).unclear
    none = resolve(["Foo", "Bar"], {}).unclear

    assert near == (UnclearColumn(2, (Meaning.EMAIL,)),)
    assert [one.number for one in none] == [1, 2]


@pytest.mark.parametrize("language", ["en", "hi"])
def test_the_template_is_understood(language: str) -> None:
    """Each of its headings has the meaning that it was made for."""
    found = resolve(template(language), {})

    assert found.unclear == ()
    assert set(found.meanings) == set(Meaning) - {Meaning.OTHER, Meaning.WITHHELD, Meaning.FINDINGS}
