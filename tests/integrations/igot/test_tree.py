"""The tree of organisations: each once, by three ids, and never a ring without an end."""

from typing import Any

import httpx
import pytest

from app.integrations.igot.feed import FeedIncompleteError, FeedPlace
from tests.integrations.igot.scripted import Handler, core, feed_of, taken


def row(map_id: str, **changed: Any) -> dict[str, Any]:
    """Write a row of a department below the first ministry."""
    usual = {"id": 7, "parentMapId": "01", "sbOrgId": f"0135{map_id}", "sbOrgType": "department"}
    return {"mapId": map_id, "orgName": "Department", **usual, **changed}


def telling(**below: list[dict[str, Any]]) -> Handler:
    """Answer with what stands below a place, and in words where nothing does."""

    def answer(request: httpx.Request) -> httpx.Response:
        found = below.get("at_" + request.url.path.rpartition("/")[2])
        if found is None:
            return core({})
        return core({"response": {"count": len(found), "content": found}})

    return answer


async def test_quirk_29_three_ids_lead_to_an_organisation() -> None:
    """The tree's, its users' and its row's; who is not onboarded has none of its users'."""
    answer = telling(
        at_ministry=[row("01", parentMapId="0", sbOrgType="ministry")],
        at_01=[row("0102"), row("0103", sbOrgId="", id=8), row("0104", sbOrgId=None)],
    )

    places, faults = await taken(feed_of(answer).hierarchy())

    assert faults == []
    assert [(one.map_id, one.org_id, one.row_id) for one in places] == [
        ("01", "013501", 7),
        ("0102", "01350102", 7),
        ("0103", None, 8),
        ("0104", None, 7),
    ]


async def test_a_ring_ends_and_nobody_is_told_twice() -> None:
    """A place that stands below itself is asked for once; a leaf is not asked for at all."""
    answer = telling(
        at_ministry=[row("01")],
        at_01=[row("02"), row("01"), row("03", sbOrgType="mdo")],
        at_02=[row("01")],
        at_03=[row("04")],
    )

    places, _ = await taken(feed_of(answer).hierarchy())

    assert [one.map_id for one in places] == ["01", "02", "03"]


async def test_ids_that_are_numbers_are_kept_aside() -> None:
    """As a number an id has lost its leading zero: it is not put back by guessing."""
    rows = [row("01", sbOrgId=135), row("02", mapId=2), row("03")]

    places, faults = await taken(feed_of(telling(at_ministry=rows)).hierarchy())

    assert places == [FeedPlace("03", "01", "013503", 7, opens=True)]
    assert [one.quirk for one in faults] == ["organisation-id-number", "field-missing"]


async def test_a_list_of_another_length_than_it_counts_is_incomplete() -> None:
    """Fewer rows than are counted are not all there are."""
    short = feed_of(lambda _: core({"response": {"count": 3, "content": [row("01")]}}))

    with pytest.raises(FeedIncompleteError):
        await taken(short.hierarchy())
