"""What a process that serves the API holds in memory, however much is read from it."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import httpx
import pytest

from app.demo.processes import free_port, running, wait_until_it_answers
from app.settings import Settings
from tests.api.calling import EVERYBODY, token_of
from tests.api.population import Population
from tests.harness.logged import named_in
from tests.harness.programs import ran

ALLOWED = 120_000_000
ENTRIES = 15_000
# Read at once, by readers of one stream each.
READERS = 2
PEAK = re.compile(r"^VmHWM:\s+([0-9]+) kB", re.MULTILINE)
# Needed by workers, commands or children of the API, or by one request in thousands.
HEAVY = ("alembic", "duckdb", "httpx", "pgqueuer", "pygments", "rich", "typst", "xlsxwriter")


class Served:
    """The API as a process of its own."""

    def __init__(self, process: int, origin: str, headers: dict[str, str]) -> None:
        self.process = process
        self.client = httpx.AsyncClient(base_url=origin, headers=headers, timeout=60)

    def peak(self) -> int:
        """Return the most that the process has ever held in memory, in bytes."""
        found = PEAK.search(Path(f"/proc/{self.process}/status").read_text("utf-8"))
        assert found is not None
        return int(found[1]) * 1024

    async def read(self, path: str, media: str) -> int:
        """Return how many bytes a stream has."""
        size = 0
        async with self.client.stream("GET", path, headers={"Accept": media}) as answered:
            answered.raise_for_status()
            async for piece in answered.aiter_raw():
                size += len(piece)
        return size


@pytest.fixture
async def many_entries(owner: asyncpg.Connection, population: Population) -> None:
    """Entries of officials by the thousand, each with the body of one who was decided for."""
    for table in ("apar_entry", "apar_head"):
        held = await owner.fetch(
            "SELECT attname FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0",
            table,
        )
        names = [row["attname"] for row in held]
        taken = ", ".join("number" if name == "official_id" else name for name in names)
        await owner.execute(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {taken}"  # noqa: S608 - our own names
            f" FROM {table}, generate_series(1000001, 1000000 + $1::integer) AS number"
            " WHERE official_id = $2",
            ENTRIES,
            population.officials[0],
        )


@pytest.fixture
async def served(settings: Settings, many_entries: None, tmp_path: Path) -> AsyncIterator[Served]:  # noqa: ARG001 - what is served
    """The API over those entries, as `karmasetu serve` runs it."""
    variables = {
        "DATABASE_URL": settings.database_url,
        "KARMASETU_SIGNING_KEY_FILE": str(settings.signing_key_file),
        "KARMASETU_PROOF_KEY_FILE": str(settings.proof_key_file),
        "KARMASETU_PROOF_KEYS_DIRECTORY": str(settings.proof_keys_directory),
    }
    headers = {"Authorization": f"Bearer {token_of(settings, EVERYBODY)}"}
    port, log = free_port(0), tmp_path / "api.log"
    origin = f"http://127.0.0.1:{port}"
    with running(["serve", "--port", str(port), "--no-access-log"], variables, log) as process:
        await asyncio.to_thread(
            wait_until_it_answers, process, f"{origin}/health/live", log, seconds=90.0
        )
        api = Served(process.pid, origin, headers)
        yield api
        await api.client.aclose()
    assert not named_in(log.read_text("utf-8"))


async def test_memory_stays_bounded(served: Served, population: Population) -> None:
    """The process stays under 120 MB after streams, lookups, single reads and the contract."""
    entries = f"/v1/apar/2025-26/entries?authority_id={population.authority}"
    sizes = [
        await asyncio.gather(*(served.read(entries, media) for _ in range(READERS)))
        for media in ("text/csv", "application/x-ndjson")
    ]
    asked = [{"kind": "sparrow_email", "value": f"{n}@example.gov.in"} for n in range(1000)]
    one = f"/v1/apar/2025-26/officials/{population.officials[0]}"
    answers = [
        await served.client.post("/v1/apar/2025-26/lookups", json={"identifiers": asked}),
        await served.client.get(one),
        await served.client.get("/openapi.json"),
    ]

    assert [one.status_code for one in answers] == [200, 200, 200]
    assert min(min(one) for one in sizes) > ENTRIES * 400
    assert served.peak() < ALLOWED


def test_what_others_need_is_not_loaded() -> None:
    """The modules that only workers, commands and children need are not among the API's."""
    told = "import sys, app.commands.serve, app.main; print(*sys.modules)"
    done = ran([sys.executable, "-c", told])
    loaded = {name.partition(".")[0] for name in done.stdout.split()}

    assert "fastapi" in loaded
    assert loaded & set(HEAVY) == set()
