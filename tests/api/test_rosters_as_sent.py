"""Rosters in the forms in which offices send them, through the API."""

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from app.integrations.rosters.limits import FILE_BYTES
from app.store.database import Database
from tests.api.population import Population
from tests.api.rosters import YEAR, checked, findings, named, send

HINDI = "नाम,ईमेल,कर्मचारी कोड,पदनाम,समूह"
ENGLISH = ("Name", "E-mail", "Employee Code", "Designation", "Group")
# A name with letters beyond ASCII, so that a wrong encoding would show.
ROWS = [
    [f"Official one-{n}", f"one{n}@example.gov.in", f"ONE-{n}", "Under Secretary", "Group A"]
    for n in range(3)
] + [["Renée Müller", "nobody@example.gov.in", "N-1", "Under Secretary", "Group A"]]
BLOCK = b"x," * (512 * 1024)


def table(headings: str, delimiter: str = ",") -> str:
    """Return the rows as delimited text."""
    lines = [delimiter.join(headings.split(",")), *(delimiter.join(row) for row in ROWS)]
    return "\r\n".join((*lines, ""))


def as_json() -> bytes:
    """Return the rows as a list of objects."""
    return json.dumps([dict(zip(ENGLISH, row, strict=True)) for row in ROWS]).encode()


FORMS: dict[str, Callable[[], bytes]] = {
    "Hindi headings": lambda: table(HINDI).encode(),
    "Hindi headings, UTF-16": lambda: table(HINDI).encode("utf-16"),
    "Windows-1252, semicolons": lambda: table(",".join(ENGLISH), ";").encode("cp1252"),
    "JSON": as_json,
}


@pytest.mark.parametrize("form", FORMS)
async def test_a_roster_is_read_as_it_was_sent(
    form: str, client: httpx.AsyncClient, worker_database: Database, population: Population
) -> None:
    """The same rows give the same findings, and come back letter for letter, in every form."""
    media: dict[str, Any] = {"media": "application/json"} if form == "JSON" else {}
    roster = await checked(client, worker_database, population.authority, FORMS[form](), **media)
    found = named(await findings(client, roster))
    file = await client.get(f"{roster_place(roster)}/file", params={"format": "csv"})

    assert [one for one in found if one[0] is not None] == [(5, "OB-001", None)]
    assert "Renée Müller" in file.content.decode("utf-8-sig")


def roster_place(roster: dict[str, object]) -> str:
    """Return where a roster is asked for."""
    return f"/v1/authorities/{roster['authority_id']}/rosters/{roster['id']}"


async def test_more_than_a_file_may_have_is_refused(
    client: httpx.AsyncClient, population: Population
) -> None:
    """One byte beyond 100 MB is 413, as a problem, and no roster is left behind."""
    place = f"/v1/authorities/{population.authority}/rosters"

    async def body() -> AsyncIterator[bytes]:
        left = FILE_BYTES + 1
        while left:
            block = BLOCK[: min(left, len(BLOCK))]
            left -= len(block)
            yield block

    answer = await client.post(
        place, params=YEAR, content=body(), headers={"Content-Type": "text/csv"}
    )

    assert (answer.status_code, answer.headers["Content-Type"]) == (413, "application/problem+json")
    assert (await client.get(place)).json()["rosters"] == []


@pytest.mark.parametrize(
    ("media", "status", "said"),
    [("application/pdf", 415, "text/csv"), ("multipart/form-data", 400, "form")],
)
async def test_what_is_no_roster_is_told_what_is(
    client: httpx.AsyncClient, population: Population, media: str, status: int, said: str
) -> None:
    """A file of another kind, or a form that can't be read, is refused in words that say how."""
    answer = await send(client, population.authority, b"%PDF-1.7", media)

    assert (answer.status_code, answer.headers["Content-Type"]) == (
        status,
        "application/problem+json",
    )
    assert said in answer.json()["detail"]
