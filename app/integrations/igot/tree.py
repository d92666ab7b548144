"""Walks the tree of organisations from its tops down, a call for each that others stand below."""

from collections.abc import AsyncIterator

from app.integrations.igot import roads
from app.integrations.igot.catalogue import read_place
from app.integrations.igot.feed import FeedIncompleteError, FeedPlace, Page
from app.integrations.igot.gateway import Answered, Gateway
from app.integrations.igot.training import batch_of
from app.integrations.igot.wire import sort_out


async def walk(gateway: Gateway) -> AsyncIterator[Page[FeedPlace]]:
    """Yield each organisation of the tree once; a ring in it ends.

    Raises FeedIncompleteError for a list of another length than it counts.
    """
    waiting, seen, page = list(roads.TREE_TOPS), set[str](), 0
    while waiting:
        answered = await gateway.ask(roads.HIERARCHY, roads.list_organisations(waiting.pop(0)))
        found, faults = sort_out(_rows(answered), read_place, "organisation", "mapId", "id")
        new = [place for place in found if place.map_id not in seen]
        seen.update(place.map_id for place in new)
        waiting += [place.map_id for place in new if place.opens]
        yield Page(new, faults, answered.provenance(page))
        page += 1


def _rows(answered: Answered) -> list[object]:
    """Return a list's rows; nothing below says so in words, without a list."""
    response = answered.result.get("response")
    if response is None:
        return []
    listed = batch_of(answered, response if isinstance(response, dict) else {}, "count", "content")
    if listed.total != len(listed.rows):
        raise FeedIncompleteError("iGOT's organisation list holds another number than it counts")
    return list(listed.rows)
