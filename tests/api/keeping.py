"""How tests keep what they are given: documents, their signatures, the files of exports."""

import json
from pathlib import Path
from typing import Any

import httpx

from app.services.verifying.signed import KeyRing
from app.store.database import Database
from tests.api.test_bulk import EXPORTS, work_off

KEYS = "/.well-known/jwks.json"


def put(place: Path, content: bytes) -> None:
    """Write a file."""
    place.write_bytes(content)


def content_of(place: Path) -> bytes:
    """Return a file's bytes."""
    return place.read_bytes()


def told_by(place: Path) -> Any:
    """Return what a document says."""
    return json.loads(place.read_bytes())


async def kept(client: httpx.AsyncClient, address: str, place: Path) -> Path:
    """Keep an answer and its signature as a reader would."""
    joined = "&" if "?" in address else "?"
    answered = await client.get(f"{address}{joined}signed=true")
    put(place, answered.content)
    put(place.with_name(f"{place.name}.jws"), answered.headers["Karmasetu-Signature"].encode())
    return place


async def ring(client: httpx.AsyncClient) -> KeyRing:
    """Return the published keys."""
    return KeyRing.of((await client.get(KEYS)).json(), "jwks.json")


async def export(
    client: httpx.AsyncClient, database: Database, exports: Path, folder: Path, **asked: str
) -> Path:
    """Have an export written, and keep its files and its signed manifest in a folder."""
    address = (await client.post(EXPORTS, json=asked)).headers["location"]
    await work_off(database, exports)
    path = await kept(client, f"{address}/manifest", folder / "manifest.json")
    for told in told_by(path)["files"]:
        content = (await client.get(f"{address}/files/{told['name']}")).content
        put(folder / told["name"], content)
    put(folder / "keys", (await client.get(KEYS)).content)
    return path
