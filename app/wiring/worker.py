"""What the worker and the commands work with: the database in their role, and the roads out."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from app.errors import InvalidError
from app.integrations.http import CallLimits
from app.integrations.igot.api import IgotFeed
from app.integrations.igot.connection import IgotConnection, UserLogin
from app.integrations.lanes import LaneLimits
from app.integrations.sparrow.api import SparrowConnection, SparrowDesk
from app.integrations.sparrow.filing import NotTakenError
from app.services.apar import proof_keys
from app.services.apar.signatures import CALL
from app.services.feed.limits import SyncLimits
from app.services.filings.pushing import OpenDesk
from app.services.rosters.phones import PhoneRoad
from app.settings import Settings
from app.store.database import Database
from app.wiring.installation import addresses, clock, login
from app.wiring.keys import proof_key


@dataclass(frozen=True, slots=True)
class WorkerParts:
    """The database in the worker's role, the exports' folder, and roads out, opened when wanted."""

    database: Database
    feed: Callable[[], IgotFeed]
    exports: Path
    filing: OpenDesk
    phones: PhoneRoad | None


@asynccontextmanager
async def open_worker(settings: Settings) -> AsyncIterator[WorkerParts]:
    """Open what background work and the commands work with, and close it again."""
    address = login(settings, settings.worker_database_url, "KARMASETU_WORKER_DATABASE_URL")
    database = Database.open(
        address, "karmasetu_worker", settings.pool_size, settings.pool_wait_seconds
    )
    try:
        exports = settings.export_directory
        yield WorkerParts(
            database, lambda: feed(settings), exports, filing(settings), phones(settings)
        )
    finally:
        await database.close()


def feed(settings: Settings) -> IgotFeed:
    """Return the feed from iGOT; raise InvalidError for a stand-in's address in production."""
    addresses = {
        "KARMASETU_IGOT_URL": settings.igot_url,
        "KARMASETU_IGOT_TOKEN_URL": settings.igot_token_url,
    }
    if settings.environment == "production":
        faults = [
            (name, "not a gateway over https")
            for name, address in addresses.items()
            if (address or name == "KARMASETU_IGOT_URL") and _is_stand_in(address)
        ]
        if faults:
            raise InvalidError("in production no stand-in is read", faults)
    connection = IgotConnection(
        base_url=settings.igot_url,
        key=settings.igot_key.get_secret_value(),
        user_token=settings.igot_user_token.get_secret_value(),
        limits=CallLimits(lanes=lanes(settings)),
        login=_login(settings),
    )
    return IgotFeed(connection, clock)


def phones(settings: Settings) -> PhoneRoad | None:
    """Return the road by which rosters' phones are compared; None where no call may be used."""
    if not settings.igot_phone_calls:
        return None
    return PhoneRoad(lambda: feed(settings), settings.igot_phone_calls)


def filing(settings: Settings) -> OpenDesk:
    """Return what opens the desk of a SPARROW instance, with the key that lies there by then.

    It raises NotTakenError for an address that is not allowed, or without a usable key of the
    instance's or of ours: what is told is signed.
    """
    allowed = addresses(settings)

    def open_desk(instance_id: str, base_url: str) -> SparrowDesk:
        fault = allowed.fault(base_url)
        if fault is not None:
            raise NotTakenError(fault)
        try:
            keys = proof_keys.keep(proof_key(settings), settings.proof_keys_directory)
        except InvalidError:
            raise NotTakenError("proof-key-missing") from None

        def sign(content: bytes) -> str:
            return keys.sign(content, CALL, clock())

        try:
            key = (settings.sparrow_keys_directory / f"{instance_id}.key").read_text("ascii")
            return SparrowDesk(SparrowConnection(base_url, key.strip(), sign))
        except (OSError, ValueError):
            raise NotTakenError("key-missing") from None

    return open_desk


def lanes(settings: Settings) -> LaneLimits:
    """Return how much of one of iGOT's routes is used at a time, and when it is left in peace."""
    return LaneLimits(
        settings.igot_calls_at_a_time,
        settings.igot_failures_in_a_row,
        settings.igot_pause_seconds,
    )


def sync_limits(settings: Settings) -> SyncLimits:
    """Return how far a run reaches, and how much it asks of iGOT."""
    return SyncLimits(
        settings.igot_looks_an_hour,
        settings.igot_older_years,
        timedelta(hours=settings.igot_resumable_hours),
    )


def _login(settings: Settings) -> UserLogin | None:
    if not settings.igot_token_url:
        return None
    return UserLogin(
        url=settings.igot_token_url,
        client_id=settings.igot_token_client,
        username=settings.igot_username.get_secret_value(),
        password=settings.igot_password.get_secret_value(),
    )


def _is_stand_in(address: str) -> bool:
    """Say whether an address can't be the real gateway: this machine itself, or not over TLS."""
    parts = urlsplit(address)
    host = parts.hostname or "localhost"
    try:
        return ip_address(host).is_loopback or parts.scheme != "https"
    except ValueError:
        return host == "localhost" or host.endswith(".localhost") or parts.scheme != "https"
