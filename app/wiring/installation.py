"""What both sides of an installation share: its clock, its own forms, its instances' places."""

from datetime import UTC, datetime

from app.errors import InvalidError
from app.integrations.sparrow.address import Addresses, listed
from app.policy.apar import entry_forms
from app.policy.apar.entry_forms import OwnForm
from app.settings import Settings


def clock() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def addresses(settings: Settings) -> Addresses:
    """Return where SPARROW instances may be."""
    return Addresses(listed(settings.sparrow_hosts), settings.environment == "production")


def login(settings: Settings, own: str | None, setting: str) -> str:
    """Return the address by which a process comes to the database: its own, or else the owner's.

    Raises InvalidError for the owner's in production: whoever has SQL run there as the process'
    role could have it run as the owner, whom no policy and no grant holds.
    """
    if own is None and settings.environment == "production":
        fault = (setting, "not set: the owner's login may do everything")
        raise InvalidError("in production API and workers have logins of their own", [fault])
    return own or settings.database_url


def own_forms(settings: Settings) -> tuple[OwnForm, ...] | None:
    """Return the forms that this installation sets for cadres; None where it says nothing of them.

    Raises InvalidError that names every fault of the file.
    """
    place = settings.entry_forms_file
    if place is None:
        return None
    try:
        return entry_forms.read(place.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        where = [("KARMASETU_ENTRY_FORMS_FILE", "can't be read as UTF-8 text")]
        raise InvalidError("the cadres' forms can't be read", where) from fault
