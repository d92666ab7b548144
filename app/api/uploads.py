"""A file in the body of a request, raw or in a form, received to disk and never to memory."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import BinaryIO

from fastapi import Request
from starlette.formparsers import MultiPartException, MultiPartParser

from app.errors import InvalidError, MalformedError, TooLargeError, UnsupportedMediaTypeError
from app.integrations.rosters.limits import FILE_BYTES

FORM = "multipart/form-data"
TAKEN = (
    "text/csv",
    "text/plain",
    "text/tab-separated-values",
    "application/json",
    "application/octet-stream",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
BODY = {
    "requestBody": {
        "required": True,
        "description": "The roster: as the body itself, or as the one file of a form.",
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            },
            **{media: {"schema": {"type": "string", "format": "binary"}} for media in TAKEN},
        },
    }
}
_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Received:
    """A file on disk, gone when it is closed, and the SHA-256 of its bytes."""

    file: BinaryIO
    digest: bytes


@asynccontextmanager
async def received(request: Request) -> AsyncIterator[Received]:
    """Receive the file that a request brings, whatever its form.

    Raises TooLargeError beyond 100 MB, InvalidError for a form without a file, MalformedError for
    one that can't be read, and UnsupportedMediaTypeError for a type that is none of a roster's.
    """
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    with TemporaryFile() as file:
        if media == FORM:
            digest = await _from_form(request, file)
        elif media in TAKEN:
            digest = await _kept(request.stream(), file)
        else:
            taken = ", ".join((FORM, *TAKEN))
            raise UnsupportedMediaTypeError(f"send the file as one of these media types: {taken}")
        yield Received(file, digest)


async def _from_form(request: Request, file: BinaryIO) -> bytes:
    parser = MultiPartParser(request.headers, request.stream(), max_files=1, max_fields=8)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError):
        raise MalformedError("the form can't be read: send the file as one of its parts") from None
    try:
        sent = next((each for each in form.values() if not isinstance(each, str)), None)
        if sent is None:
            raise InvalidError("the form holds no file", [("/file", "missing")])

        async def blocks() -> AsyncIterator[bytes]:
            while block := await sent.read(_BLOCK):
                yield block

        return await _kept(blocks(), file)
    finally:
        await form.close()


async def _kept(blocks: AsyncIterator[bytes], file: BinaryIO) -> bytes:
    digest, size = hashlib.sha256(), 0
    async for block in blocks:
        size += len(block)
        if size > FILE_BYTES:
            raise TooLargeError("the file is larger than 100 MB")
        digest.update(block)
        file.write(block)
    file.flush()
    return digest.digest()
