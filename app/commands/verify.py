"""karmasetu verify: checks what was received, offline, and names the first thing that is wrong."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.console import console
from app.services.verifying import reading
from app.services.verifying.signed import KeyRing
from app.services.verifying.verifier import Checked, Verifier

Readable = typer.Option(exists=True, dir_okay=False, readable=True, help="The JWK Set, as kept.")


def verify(
    files: Annotated[
        list[Path],
        typer.Argument(exists=True, dir_okay=False, readable=True, help="What was received."),
    ],
    keys: Annotated[Path, Readable],
    seal: Annotated[
        str | None, typer.Option(help="SHA-256 of a seal you have seen: it must be shown.")
    ] = None,
    unsigned: Annotated[bool, typer.Option(help="Let what is not signed pass, as such.")] = False,
) -> None:
    """Check signatures, digests, counts, seals and proofs, by the public keys as kept.

    A document's signature lies beside it, as FILE.jws; the files of an export beside its manifest.
    """
    ring = KeyRing.of(reading.document(keys.read_bytes(), keys.name), keys.name)
    for one in Verifier(ring, unsigned, seal).check(files):
        console.print(_line(one), soft_wrap=True, markup=False)


def _line(one: Checked) -> str:
    by = "not signed"
    if one.signed is not None:
        by = f"signed {one.signed.at:%Y-%m-%d %H:%M:%S} UTC by {one.signed.kid}"
    if one.seal is not None:
        return f"{one.path}: seal {one.seal.number}, {one.seal.count:,} entries, {by}"
    entries = f"{len(one.rows):,} {'entry' if len(one.rows) == 1 else 'entries'}"
    return f"{one.path}: {one.kind}, {entries}, {by}"
