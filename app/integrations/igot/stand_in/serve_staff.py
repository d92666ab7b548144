"""Staff details: posts by position with the row of the whole among them, and none as HTTP 400."""

from typing import Any

from app.integrations.igot.stand_in import organisations as org
from app.integrations.igot.stand_in.answers import Answer, Envelopes
from app.integrations.igot.stand_in.calls import Call
from app.integrations.igot.stand_in.hashing import invented_uuid, scramble
from app.integrations.igot.stand_in.world import World

_POSITION = "api.staff.position.read"
_KIND = 5
# Organisations that never opened the tab, and one that entered positions without the whole.
NEVER_ENTERED = (org.MANUSCRIPTS, org.LIBRARIES)
_WITHOUT_WHOLE = org.GRANARIES
_SHARES = (("Under Secretary", 12), ("Section Officer", 30), ("Multi Tasking Staff", 58))


class ServeStaff:
    """Answers how many posts an organisation has entered, filled and vacant."""

    def __init__(self, world: World, envelopes: Envelopes) -> None:
        self._world = world
        self._envelopes = envelopes

    def positions(self, call: Call) -> Answer:
        """List an organisation's posts; having entered none is refused."""
        place = self._world.directory.find(call.subject)
        if place is None or place.size == 0 or place.number in NEVER_ENTERED:
            message = f"No Staff Position found for Org: {call.subject}"
            return self._envelopes.staff_error(_POSITION, 400, message)
        return self._envelopes.staff(_POSITION, {"response": self._rows(place)})

    def _rows(self, place: org.Organisation) -> list[dict[str, Any]]:
        filled = max(1, place.size * (90 + scramble(place.number, 3) % 20) // 100)
        named = [(name, filled * share // 100) for name, share in _SHARES]
        if place.number != _WITHOUT_WHOLE:
            named.insert(1, ("all", filled))
        return [
            {
                "id": invented_uuid(_KIND, place.number * 10 + number, self._world.settings.seed),
                "orgId": place.org_id,
                "position": name,
                "totalPositionsFilled": posts,
                "totalPositionsVacant": posts // 20,
                # Minutes where the month should be, as the platform has it.
                "createdDate": "2024-17-03 04:17:09",
            }
            for number, (name, posts) in enumerate(named)
        ]
