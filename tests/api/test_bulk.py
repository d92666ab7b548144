"""Bulk exports: asked for once, written to files that the manifest describes, called off."""

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import asyncpg
import httpx
import pytest
import rfc8785
import zstandard
from sqlalchemy import text

from app.services.bulk import requests
from app.services.bulk.exporter import Exporter
from app.store.database import Database
from tests.api.conftest import ClientOf
from tests.api.population import Population

EXPORTS = "/v1/apar/2025-26/exports"
UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "none": bytes,
    "gzip": gzip.decompress,
    "zstd": lambda packed: zstandard.ZstdDecompressor().decompressobj().decompress(packed),
}


async def work_off(database: Database, folder: Path, later: timedelta = timedelta(0)) -> None:
    """Look at each export as a worker does that finds its job, with the clock put forward."""
    exporter = Exporter(database, folder, lambda: datetime.now(UTC) + later)
    await exporter.sweep()
    async with database.reading() as session:
        numbers = (
            (await session.run(text("SELECT id FROM apar_export ORDER BY id"))).scalars().all()
        )
    for number in numbers:
        await exporter.run(number)


def names_in(folder: Path) -> list[str]:
    """Return the names of all files of exports."""
    return [one.name for one in folder.glob("*/*")]


async def written(
    client: httpx.AsyncClient, database: Database, folder: Path, **asked: Any
) -> tuple[dict[str, Any], list[bytes]]:
    """Ask for an export, have it written, and return its manifest and its files."""
    accepted = await client.post(EXPORTS, json=asked)
    await work_off(database, folder)
    address = accepted.headers["location"]
    held = (await client.get(f"{address}/manifest")).json()
    files = [await client.get(f"{address}/files/{one['name']}") for one in held["files"]]
    return held, [one.content for one in files]


@pytest.mark.parametrize("compression", UNPACK)
@pytest.mark.parametrize("form", ["ndjson", "csv"])
async def test_files_are_what_the_manifest_says(
    client: httpx.AsyncClient,
    worker_database: Database,
    exports_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
    compression: str,
) -> None:
    """Ten officials, four a file: rows, bytes and digests add up, and each entry is there once."""
    monkeypatch.setitem(requests.ROWS_PER_FILE, form, 4)
    manifest, files = await written(
        client, worker_database, exports_folder, form=form, compression=compression
    )
    officials: list[int] = []
    for told, content in zip(manifest["files"], files, strict=True):
        assert (len(content), hashlib.sha256(content).hexdigest()) == (
            told["bytes"],
            told["sha256"],
        )
        text = UNPACK[compression](content).decode()
        rows = list(csv.DictReader(io.StringIO(text))) if form == "csv" else text.splitlines()
        read = [json.loads(one) if isinstance(one, str) else one for one in rows]
        officials += [int(one["official_id"]) for one in read]

    assert manifest["counts"] == {"entries": 10, "files": 3}
    assert officials == list(range(1, 11))
    assert [one["rows"] for one in manifest["files"]] == [4, 4, 2]
    digests = "".join(f"{one['sha256']}\n" for one in manifest["files"])
    assert manifest["digest"] == hashlib.sha256(digests.encode()).hexdigest()


async def test_a_workbook_is_for_people(
    client: httpx.AsyncClient, worker_database: Database, exports_folder: Path
) -> None:
    """A workbook has sheets of officials, their courses and their tests, and no formula in it."""
    _, [content] = await written(client, worker_database, exports_folder, form="xlsx")
    with ZipFile(io.BytesIO(content)) as book:
        sheets = [book.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2, 3)]

    assert [sheet.count("<row ") for sheet in sheets] == [11, 41, 1]
    assert "पूर्ण" in sheets[0]
    assert not any("<f>" in sheet for sheet in sheets)


async def test_the_manifest_is_canonical_and_spared(
    client: httpx.AsyncClient, worker_database: Database, exports_folder: Path
) -> None:
    """The manifest is canonical JSON; manifest and file answer 304 to whoever holds them."""
    address = (await client.post(EXPORTS, json={"form": "csv"})).headers["location"]
    assert (await client.get(f"{address}/manifest")).status_code == 404
    await work_off(worker_database, exports_folder)
    manifest = await client.get(f"{address}/manifest")
    file = f"{address}/files/{manifest.json()['files'][0]['name']}"
    tags = [(await client.get(one)).headers["etag"] for one in (f"{address}/manifest", file)]
    spared = [
        await client.get(one, headers={"If-None-Match": tag})
        for one, tag in zip((f"{address}/manifest", file), tags, strict=True)
    ]
    cut = await client.get(file, headers={"Range": "bytes=3-5"})

    assert manifest.content == rfc8785.dumps(manifest.json())
    assert [one.status_code for one in spared] == [304, 304]
    assert (cut.status_code, cut.content) == (206, (await client.get(file)).content[3:6])


async def test_a_part_that_is_not_there_is_a_problem(
    client: httpx.AsyncClient, worker_database: Database, exports_folder: Path
) -> None:
    """A range beyond the file, and one that can't be read, are 416 with the file's length."""
    address = (await client.post(EXPORTS, json={"form": "csv"})).headers["location"]
    await work_off(worker_database, exports_folder)
    [file] = (await client.get(f"{address}/manifest")).json()["files"]
    answers = [
        await client.get(f"{address}/files/{file['name']}", headers={"Range": stated})
        for stated in ("bytes=99999999-", "bytes=5-3", "bytes=-0", "lines=1-2", "bytes=1-2,x", "")
    ]

    assert {one.status_code for one in answers} == {416}
    assert {one.json()["code"] for one in answers} == {"range-not-satisfiable"}
    assert {one.headers["content-range"] for one in answers} == {f"bytes */{file['bytes']}"}


async def test_what_is_published_later_is_not_in_it(
    client: httpx.AsyncClient,
    worker_database: Database,
    exports_folder: Path,
    owner: asyncpg.Connection,
) -> None:
    """An export that is written late holds what stood when it was asked for; the changes go on."""
    address = (await client.post(EXPORTS, json={"form": "ndjson"})).headers["location"]
    await owner.execute(
        "INSERT INTO apar_entry SELECT reporting_year, official_id, version + 1, authority_id,"
        " service_id, cadre_id, prescriber_id, position + 10, body, digest, facts_through,"
        " published_at FROM apar_entry"
    )
    await owner.execute("UPDATE position_counter SET value = 20 WHERE kind = 'publish'")
    await work_off(worker_database, exports_folder)
    told = (await client.get(f"{address}/manifest")).json()
    [file] = told["files"]
    lines = (await client.get(f"{address}/files/{file['name']}")).text.splitlines()
    cursor = (await client.get(address)).json()["changes_cursor"]
    follows = await client.get("/v1/apar/2025-26/changes", params={"cursor": cursor})

    assert (told["position"], told["counts"]["entries"]) == (10, 10)
    assert {json.loads(line)["version"] for line in lines} == {1}
    assert [one["position"] for one in follows.json()["changes"]] == list(range(11, 21))


@pytest.mark.usefixtures("alone")
async def test_asking_twice_is_one_export(client: httpx.AsyncClient) -> None:
    """The same request is the same export; another, or another key, is another one."""
    csv_form, lines = {"form": "csv"}, {"form": "ndjson"}
    first = await client.post(EXPORTS, json=csv_form)
    again = await client.post(EXPORTS, json=csv_form)
    other = await client.post(EXPORTS, json=lines)
    keyed = [
        await client.post(EXPORTS, json=csv_form, headers={"Idempotency-Key": key})
        for key in ("k-1", "k-1", "k-2")
    ]
    misused = await client.post(EXPORTS, json=lines, headers={"Idempotency-Key": "k-1"})

    assert first.headers["location"] == again.headers["location"] != other.headers["location"]
    assert keyed[0].json()["id"] == keyed[1].json()["id"] != keyed[2].json()["id"]
    assert misused.status_code == 422
    assert misused.json()["errors"] == [{"code": "used-before", "parameter": "Idempotency-Key"}]


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_called_off_export_leaves_no_file(
    client: httpx.AsyncClient, worker_database: Database, exports_folder: Path, when: str
) -> None:
    """Called off before or after it is written, an export has no file and no manifest any more."""
    address = (await client.post(EXPORTS, json={"form": "csv"})).headers["location"]
    if when == "after":
        await work_off(worker_database, exports_folder)
    called_off = [(await client.delete(address)).status_code for _ in range(2)]
    gone = await client.get(f"{address}/manifest")
    await work_off(worker_database, exports_folder)

    assert called_off == [204, 204]
    ended = (await client.get(address)).json()
    assert (ended["state"], ended["changes_cursor"]) == ("cancelled", None)
    assert gone.status_code == 404
    assert not names_in(exports_folder)
    again = await client.post(EXPORTS, json={"form": "csv"})
    assert again.headers["location"] != address


async def test_files_expire(
    client: httpx.AsyncClient,
    worker_database: Database,
    exports_folder: Path,
) -> None:
    """After a week the export is expired, and the next worker that looks removes its files."""
    address = (await client.post(EXPORTS, json={"form": "csv"})).headers["location"]
    await work_off(worker_database, exports_folder)
    assert names_in(exports_folder)
    await work_off(worker_database, exports_folder, timedelta(days=8))

    assert (await client.get(address)).json()["state"] == "expired"
    assert not names_in(exports_folder)


async def test_only_the_same_reach_sees_an_export(
    as_authority: ClientOf,
    worker_database: Database,
    exports_folder: Path,
    population: Population,
) -> None:
    """An export holds what its asker may see, and to any other reach it does not exist."""
    async with as_authority(population.authority) as own, as_authority(population.other) as other:
        accepted = await own.post(EXPORTS, json={"form": "ndjson"})
        await work_off(worker_database, exports_folder)
        address = accepted.headers["location"]
        told = (await own.get(f"{address}/manifest")).json()
        file = f"{address}/files/{told['files'][0]['name']}"
        hidden = [
            await other.get(address),
            await other.get(f"{address}/manifest"),
            await other.get(file),
            await other.delete(address),
            await other.get(f"{EXPORTS}/999"),
            await other.post(EXPORTS, json={"form": "csv", "authority_id": population.authority}),
        ]
        lines = (await own.get(file)).text.splitlines()

    assert {one.status_code for one in hidden} == {404}
    assert [json.loads(line)["official_id"] for line in lines] == list(population.officials)


async def test_a_workbook_is_not_compressed_twice(client: httpx.AsyncClient) -> None:
    """A workbook with a compression is refused at its pointer."""
    refused = await client.post(EXPORTS, json={"form": "xlsx", "compression": "zstd"})

    assert refused.status_code == 422
    assert refused.json()["errors"] == [{"code": "not-with-xlsx", "pointer": "/compression"}]
