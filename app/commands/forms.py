"""What commands do that compose entries: take in the forms that the installation has set."""

from app.commands.console import clock
from app.services.apar import forms
from app.settings import Settings
from app.store.database import Database
from app.wiring.installation import own_forms


async def take_forms_in(database: Database, settings: Settings) -> None:
    """Have the cadres' forms in use that the installation's file has.

    Raises InvalidError that names every fault of the file.
    """
    await forms.take_in(database, own_forms(settings), clock())
