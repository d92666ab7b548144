"""Tests of the command that starts the stand-in iGOT."""

import pytest
from typer.testing import CliRunner

from app.commands.sandbox import sandbox


def test_stand_in_is_refused_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    """In production the command ends with status 2 and one line, before it looks at options."""
    monkeypatch.setenv("KARMASETU_ENVIRONMENT", "production")
    outcome = CliRunner().invoke(sandbox, ["igot"])

    assert outcome.exit_code == 2
    assert outcome.output == "Stand-ins are refused in production.\n"


def test_stand_in_wants_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a key from the options or the environment the command doesn't start."""
    for name in ("KARMASETU_ENVIRONMENT", "KARMASETU_IGOT_KEY", "KARMASETU_IGOT_USER_TOKEN"):
        monkeypatch.delenv(name, raising=False)

    assert CliRunner().invoke(sandbox, ["igot"]).exit_code == 2
