"""The demonstration's other programs: the stand-in, the API and a worker."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from app.errors import OverloadedError

START_SECONDS = 30.0
STOP_SECONDS = 10.0


def free_port(wanted: int) -> int:
    """Return the wanted loopback port, or another that is free where it is taken."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return int(probe.getsockname()[1])
    raise OverloadedError("no loopback port is free")


@contextmanager
def running(
    arguments: Sequence[str], environment: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run one karmasetu command beside this one, its output in a log; stop it at the end."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own program, with our own arguments
            [sys.executable, "-m", "app.cli", *arguments],
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_it_answers(
    process: subprocess.Popen[bytes], address: str, log: Path, seconds: float = START_SECONDS
) -> None:
    """Wait until an address answers, and not by a failure; raise OverloadedError if it does not."""
    deadline = time.monotonic() + seconds
    with httpx.Client(timeout=2) as client:
        while time.monotonic() < deadline and process.poll() is None:
            with suppress(httpx.TransportError):
                if client.get(address).status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                    return
            time.sleep(0.1)
    raise OverloadedError(f"{address} did not start; its log is {log}")
