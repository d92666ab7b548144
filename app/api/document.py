"""The contract as a document: made by a child process, since making it takes much memory.

Describing all operations takes 25 MB, which a process that serves would hold to its end.
"""

import asyncio
import sys
from dataclasses import dataclass, field

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

PLACE = "/openapi.json"
_CHILD = ("-m", "app.main")


@dataclass(slots=True)
class Document:
    """The contract in JSON, made when it is first asked for; who asks meanwhile waits for it."""

    _making: asyncio.Lock = field(default_factory=asyncio.Lock)
    _made: bytes = b""

    async def told(self) -> bytes:
        """Return the document; raise OSError when it could not be made."""
        async with self._making:
            self._made = self._made or await _make()
        return self._made


def install(app: FastAPI) -> None:
    """Serve the contract, as FastAPI would."""
    document = Document()

    async def read_contract(_: Request) -> Response:
        return Response(await document.told(), media_type="application/json")

    app.add_route(PLACE, read_contract, include_in_schema=False)


async def _make() -> bytes:
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *_CHILD,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        made, _ = await child.communicate()
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode or not made:
        raise OSError("the contract could not be told")
    return made
