"""Has papers set by child processes that can be lost without harm, few at a time."""

import asyncio
import hashlib
import json
import logging
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from app.errors import OverloadedError
from app.integrations.papers import limits
from app.integrations.papers.printable import printable

logger = logging.getLogger(__name__)

_CHILD = ("-m", "app.integrations.papers.child")


@dataclass(frozen=True, slots=True)
class Copy:
    """What a paper says, ready to be set; ``digest`` changes whenever the paper's bytes would."""

    data: bytes
    digest: str


def copy_of(told: Mapping[str, Any]) -> Copy:
    """Return a paper's copy from what it is to tell: JSON, with each text as it can be shown."""
    data = json.dumps(printable(dict(told)), sort_keys=True, ensure_ascii=False).encode()
    return Copy(data, hashlib.sha256(_edition() + data).hexdigest())


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Sets papers, so many at a time."""

    at_a_time: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(limits.AT_A_TIME)
    )
    seconds: float = limits.SECONDS

    async def set(self, copy: Copy) -> bytes:
        """Return the PDF; raise OverloadedError for one that takes too long or too much."""
        try:
            async with asyncio.timeout(self.seconds), self.at_a_time:
                status, paper = await _set(copy.data)
        except TimeoutError:
            raise OverloadedError("the paper took too long") from None
        if status != 0 or not paper:
            logger.error("the typesetter ended with status %d", status)
            raise OverloadedError("the paper could not be set")
        return paper


async def _set(data: bytes) -> tuple[int, bytes]:
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *_CHILD,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={"PYTHONUTF8": "1"},
    )
    try:
        paper, _ = await child.communicate(data)
        return child.returncode or 0, paper
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()


@cache
def _edition() -> bytes:
    """Return a digest of all that decides about a paper's bytes besides what it tells."""
    template = files(__package__).joinpath("annexure.typ").read_bytes()
    others = "".join(f"{name} {version(name)}\n" for name in ("typst", "fontpkg-mukta"))
    return hashlib.sha256(template + others.encode()).digest()
