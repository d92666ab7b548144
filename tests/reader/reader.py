"""Keeps a copy of a year's entries, as somebody would who has only openapi.yaml and its pages.

It runs without the service's code: by the client that was generated, the standard library, and the
verifier that was written from docs/verification.md.
"""

import argparse
import gzip
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from karmasetu_client import AuthenticatedClient
from karmasetu_client.api.apar import (
    get_apar_export,
    get_apar_export_file,
    get_apar_export_manifest,
    get_apar_proof,
    get_apar_seal,
    get_apar_sub_table,
    get_proof_keys,
    list_apar_changes,
    list_apar_seals,
    start_apar_export,
)
from karmasetu_client.models import (
    ChangeKind,
    ExportRequest,
    ExportRequestCompression,
    ExportRequestForm,
    ExportState,
    PublishedEntry,
)

from tests.verifying.independent import canonical, sha256, verdict

YEAR = "2025-26"
PATIENCE_SECONDS = 60.0
A_PAGE = 4


def given(answered: Any) -> Any:
    """Return what an answer holds; end for any but a good one."""
    if answered.status_code >= 300 or answered.parsed is None:
        sys.exit(f"the service answered {answered.status_code}: {answered.content[:400]!r}")
    return answered.parsed


@dataclass
class Copy:
    """What the reader keeps: the entries by official, and where the changes go on."""

    folder: Path
    entries: dict[str, Any] = field(default_factory=dict)
    cursor: str = ""
    pages: int = 0

    @classmethod
    def kept(cls, folder: Path) -> "Copy":
        """Return the copy that lies in a folder, or a new one."""
        folder.mkdir(parents=True, exist_ok=True)
        place = folder / "copy.kept"
        return cls(folder, **json.loads(place.read_text())) if place.exists() else cls(folder)

    def keep(self) -> None:
        """Write the copy down, with the cursor: both or neither."""
        partial = self.folder / "copy.partial"
        held = {"entries": self.entries, "cursor": self.cursor, "pages": self.pages}
        partial.write_text(json.dumps(held))
        partial.replace(self.folder / "copy.kept")

    def document(self, name: str, answered: Any) -> Any:
        """Keep a document, and the signature that came with it; return what it says."""
        said = given(answered)
        (self.folder / name).write_bytes(answered.content)
        signature = answered.headers.get("Karmasetu-Signature")
        if signature:
            (self.folder / f"{name}.jws").write_text(signature)
        return said

    def take(self, published: PublishedEntry) -> None:
        """Take a version of an official's entry, as the generated types have it."""
        row = published.to_dict()
        if sha256(canonical(row["entry"])) != row["digest"]:
            sys.exit(f"official {published.official_id}: the types do not hold what was published")
        names = ("version", "position", "digest", "correction", "entry")
        self.entries[str(published.official_id)] = {name: row[name] for name in names}

    def documents(self, *patterns: str) -> list[Path]:
        """Return the documents whose names are like some patterns."""
        return [one for pattern in patterns for one in sorted(self.folder.glob(pattern))]


def pull(client: AuthenticatedClient, copy: Copy) -> None:
    """Have the year written to files, read them, and start from them."""
    copy.document("keys", get_proof_keys.sync_detailed(client=client))
    body = ExportRequest(form=ExportRequestForm.NDJSON, compression=ExportRequestCompression.GZIP)
    export = given(start_apar_export.sync_detailed(YEAR, client=client, body=body))
    until = time.monotonic() + PATIENCE_SECONDS
    while export.state in {ExportState.QUEUED, ExportState.RUNNING} and time.monotonic() < until:
        time.sleep(0.2)
        export = given(get_apar_export.sync_detailed(YEAR, export.id, client=client))
    if export.state is not ExportState.DONE:
        sys.exit(f"the export is {export.state}: {export.failure}")
    answered = get_apar_export_manifest.sync_detailed(YEAR, export.id, client=client, signed=True)
    for file in copy.document("manifest.json", answered).files:
        got = get_apar_export_file.sync_detailed(YEAR, export.id, file.name, client=client)
        copy.document(file.name, got)
        for line in gzip.decompress(got.content).splitlines():
            copy.take(PublishedEntry.from_dict(json.loads(line)))
    copy.cursor = export.changes_cursor
    copy.keep()
    print(f"pulled {len(copy.entries)} entries in bulk, as of position {export.position}")


def follow(client: AuthenticatedClient, copy: Copy, pages: int) -> None:
    """Follow the changes for some pages, or until there are no more; keep each once applied."""
    for _ in range(pages):
        answered = list_apar_changes.sync_detailed(
            YEAR, client=client, limit=A_PAGE, cursor=copy.cursor, signed=True
        )
        page = copy.document(f"changes-{copy.pages:04}.json", answered)
        for change in page.changes:
            if change.kind is ChangeKind.TOMBSTONE:
                copy.entries.pop(str(change.official_id), None)
            elif change.published is not None:
                copy.take(change.published)
        copy.cursor, copy.pages = page.next_cursor, copy.pages + 1
        copy.keep()
        kinds = ", ".join(str(one.kind) for one in page.changes) or "nothing"
        print(f"followed to position {page.consistent_through}: {kinds}")
        if not page.more:
            return


def prove(client: AuthenticatedClient, copy: Copy) -> None:
    """Keep what proves the copy: each entry signed, its proof, and all seals of its authority."""
    authorities = set()
    for official in map(int, copy.entries):
        entry = get_apar_sub_table.sync_detailed(YEAR, official, client=client, signed=True)
        copy.document(f"entry-{official}.json", entry)
        answered = get_apar_proof.sync_detailed(YEAR, official, client=client)
        proof = copy.document(f"proof-{official}.json", answered)
        authorities.add(proof.seal.authority_id)
    kept = 0
    for authority in authorities:
        listed = given(list_apar_seals.sync_detailed(YEAR, client=client, authority_id=authority))
        for one in listed.seals:
            answered = get_apar_seal.sync_detailed(
                YEAR, one.number, client=client, authority_id=authority
            )
            copy.document(f"seal-{authority}-{one.number}.json", answered)
            kept += 1
    print(f"kept {len(copy.entries)} proofs and signed entries, {kept} seals")


def verify(copy: Copy) -> None:
    """Check everything that was kept, without the service; end with the first fault."""
    keys = copy.folder / "keys"
    groups = {
        "the files": ("manifest.json", "seal-*.json"),
        "the changes": ("changes-*.json",),
        "entries, proofs and seals": ("entry-*.json", "proof-*.json", "seal-*.json"),
    }
    for what, patterns in groups.items():
        found = verdict(keys, *copy.documents(*patterns))
        if found is not None:
            sys.exit(f"{what}: {found}")
    for official, held in copy.entries.items():
        proof = json.loads((copy.folder / f"proof-{official}.json").read_bytes())
        order = held["correction"]
        corrects = None if order is None else sha256(canonical(order))
        if (proof["digest"], proof["correction_digest"]) != (held["digest"], corrects):
            sys.exit(f"official {official}: what is proved is not what the copy holds")
    print(f"verified {len(list(copy.folder.glob('*.json')))} documents without the service")


def main(arguments: Sequence[str]) -> None:
    """Do one step: pull, follow, prove or verify."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=["pull", "follow", "prove", "verify"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    asked = parser.parse_args(arguments)
    copy = Copy.kept(asked.folder)
    if asked.step == "verify":
        verify(copy)
        return
    address, token = os.environ["READER_SERVICE"], os.environ["READER_TOKEN"]
    client = AuthenticatedClient(base_url=address, token=token, raise_on_unexpected_status=True)
    with client:
        if asked.step == "pull":
            pull(client, copy)
        elif asked.step == "follow":
            follow(client, copy, asked.pages)
        else:
            prove(client, copy)


if __name__ == "__main__":
    main(sys.argv[1:])
