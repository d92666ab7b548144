"""Running karmasetu as an operator does, with settings and in a folder of its own."""

import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

from app.cli import main
from tests.harness.logged import as_it_was, named_in
from tests.services.served import KEY, TOKEN, ServedIgot


class Ended(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


def environment(address: str, igot: ServedIgot | None = None, **more: str) -> dict[str, str]:
    """Return the variables of an installation over a database and a stand-in."""
    origin = igot.origin if igot else "http://127.0.0.1:9"
    return {
        "DATABASE_URL": address,
        "KARMASETU_IGOT_URL": f"{origin}/api",
        "KARMASETU_IGOT_KEY": KEY,
        "KARMASETU_IGOT_USER_TOKEN": TOKEN,
        **more,
    }


def karmasetu(arguments: str, variables: dict[str, str], folder: Path) -> Ended:
    """Run one command to its end, as main does for a process, and say what that would end with."""
    out, err = StringIO(), StringIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        redirect_stdout(out),
        redirect_stderr(err),
        as_it_was(),
    ):
        for name in [name for name in os.environ if "KARMASETU" in name]:
            patch.delenv(name)
        for name, value in variables.items():
            patch.setenv(name, value)
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["karmasetu", *arguments.split()])
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        else:
            code = 0
    assert not named_in(err.getvalue())
    return Ended(int(code or 0), out.getvalue(), err.getvalue())


def is_one_clear_failure(ended: Ended, *planted: str) -> bool:
    """Say whether stderr holds a sentence (and the fault below it), no traceback and no secret."""
    lines = ended.err.splitlines()
    said = ended.out + ended.err
    return (
        1 <= len(lines) <= 2
        and lines[0].startswith("karmasetu: ")
        and "Traceback" not in said
        and not any(secret in said for secret in (KEY, TOKEN, *planted))
    )
