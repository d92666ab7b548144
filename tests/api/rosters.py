"""How tests send rosters, have them checked, and read what was found."""

from typing import Any

import httpx

from app.services.rosters.checking import RosterChecker
from app.services.rosters.phones import PhoneRoad
from app.store.database import Database
from tests.harness.arranged import NOW

YEAR = {"reporting_year": "2025-26"}
HEADINGS = "Name,E-mail,Employee Code,Designation,Group"


def the_file(*lines: str, headings: str = HEADINGS) -> bytes:
    """Return a roster as CSV, under the usual headings."""
    return "\r\n".join((headings, *lines, "")).encode()


async def send(
    client: httpx.AsyncClient,
    authority_id: int,
    content: bytes,
    media: str = "text/csv",
    **asked: Any,
) -> httpx.Response:
    """Send a file as a roster."""
    return await client.post(
        f"/v1/authorities/{authority_id}/rosters",
        params={**YEAR, **asked},
        content=content,
        headers={"Content-Type": media},
    )


async def checked(
    client: httpx.AsyncClient,
    worker: Database,
    authority_id: int,
    content: bytes,
    road: PhoneRoad | None = None,
    **asked: Any,
) -> dict[str, Any]:
    """Send a file, carry out its check as the worker does, and return the roster."""
    sent = await send(client, authority_id, content, **asked)
    assert sent.status_code == 202, sent.text
    await RosterChecker(worker, lambda: NOW, lambda *_: None, road).run(sent.json()["id"])
    told: dict[str, Any] = (await client.get(sent.headers["Location"])).json()
    return told


async def findings(
    client: httpx.AsyncClient, roster: dict[str, Any], **asked: Any
) -> list[dict[str, Any]]:
    """Return a roster's findings."""
    place = f"/v1/authorities/{roster['authority_id']}/rosters/{roster['id']}/findings"
    answered = await client.get(place, params={"limit": 1000, **asked})
    assert answered.status_code == 200, answered.text
    found: list[dict[str, Any]] = answered.json()["findings"]
    return found


def named(found: list[dict[str, Any]]) -> list[tuple[int | None, str, str | None]]:
    """Return row, rule and field of findings."""
    return [(one["row"], one["rule_id"], one["field"]) for one in found]
