"""What an operator gets wrong, or finds down: one clear line and an exit code to go by."""

import socket
from pathlib import Path

import pytest

from app.cli import COMMANDS
from app.errors import OverloadedError
from app.store.failures import told
from tests.commands.programs import environment, is_one_clear_failure, karmasetu

NOWHERE = "postgresql://someone:planted-password@127.0.0.1:9/karmasetu"


@pytest.mark.parametrize("command", ["", *COMMANDS, "sandbox igot", "sandbox sparrow"])
def test_help_is_given(command: str, tmp_path: Path) -> None:
    """Every command explains itself without a database and without settings."""
    ended = karmasetu(f"{command} --help", environment(NOWHERE), tmp_path)

    assert (ended.code, "Usage" in ended.out, ended.err) == (0, True, "")


@pytest.mark.parametrize("command", ["sync", "evaluate", "export --authority 1 --output x.csv"])
def test_a_wrong_year_is_bad_input(command: str, tmp_path: Path) -> None:
    """A year that is none is refused before anything is opened."""
    ended = karmasetu(f"{command} --year 2025-27", environment(NOWHERE), tmp_path)

    assert ended.code == 2
    assert is_one_clear_failure(ended, "planted-password")


@pytest.mark.parametrize(
    "command", ["migrate", "sync", "evaluate", "worker", "export --authority 1 --output x.csv"]
)
def test_an_unreachable_database_is_a_failure(command: str, tmp_path: Path) -> None:
    """A database that is down is said to be down, without its address or password."""
    ended = karmasetu(command, environment(NOWHERE), tmp_path)

    assert ended.code == 1
    assert is_one_clear_failure(ended, "planted-password")
    assert "the database can't be reached" in ended.err


def test_a_socket_that_is_gone_is_a_database_that_is_down(tmp_path: Path) -> None:
    """A PostgreSQL of ours that was stopped is said to be down; a file that is missing is named."""
    gone = f"postgresql://someone:planted-password@/karmasetu?host={tmp_path}"
    ended = karmasetu("evaluate", environment(gone), tmp_path)

    assert (ended.code, "the database can't be reached" in ended.err) == (1, True)
    assert is_one_clear_failure(ended, "planted-password")
    assert isinstance(told(socket.gaierror(-2, "planted")), OverloadedError)
    assert told(FileNotFoundError(2, "planted", "manifest.json")) is None


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DATABASE_URL", "not-an-address"),
        ("KARMASETU_POOL_SIZE", "planted"),
        ("KARMASETU_ENVIRONMENT", "planted"),
    ],
)
def test_settings_that_cannot_be_are_bad_input(variable: str, value: str, tmp_path: Path) -> None:
    """A setting that can't be read is named, and not quoted."""
    ended = karmasetu("evaluate", {**environment(NOWHERE), variable: value}, tmp_path)

    assert (ended.code, variable in ended.err) == (2, True)
    assert is_one_clear_failure(ended, value)


@pytest.mark.parametrize("command", ["worker", "evaluate"])
def test_a_file_of_forms_is_refused_with_every_fault(command: str, tmp_path: Path) -> None:
    """Whoever composes entries does not start with forms that can't be read, and says why not."""
    forms = tmp_path / "forms.toml"
    forms.write_text('colour = 1\n[[cadre]]\nname = "Goa"\nsince = "2025-27"', "utf-8")
    given = {**environment(NOWHERE), "KARMASETU_ENTRY_FORMS_FILE": str(forms)}
    ended = karmasetu(command, given, tmp_path)

    assert (ended.code, "colour" in ended.err, "since" in ended.err) == (2, True, True)


def test_a_database_without_tables_says_what_to_run(postgres_server: str, tmp_path: Path) -> None:
    """Before the migrations ran, the way out is named."""
    ended = karmasetu("evaluate", environment(postgres_server), tmp_path)

    assert ended.code == 1
    assert is_one_clear_failure(ended)


def test_a_database_that_is_not_there_is_bad_input(database_url: str, tmp_path: Path) -> None:
    """A database of another name is refused by the server, and that is said."""
    ended = karmasetu("evaluate", environment(database_url.replace("_one_", "_no_")), tmp_path)

    assert ended.code == 2
    assert is_one_clear_failure(ended)


@pytest.mark.parametrize(
    "arguments",
    [
        "token --client a-client",
        "token --client a-client --everything --role emperor",
        "token --client a-client --everything --scope everything",
        "token --client a-client --everything --hours 25",
    ],
)
def test_a_token_of_no_use_is_refused(arguments: str, tmp_path: Path) -> None:
    """A token that sees nothing, or claims what there is not, is not issued."""
    ended = karmasetu(arguments, environment(NOWHERE), tmp_path)

    assert (ended.code, ended.out) == (2, "")
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("link", ["0", "01", "x", "9" * 5000], ids=["0", "01", "x", "long"])
def test_a_checkpoint_of_no_link_is_refused(link: str, tmp_path: Path) -> None:
    """What names no link would be held against nothing: it is said, and no chain seems to hold."""
    arguments = f"verify-audit --checkpoint {link}:{'a' * 64}"
    ended = karmasetu(arguments, environment(NOWHERE), tmp_path)

    assert (ended.code, ended.out) == (2, "")
    assert is_one_clear_failure(ended)


def test_a_stand_in_is_refused_in_production(tmp_path: Path) -> None:
    """In production no stand-in starts, and none is read."""
    variables = environment(
        NOWHERE, KARMASETU_ENVIRONMENT="production", KARMASETU_WORKER_DATABASE_URL=NOWHERE
    )
    started = karmasetu("sandbox igot --officials 300", variables, tmp_path)
    read = karmasetu("sync", variables, tmp_path)

    assert (started.code, started.out) == (2, "")
    assert "refused in production" in started.err
    assert (read.code, is_one_clear_failure(read)) == (2, True)
