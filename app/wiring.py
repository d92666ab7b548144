"""The one place that reads Settings, opens databases and clients, and picks adapters."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from alembic.script import ScriptDirectory
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

import migrations
from app.api.cursors import Cursors
from app.api.parts import ApiParts
from app.api.quotas import Quotas
from app.errors import InvalidError
from app.integrations.http import CallLimits
from app.integrations.igot.api import IgotFeed
from app.integrations.igot.connection import IgotConnection, UserLogin
from app.integrations.lanes import LaneLimits
from app.integrations.papers.typesetter import Typesetter
from app.integrations.sparrow.address import Addresses, listed
from app.integrations.sparrow.api import SparrowConnection, SparrowDesk
from app.integrations.sparrow.filing import NotTakenError
from app.jobs.queue import (
    enqueue_action,
    enqueue_evaluation,
    enqueue_export,
    enqueue_push,
    enqueue_roster,
)
from app.policy.apar import entry_forms
from app.policy.apar.entry_forms import OwnForm
from app.services.apar import proof_keys
from app.services.apar.signatures import CALL, ProofKeys
from app.services.clients import Admission
from app.services.feed.limits import SyncLimits
from app.services.filings.pushing import OpenDesk
from app.services.tokens import Issuer, Verifier
from app.settings import Settings
from app.store.database import Database

# House value: rosters that one process receives at a time, each with a process that reads it.
UPLOADS = 2


@dataclass(frozen=True, slots=True)
class WorkerParts:
    """The database in the worker's role, the exports' folder, and roads out, opened when wanted."""

    database: Database
    feed: Callable[[], IgotFeed]
    exports: Path
    filing: OpenDesk


def clock() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


@asynccontextmanager
async def open_api(settings: Settings) -> AsyncIterator[ApiParts]:
    """Open what the API works with, and close it again."""
    issuer = signer(settings)
    address = settings.api_database_url or settings.database_url
    database = Database.open(
        address, "karmasetu_api", settings.pool_size, settings.pool_wait_seconds
    )
    try:
        yield ApiParts(
            database=database,
            issuer=issuer,
            verifier=Verifier(issuer),
            admission=Admission(database),
            cursors=Cursors(issuer.cursor_key()),
            enqueue=enqueue_evaluation,
            enqueue_roster=enqueue_roster,
            uploads=asyncio.Semaphore(UPLOADS),
            enqueue_export=enqueue_export,
            enqueue_action=enqueue_action,
            enqueue_push=enqueue_push,
            address_fault=addresses(settings).fault,
            typesetter=Typesetter(),
            exports=settings.export_directory,
            proof_keys=proofs(settings, issuer),
            clock=clock,
            schema_head=schema_head(),
            quotas=quotas(settings),
        )
    finally:
        await database.close()


@asynccontextmanager
async def open_worker(settings: Settings) -> AsyncIterator[WorkerParts]:
    """Open what background work and the commands work with, and close it again."""
    address = settings.worker_database_url or settings.database_url
    database = Database.open(
        address, "karmasetu_worker", settings.pool_size, settings.pool_wait_seconds
    )
    try:
        exports = settings.export_directory
        yield WorkerParts(database, lambda: feed(settings), exports, filing(settings))
    finally:
        await database.close()


def quotas(settings: Settings) -> Quotas:
    """Return how often clients may ask, and for tokens."""
    return Quotas(
        settings.requests_a_minute, settings.requests_a_minute_of, settings.tokens_a_minute
    )


def signer(settings: Settings) -> Issuer:
    """Return the issuer of this installation's tokens; its key is made once, but in production.

    Raises InvalidError for a key that is missing in production or is no Ed25519 key.
    """
    key = _key_of(settings, settings.signing_key_file, "KARMASETU_SIGNING_KEY_FILE")
    return Issuer(key, settings.issuer, settings.audience)


def proofs(settings: Settings, issuer: Issuer) -> ProofKeys:
    """Return the keys of signatures over answers and seals, none of which signs tokens.

    Raises InvalidError as the signer does, and for a key that is the tokens' own.
    """
    key = _proof_key(settings)
    if key.thumbprint() == issuer.key.thumbprint():
        fault = ("KARMASETU_PROOF_KEY_FILE", "the key that signs tokens")
        raise InvalidError("answers are signed by a key of their own", [fault])
    return proof_keys.keep(key, settings.proof_keys_directory)


def _proof_key(settings: Settings) -> OKPKey:
    given = settings.proof_key.get_secret_value()
    if given:
        return _private(given.encode(), "KARMASETU_PROOF_KEY")
    return _key_of(settings, settings.proof_key_file, "KARMASETU_PROOF_KEY_FILE")


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


def addresses(settings: Settings) -> Addresses:
    """Return where SPARROW instances may be."""
    return Addresses(listed(settings.sparrow_hosts), settings.environment == "production")


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
            keys = proof_keys.keep(_proof_key(settings), settings.proof_keys_directory)
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


@cache
def schema_head() -> str:
    """Return the last migration of this version of the service; its files are read but once."""
    head = ScriptDirectory(Path(migrations.__path__[0])).get_current_head()
    if head is None:
        raise InvalidError("this installation has no migrations")
    return head


def _key_of(settings: Settings, held: Path, setting: str) -> OKPKey:
    if not held.exists():
        if settings.environment == "production":
            fault = (setting, "no such file")
            raise InvalidError("in production the signing key is put there beforehand", [fault])
        _make_key(held)
    return _private(held.read_bytes(), setting)


def _private(content: bytes, setting: str) -> OKPKey:
    try:
        key = OKPKey.import_key(content)
    except (JoseError, ValueError):
        key = None
    if key is None or key.curve_name != "Ed25519" or not key.is_private:
        fault = (setting, "not an Ed25519 private key in PEM")
        raise InvalidError("the signing key can't be used", [fault])
    return key


def _is_stand_in(address: str) -> bool:
    """Say whether an address can't be the real gateway: this machine itself, or not over TLS."""
    parts = urlsplit(address)
    host = parts.hostname or "localhost"
    try:
        return ip_address(host).is_loopback or parts.scheme != "https"
    except ValueError:
        return host == "localhost" or host.endswith(".localhost") or parts.scheme != "https"


def _for_owner_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _make_key(place: Path) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = OKPKey.generate_key("Ed25519")
    # Opened for its owner alone from the first byte on; another process may make it first.
    try:
        with open(place, "xb", opener=_for_owner_alone) as file:
            file.write(key.as_pem(private=True))
    except FileExistsError:
        return
