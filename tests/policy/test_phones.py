"""Phones: alike however they are written, and comparable only under the key of one roster."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.identifiers import phone_key
from app.policy.onboarding.phones import digests, new_key

DIGITS = st.from_regex(r"[6-9][0-9]{9}", fullmatch=True)
WRITTEN = ("{}", "+91{}", "91 {}", "0{}", "+91-{}", " {} ", "({})")


@given(digits=DIGITS, written=st.sampled_from(WRITTEN))
def test_a_phone_is_alike_however_it_is_written(digits: str, written: str) -> None:
    """The country's code, a zero before it, blanks, dashes and brackets make no other phone."""
    key = new_key()
    assert phone_key(written.format(digits)) == digits
    assert len(set(digests([digits, written.format(digits)], key))) == 1


@pytest.mark.parametrize("text", [None, "", "******2245", "011-23456789", "12345", "९८७६५४३२१०"])
def test_what_is_no_mobile_number_leads_to_nobody(text: str | None) -> None:
    """A masked number, a number in the office and other texts have no digest."""
    assert list(digests([text], new_key())) == [None]


@given(one=DIGITS, other=DIGITS)
def test_digests_are_of_one_roster_alone(one: str, other: str) -> None:
    """Under one key only the same phone is alike; under another key even that one is not."""
    key = new_key()
    first, second = digests([one, other], key)
    (elsewhere,) = digests([one], new_key())

    assert (first == second) is (one == other)
    assert first != elsewhere
