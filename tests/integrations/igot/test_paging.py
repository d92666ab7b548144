"""Long lists: nobody lost, nobody twice, and a wrong count ends the reading."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.integrations.igot.feed import FeedIncompleteError, FeedRefusedError
from tests.integrations.igot.scripted import (
    ORG,
    Handler,
    always,
    asked,
    feed_of,
    rows_of,
    taken,
    user_row,
)
from tests.policy.factories import YEAR

_LMS = "%Y-%m-%d %H:%M:%S:%f%z"


class Directory:
    """A user search over rows in memory, which refuses to page beyond 10,000."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows
        self.widest = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer one page."""
        body = asked(request)
        self.widest = max(self.widest, body["offset"] + body["limit"])
        bounds = body["filters"].get("createdDate")
        rows = [row for row in self.rows if _within(row["createdDate"], bounds)]
        return rows_of(rows[body["offset"] :][: body["limit"]], len(rows))


def _within(created: str, bounds: dict[str, str] | None) -> bool:
    return bounds is None or bounds[">="] <= created <= bounds["<="]


def people(number: int, apart: timedelta) -> list[dict[str, Any]]:
    """Write officials created this far apart."""
    first = datetime(2021, 4, 1, tzinfo=UTC)
    moments = ((first + apart * index).strftime(_LMS) for index in range(number))
    shortened = (re.sub(r"(\d{3})\d{3}\+", r"\1+", text) for text in moments)
    return [
        {**user_row(index), "createdDate": text} for index, text in enumerate(shortened, start=1)
    ]


def pages(*answers: httpx.Response) -> Handler:
    """Answer the first page with the first, and so on."""
    waiting = iter(answers)
    return lambda _: next(waiting)


@pytest.mark.parametrize("number", [0, 1, 249, 250, 251, 500])
async def test_quirk_38_offsets_are_rows_up_to_the_count(number: int) -> None:
    """Each official comes once, whatever the last page's length."""
    feed = feed_of(Directory(people(number, timedelta(hours=1))))

    records, faults = await taken(feed.officials(ORG, YEAR))

    assert len({one.user_id for one in records}) == len(records) == number
    assert faults == []


async def test_more_than_ten_thousand_are_read_in_slices() -> None:
    """Above the search's window, slices by creation date lose nobody and repeat nobody."""
    directory = Directory(people(10_250, timedelta(hours=1)))

    records, _ = await taken(feed_of(directory).officials(ORG, YEAR))

    assert len({one.user_id for one in records}) == len(records) == 10_250
    assert directory.widest <= 10_000


async def test_more_than_ten_thousand_of_one_moment_are_not_read_in_part() -> None:
    """What can't be sliced ends the reading."""
    directory = Directory(people(10_001, timedelta()))

    with pytest.raises(FeedIncompleteError, match="one moment"):
        await taken(feed_of(directory).officials(ORG, YEAR))


async def test_officials_outside_every_slice_are_missed_aloud() -> None:
    """Somebody whom no slice holds shows in the sum."""
    rows = people(10_250, timedelta(hours=1))
    rows[7]["createdDate"] = ""

    with pytest.raises(FeedIncompleteError, match="counted"):
        await taken(feed_of(Directory(rows)).officials(ORG, YEAR))


@pytest.mark.parametrize(
    "second",
    [
        rows_of([user_row(1)], 2),
        rows_of([], 2),
        rows_of([user_row(2)], 3),
        rows_of([user_row(2), user_row(3)], 2),
        httpx.Response(401, json={"message": "Unauthorized"}),
        httpx.Response(200, text="<html>"),
    ],
    ids=["repeated", "ended", "recounted", "overfull", "refused", "html"],
)
async def test_a_second_page_that_does_not_fit_ends_the_reading(second: httpx.Response) -> None:
    """A repeated, missing, contradictory or failed page is never an end."""
    feed = feed_of(pages(rows_of([user_row(1)], 2), second))

    with pytest.raises(FeedIncompleteError):
        await taken(feed.officials(ORG, YEAR))


async def test_a_first_page_that_fails_keeps_its_kind() -> None:
    """A refusal before anything came is a refusal."""
    feed = feed_of(always(lambda: httpx.Response(403, json={"message": "no"})))

    with pytest.raises(FeedRefusedError):
        await taken(feed.officials(ORG, YEAR))


async def test_quirk_35_a_null_row_is_quarantined_and_counted() -> None:
    """A null element is named, and the count still agrees."""
    records, faults = await taken(
        feed_of(always(lambda: rows_of([None, user_row(1)]))).officials(ORG, YEAR)
    )

    assert len(records) == 1
    assert [fault.quirk for fault in faults] == ["element-null"]


async def test_a_fault_names_the_row_and_no_value() -> None:
    """Quarantine knows the feed id and the field, and neither name nor address."""
    row = user_row(1, profileStatus="asha@dept.example")

    _, faults = await taken(feed_of(always(lambda: rows_of([row]))).officials(ORG, YEAR))

    assert faults[0].subject == f"official {row['userId']}"
    assert "asha" not in repr(faults).lower()
