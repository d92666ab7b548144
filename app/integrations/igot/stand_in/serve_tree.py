"""The tree of organisations: what stands below a place, by its three ids."""

from typing import Any

from app.integrations.igot.stand_in import organisations as org
from app.integrations.igot.stand_in.answers import Answer, Envelopes
from app.integrations.igot.stand_in.calls import Call
from app.integrations.igot.stand_in.world import World

_LIST = "api.org.list"
_TOPS = frozenset({"ministry", "state"})


class ServeTree:
    """Answers which organisations stand at a top of the tree, or right below one of it."""

    def __init__(self, world: World, envelopes: Envelopes) -> None:
        self._places = [place for place in world.directory.all if place.kind is not None]
        self._envelopes = envelopes

    def below(self, call: Call) -> Answer:
        """List what stands there; having none is told in words alone."""
        if call.subject in _TOPS:
            found = [place for place in self._places if place.kind == call.subject]
        else:
            found = [place for place in self._places if parent_of(place) == call.subject]
        if not found:
            return self._envelopes.core_none(_LIST, "No child org found for Id")
        content = [_row(place) for place in found]
        response = {"count": len(content), "content": content}
        return self._envelopes.core(_LIST, {"response": response})


def parent_of(place: org.Organisation) -> str:
    """Return the place in the tree right above an organisation; "0" at a top."""
    return "0" if place.kind in _TOPS else "04101"


def _row(place: org.Organisation) -> dict[str, Any]:
    return {
        "id": 900 + place.number,
        "orgName": place.name,
        "channel": place.name,
        "mapId": place.map_id,
        "orgCode": None,
        "parentMapId": parent_of(place),
        # Not onboarded: nobody belongs to it yet.
        "sbOrgId": "" if place.size == 0 else place.org_id,
        "sbRootOrgId": None if place.size == 0 else place.org_id,
        "sbOrgType": place.kind,
        "sbOrgSubType": None,
    }
