"""Cursors: opaque, bound to their question and store, good for a day."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from app.api.cursors import GOOD_FOR, Cursors, Position
from app.errors import CursorExpiredError, CursorInvalidError
from tests.api.population import Population

NOW = datetime(2026, 1, 15, tzinfo=UTC)
QUESTION = ("entries", "2025-26", 3)
CURSORS = Cursors(bytes(32))
SEALED = CURSORS.seal(Position(QUESTION, "here", 4711), NOW)


def test_a_cursor_leads_back() -> None:
    """What was sealed is what is opened, to the end of the day that it is good for."""
    opened = CURSORS.open(SEALED, QUESTION, "here", NOW + GOOD_FOR)

    assert opened == Position(QUESTION, "here", 4711)


@pytest.mark.parametrize(
    ("epoch", "later"), [("elsewhere", timedelta()), ("here", GOOD_FOR + timedelta(seconds=1))]
)
def test_a_cursor_expires(epoch: str, later: timedelta) -> None:
    """A cursor from another store, or from more than a day ago, has expired."""
    with pytest.raises(CursorExpiredError):
        CURSORS.open(SEALED, QUESTION, epoch, NOW + later)


@pytest.mark.parametrize("key", [bytes(31) + b"1", bytes(32)])
def test_a_foreign_key_or_question_is_refused(key: bytes) -> None:
    """A cursor that another installation sealed, or that answers another question, is not read."""
    with pytest.raises(CursorInvalidError):
        Cursors(key).open(SEALED, ("outcomes", "2025-26", 3), "here", NOW)


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: raw.hex()))
def test_any_text_is_refused_cleanly(text: str) -> None:
    """Whatever is sent as a cursor is refused as one, and never as a failure of ours."""
    with pytest.raises(CursorInvalidError):
        CURSORS.open(text, QUESTION, "here", NOW)


async def test_an_expired_cursor_is_gone(
    app: FastAPI, client: httpx.AsyncClient, population: Population
) -> None:
    """Over HTTP an expired cursor is 410, with a link to where to start again."""
    address = f"/v1/authorities/{population.authority}/evaluations/2025-26"
    question = ("outcomes", 2025, population.authority, None, None)
    old = app.state.parts.cursors.seal(Position(question, "elsewhere", 1), NOW)
    answered = await client.get(address, params={"cursor": old})

    assert answered.status_code == 410
    assert answered.headers["link"] == f'<{address}>; rel="first"'
