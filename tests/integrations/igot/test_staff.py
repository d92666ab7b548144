"""Staff details as iGOT gives them: the row of the whole, none as a refusal, untrue dates."""

from typing import Any

import httpx
import pytest

from app.integrations.igot.feed import FeedRefusedError, FeedStaffPosition, FeedUnavailableError
from app.policy.onboarding.strength import Posts, StrengthLine, posts
from tests.integrations.igot.scripted import ORG, always, core, feed_of, taken


def row(position: Any, filled: Any, vacant: Any) -> dict[str, Any]:
    """Write one row, with a date that the platform's own pattern has spoilt."""
    return {
        "id": f"row-{position}",
        "orgId": ORG,
        "position": position,
        "totalPositionsFilled": filled,
        "totalPositionsVacant": vacant,
        "createdDate": "2024-17-03 04:17:09",
    }


def refusal(status: int, message: str) -> httpx.Response:
    """Refuse as the staff service does."""
    params = {"status": None, "errmsg": message}
    body = {"id": "api.staff", "params": params, "responseCode": "BAD_REQUEST", "result": {}}
    return httpx.Response(status, json=body)


async def test_quirk_37_the_whole_stands_among_the_positions() -> None:
    """The row `all` is told as the whole, whatever its case; numbers may come as text."""
    rows = [row("Director", 3, "1"), row("All", 9, 2), row("Driver", None, 1), None]
    feed = feed_of(always(lambda: core({"response": rows}, status=None)))
    records, faults = await taken(feed.staff_details(ORG))

    assert records == [FeedStaffPosition("Director", 3, 1), FeedStaffPosition(None, 9, 2)]
    assert [fault.quirk for fault in faults] == ["field-missing", "element-null"]


async def test_quirk_04_none_entered_is_a_refusal_with_these_words() -> None:
    """HTTP 400 that says so is none; any other refusal, or no answer, is a failure and not none."""
    none = feed_of(always(lambda: refusal(400, f"No Staff Position found for Org: {ORG}")))
    refused = feed_of(always(lambda: refusal(400, "Invalid request")))
    down = feed_of(always(lambda: refusal(503, f"No Staff Position found for Org: {ORG}")))

    assert await taken(none.staff_details(ORG)) == ([], [])
    with pytest.raises(FeedRefusedError):
        await taken(refused.staff_details(ORG))
    with pytest.raises(FeedUnavailableError):
        await taken(down.staff_details(ORG))


def test_the_whole_is_never_added_to_its_positions() -> None:
    """Strength is the row of the whole; the positions are added up only without one."""
    lines = [StrengthLine("whole", None, None, "Director", 3, 1)]
    total = StrengthLine("total", None, None, None, 9, 2)

    assert posts(lines, "whole") == Posts(3, 1)
    assert posts([*lines, total], "whole") == Posts(9, 2)
