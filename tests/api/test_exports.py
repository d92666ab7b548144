"""An authority's entries: pages by cursor, lines of JSON, CSV."""

import asyncio
import csv
import hashlib
import io
import json
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest
from starlette.types import Message

from app.api.apar.straight import ClosedStream
from app.services.apar import entries
from app.store.database import Database, Reading
from tests.api.conftest import ClientOf
from tests.api.population import Population
from tests.api.test_corrections import learn

ENTRIES = "/v1/apar/2025-26/entries"
ANEW = (
    "INSERT INTO apar_entry SELECT reporting_year, official_id, 2, authority_id, service_id,"
    " cadre_id, prescriber_id, position + 10, body, sha256(digest), facts_through, published_at"
    " FROM apar_entry"
)
PUBLISHED_LATER = (
    ANEW,
    "UPDATE apar_head SET version = 2",
    "UPDATE position_counter SET value = 20 WHERE kind = 'publish'",
)


async def streamed(
    client: httpx.AsyncClient, authority: int, media: str, **headers: str
) -> httpx.Response:
    """Return an authority's whole stream."""
    return await client.get(
        ENTRIES, params={"authority_id": authority}, headers={"Accept": media, **headers}
    )


async def paged(client: httpx.AsyncClient, address: str) -> list[dict[str, Any]]:
    """Return all pages, followed by their Link headers."""
    pages = []
    following: str | None = address
    while following is not None:
        answered = await client.get(following)
        pages.append(answered.json())
        following = answered.links.get("next", {}).get("url")
    return pages


async def test_pages_hold_every_entry_once(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Pages of two give all five entries in order, and the last one has no cursor."""
    pages = await paged(client, f"{ENTRIES}?authority_id={population.authority}&limit=2")

    found = [one["official_id"] for page in pages for one in page["entries"]]
    assert found == list(population.officials)
    assert [page["next_cursor"] is None for page in pages] == [False, False, True]


async def test_a_page_is_counted_when_asked_and_spared_when_held(
    client: httpx.AsyncClient, population: Population
) -> None:
    """How many there are is told on demand alone; the same page asked for again is 304."""
    address = f"{ENTRIES}?authority_id={population.authority}&limit=2"
    plain, counted = await client.get(address), await client.get(f"{address}&count=true")
    spared = await client.get(address, headers={"If-None-Match": plain.headers["etag"]})

    assert (plain.json()["count"], counted.json()["count"]) == (None, 5)
    assert (spared.status_code, spared.content) == (304, b"")


async def test_lines_say_their_count_and_digest(
    client: httpx.AsyncClient, population: Population
) -> None:
    """As many lines come as the header says, and their digests add up to its digest."""
    answered = await streamed(client, population.authority, "application/x-ndjson")
    lines = [json.loads(line) for line in answered.text.splitlines()]

    digests = b"".join(bytes.fromhex(line["digest"]) for line in lines)
    assert answered.headers["Karmasetu-Row-Count"] == str(len(lines)) == "5"
    assert answered.headers["Karmasetu-Digest"] == hashlib.sha256(digests).hexdigest()


async def test_a_stream_is_of_one_moment(
    client: httpx.AsyncClient,
    population: Population,
    worker_database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is published once the stream has begun is not in it; its tag spares whoever holds it."""
    position = entries.position

    async def meanwhile(session: Reading) -> int:
        await learn(worker_database, "B")
        return await position(session)

    monkeypatch.setattr(entries, "position", meanwhile)
    begun = await streamed(client, population.authority, "application/x-ndjson")
    monkeypatch.undo()
    after = await streamed(client, population.authority, "application/x-ndjson")
    assert [one.status_code for one in (begun, after)] == [200, 200], begun.text[:500]
    tags = [one.headers["etag"] for one in (begun, after)]
    spared = [
        await streamed(client, population.authority, media, **{"If-None-Match": tag})
        for tag in tags
        for media in ("application/x-ndjson", "text/csv")
    ]

    assert {json.loads(line)["version"] for line in begun.text.splitlines()} == {1}
    assert {json.loads(line)["version"] for line in after.text.splitlines()} == {1, 2}
    assert [one.status_code for one in spared] == [200, 200, 304, 200]


@pytest.mark.parametrize("media", ["application/x-ndjson", "text/csv"])
async def test_a_receipt_says_later_what_the_stream_held(
    client: httpx.AsyncClient,
    as_authority: ClientOf,
    population: Population,
    owner: asyncpg.Connection,
    media: str,
) -> None:
    """After more was published the receipt still says what stood; the own reach gets the same."""
    answered = await streamed(client, population.authority, media)
    address = answered.links["describedby"]["url"]
    for told in PUBLISHED_LATER:
        await owner.execute(told)
    receipt = await client.get(address)
    tag = {"If-None-Match": receipt.headers["etag"]}
    held, spared = receipt.json(), await client.get(address, headers=tag)
    async with as_authority(population.authority) as own, as_authority(population.other) as other:
        same, hidden = (await own.get(address)).json(), await other.get(address)
    later = (await client.get(address.replace("/10?", "/20?"))).json()
    ahead = await client.get(address.replace("/10?", "/21?"))

    assert str(held["count"]) == answered.headers["Karmasetu-Row-Count"]
    assert held["digest"] == answered.headers["Karmasetu-Digest"] != later["digest"]
    assert (same, spared.status_code) == (held, 304)
    assert (hidden.status_code, ahead.status_code) == (404, 404)


async def test_csv_has_a_row_an_official(client: httpx.AsyncClient, population: Population) -> None:
    """The CSV has the summary's numbers and the whole entry in its last column."""
    answered = await streamed(client, population.authority, "text/csv")
    rows = list(csv.DictReader(io.StringIO(answered.text)))

    assert [int(row["official_id"]) for row in rows] == list(population.officials)
    assert (rows[0]["outcome"], rows[0]["completed"]) == ("met", "3")
    assert [hashlib.sha256(row["body"].encode()).hexdigest() for row in rows] == [
        row["digest"] for row in rows
    ]


@pytest.mark.parametrize("media", ["application/x-ndjson", "text/csv"])
async def test_streams_hold_only_what_is_seen(
    as_authority: ClientOf, population: Population, media: str
) -> None:
    """Another authority's stream answers as that of an authority that doesn't exist."""
    async with as_authority(population.authority) as own:
        hidden = await streamed(own, population.other, media)
        nobody = await streamed(own, 999_999, media)

    assert hidden.status_code == nobody.status_code == 404
    assert hidden.json()["detail"] == nobody.json()["detail"]


async def test_an_authority_without_entries_has_an_empty_stream(
    client: httpx.AsyncClient, population: Population
) -> None:
    """A year without entries is a header and no row, and says so."""
    answered = await client.get(
        "/v1/apar/2024-25/entries",
        params={"authority_id": population.authority},
        headers={"Accept": "text/csv"},
    )

    assert answered.headers["Karmasetu-Row-Count"] == "0"
    assert len(answered.text.splitlines()) == 1


async def test_a_reader_who_stalls_is_cut() -> None:
    """A reader who takes nothing holds a connection only for so long; the source is closed."""
    closed = asyncio.Event()

    async def source() -> AsyncIterator[bytes]:
        try:
            yield b"row"
        finally:
            closed.set()

    async def receive() -> Message:
        return await asyncio.Future()

    async def send(message: Message) -> None:
        if message.get("body"):
            await asyncio.Future()

    stream = ClosedStream(source())
    stream.patience = 0.01

    with pytest.raises(TimeoutError):
        await stream({"type": "http", "asgi": {"spec_version": "2.3"}}, receive, send)
    assert closed.is_set()


async def test_nothing_offered_is_406(client: httpx.AsyncClient, population: Population) -> None:
    """A media type that is not offered is refused as a problem."""
    answered = await streamed(client, population.authority, "image/png")

    assert answered.status_code == 406
    assert answered.json()["code"] == "not-acceptable"


async def test_a_cursor_of_another_question_is_refused(
    client: httpx.AsyncClient, population: Population
) -> None:
    """A cursor does not lead from one authority's entries into another's: 400."""
    first = await client.get(f"{ENTRIES}?authority_id={population.authority}&limit=2")
    cursor = first.json()["next_cursor"]
    answered = await client.get(f"{ENTRIES}?authority_id={population.other}&cursor={cursor}")

    assert answered.status_code == 400
    assert answered.json()["code"] == "cursor-invalid"


async def test_an_altered_cursor_is_refused(
    client: httpx.AsyncClient, population: Population
) -> None:
    """One changed character makes a cursor useless: 400."""
    address = f"{ENTRIES}?authority_id={population.authority}&limit=2"
    cursor = (await client.get(address)).json()["next_cursor"]
    altered = cursor[:20] + ("A" if cursor[20] != "A" else "B") + cursor[21:]
    answers = [await client.get(f"{address}&cursor={one}") for one in (altered, "A", "AAAA")]

    assert {one.status_code for one in answers} == {400}


@pytest.mark.usefixtures("alone")
async def test_all_that_is_read_of_entries_has_a_strong_tag(
    client: httpx.AsyncClient, population: Population
) -> None:
    """Whoever holds what an address gives is spared it: 304 without a body."""
    year, authority = "/v1/apar/2025-26", population.authority
    asked = await client.post(f"{year}/exports", json={"form": "csv"})
    for address in (
        f"{year}/officials/{population.officials[0]}?form=true",
        f"{ENTRIES}?authority_id={authority}&limit=2&count=true",
        f"{year}/changes?limit=3",
        f"{year}/receipts/5?authority_id={authority}",
        f"{year}/seals?authority_id={authority}",
        asked.headers["location"],
        "/v1/apar/schemas",
        "/v1/schemas/karmasetu.apar-entry/1",
    ):
        tag = (await client.get(address)).headers["etag"]
        spared = await client.get(address, headers={"If-None-Match": tag})
        assert (spared.status_code, spared.content) == (304, b""), address
        assert not tag.startswith("W/")
