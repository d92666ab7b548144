"""Takes cadres' own forms in, as an installation has set them."""

from collections.abc import Sequence
from datetime import datetime

from app.policy.apar.entry_forms import OwnForm
from app.policy.apar.entry_schema import EntrySchema
from app.store.apar import entry_forms
from app.store.database import Database, Reading


async def take_in(database: Database, forms: Sequence[OwnForm] | None, now: datetime) -> int:
    """Have an installation's forms in use, and return how many changed; None changes nothing."""
    if forms is None:
        return 0
    async with database.writing() as session:
        return await entry_forms.take_in(session, forms, now)


async def in_use(session: Reading) -> tuple[OwnForm, ...]:
    """Return the forms that are in use."""
    return await entry_forms.in_use(session)


async def one(session: Reading, name: str) -> tuple[EntrySchema, OwnForm | None]:
    """Return a schema by its name, and the form that made it if it is a cadre's own.

    Raises NotFoundError for a name that no schema ever had.
    """
    return await entry_forms.one(session, name)
