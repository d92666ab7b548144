"""Wiring: keys, addresses, and what production refuses."""

import stat
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

import migrations
from app.errors import InvalidError
from app.integrations.lanes import LaneLimits
from app.services.feed.limits import SyncLimits
from app.settings import Settings
from app.wiring.api import open_api, schema_head
from app.wiring.keys import signer
from app.wiring.worker import feed, lanes, open_worker, sync_limits


def of(place: Path, environment: str, igot_url: str = "https://gateway.example/api") -> Settings:
    """Return settings of an installation."""
    return Settings.model_validate(
        {
            "environment": environment,
            "signing_key_file": place / "keys" / "signing.pem",
            "igot_url": igot_url,
        }
    )


def test_a_missing_key_is_made_once(tmp_path: Path) -> None:
    """In development the key is made for its owner alone, and found again."""
    settings = of(tmp_path, "development")
    first, second = signer(settings), signer(settings)

    assert first.key.thumbprint() == second.key.thumbprint()
    assert stat.S_IMODE(settings.signing_key_file.stat().st_mode) == 0o600


def test_production_makes_no_key(tmp_path: Path) -> None:
    """In production a missing key is refused, and none is made."""
    settings = of(tmp_path, "production")

    with pytest.raises(InvalidError, match="beforehand"):
        signer(settings)
    assert not settings.signing_key_file.exists()


async def test_production_comes_as_no_owner(tmp_path: Path) -> None:
    """In production neither API nor worker comes to the database by the owner's login."""
    keyed = of(tmp_path, "development")
    signer(keyed)
    settings = keyed.model_copy(update={"environment": "production"})

    for opening, setting in ((open_api, "API"), (open_worker, "WORKER")):
        with pytest.raises(InvalidError, match="logins of their own") as refused:
            async with opening(settings):
                raise AssertionError("it opened")
        assert refused.value.faults[0][0] == f"KARMASETU_{setting}_DATABASE_URL"


@pytest.mark.parametrize("content", [b"", b"no key"])
def test_another_file_is_no_key(tmp_path: Path, content: bytes) -> None:
    """A file that holds no Ed25519 private key is refused in words."""
    settings = of(tmp_path, "development")
    settings.signing_key_file.parent.mkdir()
    settings.signing_key_file.write_bytes(content)

    with pytest.raises(InvalidError, match="signing key"):
        signer(settings)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8765/api",
        "https://localhost/api",
        "https://[::1]/api",
        "https://sandbox.localhost/api",
        "http://gateway.example/api",
    ],
)
def test_production_reads_no_stand_in(tmp_path: Path, address: str) -> None:
    """In production neither this machine nor a gateway without TLS is read."""
    with pytest.raises(InvalidError, match="stand-in"):
        feed(of(tmp_path, "production", address))


async def test_production_reads_a_gateway(tmp_path: Path) -> None:
    """A gateway over TLS is read in production, and the stand-in in development."""
    await feed(of(tmp_path, "production")).aclose()
    await feed(of(tmp_path, "development", "http://127.0.0.1:8765/api")).aclose()


def test_what_nobody_sets_is_the_house_value(tmp_path: Path) -> None:
    """The limits that the code explains are those of an installation that sets none."""
    settings = of(tmp_path, "development")

    assert (sync_limits(settings), lanes(settings)) == (SyncLimits(), LaneLimits())


def test_the_head_is_the_last_migration() -> None:
    """The service expects the database where Alembic, given its own migrations, takes it."""
    held = ScriptDirectory(Path(migrations.__path__[0]))

    assert schema_head() == held.get_current_head()
