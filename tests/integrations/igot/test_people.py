"""Officials' profiles in every shape that iGOT gives them."""

import json
from datetime import date
from typing import Any

import pytest

from app.integrations.igot.feed import FeedOfficial
from app.integrations.igot.people import employment_of, read_official, read_phone
from app.integrations.igot.wire import QuirkError
from tests.integrations.igot.scripted import ORG, user_row
from tests.policy.factories import RULES


def read(**profile: Any) -> FeedOfficial:
    """Read an official with these parts of the profile changed."""
    return read_official(user_row(1, **profile), ORG, "regular")


def test_quirk_05_profile_details_as_json_string() -> None:
    """The profile reads alike as an object, as a JSON string, and under its lower-case key."""
    plain, encoded, lower = user_row(), user_row(), user_row()
    encoded["profileDetails"] = json.dumps(plain["profileDetails"])
    lower["profiledetails"] = json.dumps(lower.pop("profileDetails"))

    assert read_official(encoded, ORG, "regular") == read_official(plain, ORG, "regular")
    assert read_official(lower, ORG, "regular") == read_official(plain, ORG, "regular")


def test_quirk_06_misspelt_additional_properties_are_read() -> None:
    """The misspelt twin fills what the right spelling leaves out, and yields to it."""
    official = read(
        additionalPropertis={"tag": ["field"], "externalSystemId": "OLD1"},
        additionalProperties={"externalSystemId": "EHRM000000001", "tag": None},
    )

    assert official.external_system_id == "EHRM000000001"
    assert official.tags == ("field",)


@pytest.mark.parametrize("listed", [None, [], [None], [{}], "[]", [{"designation": " "}]])
def test_quirk_07_professional_details_may_hold_nothing(listed: Any) -> None:
    """An empty, null or blank list gives no designation and no group, and quarantines nobody."""
    official = read(professionalDetails=listed)

    assert (official.designation, official.group) == (None, None)
    assert official.employment == "regular"


def test_quirk_07_only_the_first_position_counts() -> None:
    """The platform matches the first element alone, and so do we."""
    official = read(professionalDetails=[{"designation": "Director"}, {"designation": "Peon"}])

    assert official.designation == "Director"


@pytest.mark.parametrize(
    ("written", "deputed"),
    [(True, True), ("true", True), ("No", False), ("", None), (None, None)],
)
def test_quirk_08_booleans_as_strings(written: Any, *, deputed: bool | None) -> None:
    """A boolean may come as a word; absent stays unknown and never turns to no."""
    assert read(cadreDetails={"isOnCentralDeputation": written}).on_central_deputation is deputed


@pytest.mark.parametrize("email", ["as**@nic.in", "******2245", "", None])
def test_quirk_28_a_masked_address_identifies_nobody(email: Any) -> None:
    """A masked or unusable address is no address."""
    assert read(personalDetails={"primaryEmail": email}).email is None


@pytest.mark.parametrize("mobile", [9876543210, "9876543210", "+91 98765 43210"])
def test_a_mobile_number_is_read_as_number_and_as_text(mobile: Any) -> None:
    """Only the reader of phones reads it, and gives its ten digits with the user's id."""
    row = user_row(1, personalDetails={"mobile": mobile})

    assert read_phone(row, ORG) == (row["userId"], "9876543210")
    assert "9876543210" not in repr(read(personalDetails={"mobile": mobile}))


@pytest.mark.parametrize("mobile", ["******2245", "", None, "011-23456789"])
def test_quirk_28_a_masked_phone_is_nobody_s(mobile: Any) -> None:
    """A masked number, or one in an office, is left out."""
    assert read_phone(user_row(1, personalDetails={"mobile": mobile}), ORG) is None


@pytest.mark.parametrize(("written", "batch"), [(2009, 2009), ("2009", 2009), ("", None)])
def test_quirk_41_cadre_batch_as_number_or_text(written: Any, batch: int | None) -> None:
    """The batch reads alike from number and text; an empty cadre gives none."""
    assert read(cadreDetails={"cadreBatch": written}).batch == batch
    assert read(cadreDetails={}).batch is None


@pytest.mark.parametrize(
    ("group", "employment"),
    [
        ("GROUP A", "regular"),
        (" group  d ", "regular"),
        ("Contractual Staff", "contractual"),
        ("Honorarium-Based", "other"),
        ("Others", "other"),
        (None, "regular"),
    ],
)
def test_the_group_says_how_an_official_is_employed(group: str | None, employment: str) -> None:
    """Only the groups that iGOT lists say something; a missing one reads by rule."""
    assert employment_of(group, RULES.missing_group.value)[1] == employment
    assert employment_of(None, "other") == (None, "other")


@pytest.mark.parametrize(
    ("profile", "quirk"),
    [
        ({"professionalDetails": [{"group": "GROUP Z"}]}, "group-unknown"),
        ({"profileStatus": "MAYBE"}, "profile-status-unknown"),
        ({"cadreDetails": {"cadreBatch": "old"}}, "number-unreadable"),
        ({"cadreDetails": {"cadreBatch": 9}}, "batch-unreadable"),
        ({"cadreDetails": {"isOnCentralDeputation": "perhaps"}}, "boolean-unreadable"),
        ({"cadreDetails": "{"}, "json-unreadable"),
        ({"professionalDetails": {"designation": "x"}}, "list-unreadable"),
    ],
)
def test_an_unknown_value_of_a_known_field_is_quarantined(
    profile: dict[str, Any], quirk: str
) -> None:
    """What we don't know is named and set aside, never guessed."""
    with pytest.raises(QuirkError) as caught:
        read(**profile)

    assert caught.value.quirk == quirk


def test_quirk_30_an_official_of_another_organisation_is_quarantined() -> None:
    """A search for one organisation that yields another's official can't be trusted with them."""
    with pytest.raises(QuirkError, match="rootOrgId"):
        read_official(user_row(), "0131397178949058560", "regular")


def test_the_joining_day_is_that_of_the_organisation() -> None:
    """The membership's date counts before the account's, and by the calendar in India."""
    row = user_row()
    joined = {"organisationId": ORG, "orgjoindate": "2024-06-30 20:00:00:000+0000"}

    assert read_official(row, ORG, "regular").joined_on == date(2023, 4, 18)
    assert read_official({**row, "organisations": [joined]}, ORG, "regular").joined_on == date(
        2024, 7, 1
    )


def test_unknown_fields_pass() -> None:
    """A field that we never saw changes nothing."""
    assert read(newThing={"a": 1}) == read()


@pytest.mark.parametrize(
    "changed",
    [
        {"firstName": None},
        {"status": 7},
        {"status": None},
        {"createdDate": None},
        {"createdDate": "soon"},
        {"userId": {}},
    ],
)
def test_an_account_without_its_essentials_is_quarantined(changed: dict[str, Any]) -> None:
    """Name, status, creation and id must be there and readable."""
    with pytest.raises(QuirkError):
        read_official(user_row() | changed, ORG, "regular")


def test_the_name_may_stand_in_the_profile_and_a_tag_alone() -> None:
    """Where the account has no name the profile's counts; one tag may come without a list."""
    row = user_row(1, personalDetails={"firstname": "Asha", "surname": "Rao"})
    row["profileDetails"]["additionalProperties"] = {"tag": " field "}

    official = read_official(row | {"firstName": " "}, ORG, "regular")

    assert (official.name, official.tags) == ("Asha Rao", ("field",))


def test_a_blocked_account_is_not_active() -> None:
    """Status 0 is a blocked account, as number or text."""
    assert not read_official(user_row() | {"status": "0"}, ORG, "regular").active
