"""Signatures on request: over the bytes of an answer, by a key that stays published."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.errors import InvalidError
from app.services.verifying.signed import KeyRing
from app.services.verifying.verifier import Verifier
from app.services.verifying.wrong import WrongError
from app.settings import Settings
from app.store.database import Database
from app.wiring.keys import proofs, signer
from tests.api.calling import EVERYBODY, client_of, started, token_of
from tests.api.keeping import KEYS, content_of, export, kept, put, ring, told_by
from tests.api.population import Population
from tests.commands.programs import karmasetu
from tests.verifying import independent

ENTRY = "/v1/apar/2025-26/officials/1"
PAGE = "/v1/apar/2025-26/entries?authority_id=1"
CHANGES = "/v1/apar/2025-26/changes"


@pytest.mark.parametrize(
    ("address", "kind"), [(ENTRY, "entry"), (PAGE, "page"), (CHANGES, "changes")]
)
async def test_an_answer_is_signed_when_asked(
    client: httpx.AsyncClient, tmp_path: Path, address: str, kind: str
) -> None:
    """Entry, page and changes carry a signature over their bytes, and none unasked."""
    plain = await client.get(address)
    path = await kept(client, address, tmp_path / "answer.json")

    [checked] = Verifier(await ring(client)).check([path])
    assert "Karmasetu-Signature" not in plain.headers
    assert (checked.kind, checked.signed is not None) == (kind, True)
    assert checked.rows


async def test_a_paper_is_signed_as_the_bytes_that_it_is(client: httpx.AsyncClient) -> None:
    """A PDF is no text, and carries a signature over its bytes all the same."""
    paper = await client.get(f"{ENTRY}/annexure?signed=true")
    signature = paper.headers["Karmasetu-Signature"]

    independent.signature(
        paper.content, signature, independent.ANSWER, json.loads((await client.get(KEYS)).content)
    )


async def test_keys_are_public_and_cacheable(app: Any) -> None:
    """Whoever asks, without a token, gets public keys alone, and may keep them for an hour."""
    async with client_of(app, None) as anybody:
        answered = await anybody.get(KEYS)
        spared = await anybody.get(KEYS, headers={"If-None-Match": answered.headers["etag"]})

    [key] = answered.json()["keys"]
    assert answered.headers["cache-control"] == "public, max-age=3600"
    assert (key["alg"], "d" in key) == ("Ed25519", False)
    assert spared.status_code == 304


async def test_what_a_retired_key_signed_still_holds(settings: Settings, tmp_path: Path) -> None:
    """After the key is replaced, both are published, and the old signature is right."""
    own = {"proof_key_file": tmp_path / "key.pem", "proof_keys_directory": tmp_path / "keys"}
    settings = settings.model_copy(update=own)
    token = token_of(settings, EVERYBODY)
    async with started(settings) as app, client_of(app, token) as client:
        path = await kept(client, ENTRY, tmp_path / "before.json")
    settings.proof_key_file.unlink()
    async with started(settings) as app, client_of(app, token) as client:
        later = await kept(client, ENTRY, tmp_path / "after.json")
        keys = await ring(client)

    before, after = Verifier(keys).check([path, later])
    assert len(keys.keys) == 2
    assert before.signed is not None
    assert after.signed is not None
    assert before.signed.kid != after.signed.kid


def test_tokens_and_answers_have_keys_of_their_own(settings: Settings) -> None:
    """The key of tokens is refused as the key of signatures."""
    shared = settings.model_copy(update={"proof_key_file": settings.signing_key_file})

    with pytest.raises(InvalidError, match="own"):
        proofs(shared, signer(shared))


@pytest.mark.parametrize(
    ("form", "compression"),
    [("ndjson", "none"), ("ndjson", "gzip"), ("csv", "zstd"), ("xlsx", "none")],
)
async def test_an_export_is_checked_whole(
    client: httpx.AsyncClient,
    worker_database: Database,
    exports_folder: Path,
    tmp_path: Path,
    form: str,
    compression: str,
) -> None:
    """Each form and compression passes with its manifest, row by row where there are rows."""
    path = await export(
        client, worker_database, exports_folder, tmp_path, form=form, compression=compression
    )

    [checked] = Verifier(await ring(client)).check([path])
    assert len(checked.rows) == (0 if form == "xlsx" else 10)


def flipped(lines: list[bytes]) -> list[bytes]:
    """Alter one number of the third entry."""
    return [*lines[:2], lines[2].replace(b'"prescribed":4', b'"prescribed":5'), *lines[3:]]


TAMPERED: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "entry-digest": flipped,
    "row-order": lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]],
    "row-count": lambda lines: [*lines[:2], *lines[3:]],
    "not-json": lambda lines: [*lines[:-1], lines[-1][:-20]],
    "file-size": lambda lines: [lines[0].replace(b'"version":1', b'"version":12'), *lines[1:]],
    "file-digest": lambda lines: [lines[0].replace(b'"version":1', b'"version":2'), *lines[1:]],
}


async def test_tampering_is_caught_by_name(
    client: httpx.AsyncClient, worker_database: Database, exports_folder: Path, tmp_path: Path
) -> None:
    """A flipped byte, a swapped, deleted or truncated row: two verifiers name the same fault."""
    path = await export(client, worker_database, exports_folder, tmp_path, form="ndjson")
    [told] = told_by(path)["files"]
    file = tmp_path / told["name"]
    lines = content_of(file).splitlines(keepends=True)
    verifier = Verifier(await ring(client))

    assert independent.verdict(tmp_path / "keys", path) is None
    for name, tampered in TAMPERED.items():
        put(file, b"".join(tampered(lines)))
        with pytest.raises(WrongError) as caught:
            verifier.check([path])
        assert (caught.value.name, independent.verdict(tmp_path / "keys", path)) == (name, name)


async def test_a_forged_manifest_is_caught(
    client: httpx.AsyncClient, worker_database: Database, exports_folder: Path, tmp_path: Path
) -> None:
    """Whoever alters the manifest as well has no signature over it, nor a key that is known."""
    path = await export(client, worker_database, exports_folder, tmp_path, form="ndjson")
    verifier = Verifier(await ring(client))
    put(path, content_of(path).replace(b'"entries":10', b'"entries":11'))
    with pytest.raises(WrongError, match="signature-wrong"):
        verifier.check([path])
    assert independent.verdict(tmp_path / "keys", path) == "signature-wrong"

    put(tmp_path / "alone.json", content_of(path))
    with pytest.raises(WrongError, match="signature-missing"):
        verifier.check([tmp_path / "alone.json"])


async def test_a_signature_is_over_one_kind_of_thing(
    client: httpx.AsyncClient, population: Population, tmp_path: Path
) -> None:
    """A signature over one answer does not pass for another, nor one by a key of nobody's."""
    first = await kept(client, ENTRY, tmp_path / "first.json")
    second = await kept(client, PAGE, tmp_path / "second.json")
    stranger = KeyRing({})
    with pytest.raises(WrongError, match="key-unknown"):
        Verifier(stranger).check([first])
    put(tmp_path / "first.json.jws", content_of(tmp_path / "second.json.jws"))

    with pytest.raises(WrongError, match="signature-wrong"):
        Verifier(await ring(client)).check([first])
    assert population.officials
    assert Verifier(await ring(client)).check([second])


async def test_the_command_tells_what_it_found(client: httpx.AsyncClient, tmp_path: Path) -> None:
    """`karmasetu verify` ends with 0 for what is right, and with 1 and a name for what is not."""
    path = await kept(client, ENTRY, tmp_path / "entry.json")
    put(tmp_path / "jwks", (await client.get(KEYS)).content)
    command: tuple[str, dict[str, str], Path] = ("verify entry.json --keys jwks", {}, tmp_path)
    right = await asyncio.to_thread(karmasetu, *command)
    put(path, content_of(path).replace(b'"version":1', b'"version":2'))
    wrong = await asyncio.to_thread(karmasetu, *command)

    assert (right.code, "entry, 1 entry, signed" in right.out) == (0, True)
    assert wrong.code == 1
    assert "entry.json: signature-wrong" in wrong.err
