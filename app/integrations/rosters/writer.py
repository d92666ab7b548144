"""Has lines turned into a workbook by a child process, and hands on its bytes."""

import asyncio
import sys
from collections.abc import AsyncIterator

_CHILD = ("-m", "app.integrations.rosters.workbooks_out")
_BLOCK = 64 * 1024


async def workbook(lines: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Yield a workbook (XLSX) of comma-separated lines; raise OSError when it can't be made."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *_CHILD,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={"PYTHONUTF8": "1"},
    )
    if child.stdin is None or child.stdout is None:
        raise OSError("the workbook's process has no pipes")
    try:
        async for block in lines:
            child.stdin.write(block)
            await child.stdin.drain()
        child.stdin.close()
        while block := await child.stdout.read(_BLOCK):
            yield block
        if await child.wait():
            raise OSError("the workbook could not be made")
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
