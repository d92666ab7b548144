"""Measures the memory of the API itself while one authority is streamed from it, whole."""

import asyncio
import re
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from app.demo.processes import free_port, running, wait_until_it_answers
from app.services.tokens import Caller
from app.settings import Settings
from app.store.database import Tenant
from app.wiring.keys import signer
from bench.ground import Ground
from bench.population import YEAR

MEDIA = {"table": "text/csv", "lines": "application/x-ndjson"}
ALLOWED_MEGABYTES = 120
STREAMS = 4
# A busy machine starts it slowly, and its start is not what is measured.
PATIENCE_SECONDS = 180.0
PEAK = re.compile(r"^VmHWM:\s+([0-9]+) kB", re.MULTILINE)


async def memory(ground: Ground) -> None:
    """Stream the largest authority several times over, two at once; note the API's peak."""
    with tempfile.TemporaryDirectory() as held:
        await asyncio.to_thread(_served, ground, Path(held))


def _served(ground: Ground, folder: Path) -> None:
    key, port = folder / "signing.pem", free_port(0)
    settings = Settings(database_url=ground.server.url, signing_key_file=key)
    authority = ground.authority_ids[0]
    tenant = Tenant(authorities=frozenset({authority}))
    caller = Caller("bench", "auditor", frozenset({"apar:read"}), tenant)
    token = signer(settings).issue(caller, datetime.now(UTC), timedelta(hours=1))
    variables = {
        "DATABASE_URL": ground.server.url,
        "KARMASETU_SIGNING_KEY_FILE": str(key),
        "KARMASETU_PROOF_KEY_FILE": str(folder / "proof.pem"),
        "KARMASETU_PROOF_KEYS_DIRECTORY": str(folder / "proofs"),
    }
    origin, log = f"http://127.0.0.1:{port}", folder / "api.log"
    address = f"{origin}/v1/apar/{YEAR.label}/entries?authority_id={authority}"
    with running(["serve", "--port", str(port), "--no-access-log"], variables, log) as process:
        wait_until_it_answers(process, f"{origin}/health/live", log, PATIENCE_SECONDS)
        idle = _peak(process.pid)
        for name, media in MEDIA.items():
            headers = {"Authorization": f"Bearer {token}", "Accept": media}
            size = asyncio.run(_streamed(address, headers))
            peak = _peak(process.pid)
            ground.ledger.note(
                f"API memory, {name} of {size / 1e6:,.0f} MB streamed, {STREAMS} at once",
                peak,
                "MB at its peak",
                against=f"{ALLOWED_MEGABYTES} MB allowed; {idle:.0f} MB before the first",
                ratio=ALLOWED_MEGABYTES / peak,
                n=STREAMS,
            )


async def _streamed(address: str, headers: dict[str, str]) -> int:
    """Return the bytes of one of the streams that are read at once."""
    async with httpx.AsyncClient(timeout=600) as client:
        sizes = await asyncio.gather(*(_one(client, address, headers) for _ in range(STREAMS)))
    return sizes[0]


async def _one(client: httpx.AsyncClient, address: str, headers: dict[str, str]) -> int:
    size = 0
    async with client.stream("GET", address, headers=headers) as answered:
        answered.raise_for_status()
        async for piece in answered.aiter_raw():
            size += len(piece)
    return size


def _peak(pid: int) -> float:
    """Return the most that a process has ever held in memory, in MB."""
    found = PEAK.search(Path(f"/proc/{pid}/status").read_text("utf-8"))
    if found is None:
        raise RuntimeError("this system does not tell a process's peak memory")
    return int(found[1]) * 1024 / 1e6
