"""karmasetu verify-audit: walks the audit trail, and names the first link that is broken."""

import asyncio
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from app.commands.console import console
from app.commands.failures import failures_told
from app.errors import InvalidError
from app.policy.auditing import Checkpoint
from app.services.auditing.walking import Walked, walk
from app.services.verifying import reading
from app.services.verifying.wrong import WrongError
from app.settings import Settings
from app.wiring.worker import open_worker

SHA256_BYTES = 32
# Links are counted from 1: one that is none would be compared with nothing, and seem to hold.
LINK = re.compile("[1-9][0-9]{0,17}")


@failures_told()
def verify_audit(
    checkpoint: Annotated[
        list[str] | None,
        typer.Option(help="LINK:HASH as once seen; the chain must still hold it. Repeat for more."),
    ] = None,
    manifest: Annotated[
        list[Path] | None,
        typer.Option(exists=True, dir_okay=False, help="An export's manifest; it names a link."),
    ] = None,
) -> None:
    """Check each link of the audit trail, to the end that the database notes beside it.

    Who owns the database can write both anew: only what was kept elsewhere tells of that.
    """
    told = [*(checkpoint or ()), *(_told(one) for one in manifest or ())]
    walked = asyncio.run(_walk(_seen(told)))
    console.print(
        f"{walked.last.number:,} links hold; the last one is"
        f" {walked.last.number}:{walked.last.hash.hex()}",
        soft_wrap=True,
    )
    if walked.waiting.since is not None:
        console.print(
            f"{walked.waiting.events:,} events wait for their link,"
            f" the first since {walked.waiting.since:%Y-%m-%d %H:%M:%S} UTC."
        )


async def _walk(checkpoints: list[Checkpoint]) -> Walked:
    async with open_worker(Settings()) as parts:
        with console.status("Walking the chain") as status:
            return await walk(
                parts.database, checkpoints, lambda link: status.update(f"Link {link:,}")
            )


def _told(manifest: Path) -> str:
    """Return the checkpoint that a manifest carries; raise InvalidError for a file without one."""
    try:
        held = reading.document(manifest.read_bytes(), manifest.name).get("audit")
    except WrongError as wrong:
        raise InvalidError("a manifest can't be read", [("--manifest", str(wrong))]) from wrong
    if not isinstance(held, dict):
        fault = ("--manifest", f"{manifest.name} names no link of the audit trail")
        raise InvalidError("a manifest names no checkpoint", [fault])
    return f"{held.get('link')}:{held.get('hash')}"


def _seen(checkpoints: Iterable[str]) -> list[Checkpoint]:
    seen = []
    faults = []
    for one in checkpoints:
        number, _, text = one.partition(":")
        try:
            digest = bytes.fromhex(text)
        except ValueError:
            digest = b""
        if LINK.fullmatch(number) and len(digest) == SHA256_BYTES:
            seen.append(Checkpoint(int(number), digest))
        else:
            faults.append(("--checkpoint", f"LINK:HASH, not {one!r}"))
    if faults:
        raise InvalidError("a checkpoint is a link's number and its SHA-256", faults)
    return seen
