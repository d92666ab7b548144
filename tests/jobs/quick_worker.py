"""The worker as the command runs it, but soon to take a silent one for dead, in small batches."""

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.jobs.worker import RoadsOut, work
from app.services.filings import pushing
from app.settings import Settings
from app.store.database import Database
from app.wiring.worker import filing

SILENCE = timedelta(seconds=2)
BATCH = 2


async def main() -> None:
    """Carry out the jobs of DATABASE_URL's database until killed."""
    pushing.BATCH = BATCH
    database = Database.open(os.environ["DATABASE_URL"], "karmasetu_worker", pool_size=4)
    await work(
        database,
        lambda: datetime.now(UTC),
        Path(os.environ.get("KARMASETU_EXPORT_DIRECTORY", "exports")),
        RoadsOut(filing=filing(Settings())),
        silence=SILENCE,
    )


if __name__ == "__main__":
    asyncio.run(main())
