"""Chromium without a window, told what to do over a pipe (its DevTools protocol)."""

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

PROGRAM = os.environ.get("CHROMIUM", "chromium")
# Becomes the browser, which reads from descriptor 3 and writes to 4 (--remote-debugging-pipe).
_BECOME = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4);"
    " os.execvp(sys.argv[3], sys.argv[3:])"
)
_LONGEST = 64 * 1024 * 1024
_PATIENCE = 60
_OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--remote-debugging-pipe",
)


class Tab:
    """One page of a browser: commands go out, answers and events come in."""

    def __init__(self, out: int, answers: asyncio.StreamReader) -> None:
        self._out, self._answers = out, answers
        self._number = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []

    async def attach(self) -> None:
        """Open an empty page, and speak to it from now on."""
        page = await self.call("Target.createTarget", url="about:blank")
        attached = await self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            await self.call(f"{domain}.enable")

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Carry out a command and return its answer; keep the events that come before it."""
        self._number += 1
        command = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            command["sessionId"] = self._session
        os.write(self._out, json.dumps(command).encode() + b"\0")
        while (told := await self._told()).get("id") != self._number:
            self.events.append(told)
        if "error" in told:
            raise AssertionError(f"{method}: {told['error']}")
        answer: dict[str, Any] = told["result"]
        return answer

    async def open(self, address: str) -> None:
        """Load an address to its end."""
        self.events.clear()
        await self.call("Page.navigate", url=address)
        while not self.of("Page.loadEventFired"):
            self.events.append(await self._told())

    def of(self, method: str) -> list[dict[str, Any]]:
        """Return what events of a kind have said since the page was opened."""
        return [one["params"] for one in self.events if one.get("method") == method]

    async def evaluated(self, expression: str) -> Any:
        """Return the value of an expression in the page."""
        answer = await self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        return answer["result"].get("value")

    async def _told(self) -> dict[str, Any]:
        async with asyncio.timeout(_PATIENCE):
            line = await self._answers.readuntil(b"\0")
        told: dict[str, Any] = json.loads(line[:-1])
        return told


@asynccontextmanager
async def chromium() -> AsyncIterator[Tab]:
    """Run a browser with an empty profile and one page; end it with the block."""
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            _BECOME,
            str(theirs_in),
            str(theirs_out),
            PROGRAM,
            *_OPTIONS,
            f"--user-data-dir={profile}",
            pass_fds=(theirs_in, theirs_out),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        answers = asyncio.StreamReader(limit=_LONGEST)
        pipe, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(answers), os.fdopen(ours_in, "rb")
        )
        try:
            tab = Tab(ours_out, answers)
            await tab.attach()
            yield tab
        finally:
            pipe.close()
            os.close(ours_out)
            browser.kill()
            await browser.wait()
