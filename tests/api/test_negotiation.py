"""Which media type an Accept header asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.negotiation import chosen

OFFERED = ("application/json", "application/x-ndjson", "text/csv")


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV; charset=utf-8", "text/csv"),
        ("text/*", "text/csv"),
        ("application/json;q=0.5, text/csv", "text/csv"),
        ("application/*;q=0.9, application/json;q=0", "application/x-ndjson"),
        ("*/*, application/json;q=0.1", "application/x-ndjson"),
        ("image/png", None),
        ("text/csv;q=0", None),
        ("text/csv;q=x", None),
        ("text/csv;q=2", None),
    ],
)
def test_the_most_wanted_is_chosen(accept: str | None, expected: str | None) -> None:
    """The highest quality wins, the most precise range gives it, and the order decides ties."""
    assert chosen(accept, OFFERED) == expected


@given(st.text(max_size=100))
def test_any_header_has_an_answer(accept: str) -> None:
    """Whatever is sent, one of the offered types or none is chosen."""
    assert chosen(accept, OFFERED) in {*OFFERED, None}
