"""At which migration the database stands."""

from app.store.database import Reading
from app.store.statements import statement


async def held(session: Reading) -> str | None:
    """Return the last migration that ran, or None where none did."""
    found = await session.run(statement("read/revision"))
    return found.scalar_one_or_none()
