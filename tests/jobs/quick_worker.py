"""The worker as the command runs it, but soon to take a silent one for dead."""

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.jobs.worker import work
from app.store.database import Database

SILENCE = timedelta(seconds=2)


async def main() -> None:
    """Carry out the jobs of DATABASE_URL's database until killed."""
    database = Database.open(os.environ["DATABASE_URL"], "karmasetu_worker", pool_size=4)
    await work(
        database,
        lambda: datetime.now(UTC),
        Path(os.environ.get("KARMASETU_EXPORT_DIRECTORY", "exports")),
        silence=SILENCE,
    )


if __name__ == "__main__":
    asyncio.run(main())
