"""Which media type an Accept header asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.negotiation import chosen

OFFERED = ("application/json", "application/x-ndjson", "text/csv")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], "application/json"),
        ([""], "application/json"),
        (["*/*"], "application/json"),
        (["text/csv"], "text/csv"),
        (["TEXT/CSV; charset=utf-8"], "text/csv"),
        (["text/*"], "text/csv"),
        (["application/json;q=0.5, text/csv"], "text/csv"),
        (["application/json;q=0.5", "text/csv"], "text/csv"),
        (["application/*;q=0.9, application/json;q=0"], "application/x-ndjson"),
        (["*/*, application/json;q=0.1"], "application/x-ndjson"),
        (["image/png"], None),
        (["image/png", "text/html"], None),
        (["text/csv;q=0"], None),
        (["text/csv;q=x"], None),
        (["text/csv;q=2"], None),
    ],
)
def test_the_most_wanted_is_chosen(lines: list[str], expected: str | None) -> None:
    """The highest quality of all lines wins, the most precise range gives it, order decides."""
    assert chosen(lines, OFFERED) == expected


@given(st.lists(st.text(max_size=100), max_size=3))
def test_any_header_has_an_answer(lines: list[str]) -> None:
    """Whatever is sent, one of the offered types or none is chosen."""
    assert chosen(lines, OFFERED) in {*OFFERED, None}
