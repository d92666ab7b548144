"""The demonstration from an empty clone: once, and again until interrupted."""

import json
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.integrations.igot.stand_in.vocabulary import LAST_NAMES
from tests.demo.newcomer import DEMO, clone, logged, processes_in, run, start
from tests.harness.logged import named_in

CURL = re.compile(r"curl -H 'Authorization: (Bearer \S+)' (\S+)")
SECOND_TIME = "it changed nothing"


@pytest.fixture(scope="module")
def newcomer() -> Iterator[Path]:
    """A clone in which nothing has run yet."""
    with clone() as folder:
        yield folder


@pytest.fixture(scope="module")
def first(newcomer: Path) -> subprocess.CompletedProcess[str]:
    """What the first run said."""
    return run(newcomer, *DEMO, "--once")


def test_the_first_run_shows_the_whole_story(
    newcomer: Path, first: subprocess.CompletedProcess[str]
) -> None:
    """It ends well with the summary, an official explained, an entry, a call, and no name."""
    story = (
        "Department of Rural Roads",
        "Why:",
        "Rules used",
        '"official_id"',
        "each once",
        "curl -H",
    )

    assert (first.returncode, first.stderr) == (0, "")
    assert [word for word in story if word not in first.stdout] == []
    assert [name for name in LAST_NAMES if name in first.stdout] == []
    assert (SECOND_TIME in first.stdout, processes_in(newcomer)) == (False, [])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_second_run_serves_until_interrupted(
    newcomer: Path, first: subprocess.CompletedProcess[str], number: signal.Signals
) -> None:
    """A second run changes nothing, serves the call it prints, and stops without a trace."""
    with start(newcomer) as demo:
        said = ""
        for line in demo.stdout or ():
            said += line
            if "Serving until interrupted" in line:
                break
        found = CURL.search(said)
        call = found.groups() if found else ("", "http://127.0.0.1:9")
        answer = httpx.get(call[1], headers={"Authorization": call[0]}, timeout=10)
        demo.send_signal(number)
        demo.communicate(timeout=40)

    assert (first.returncode, SECOND_TIME in said, answer.status_code) == (0, True, 200)
    assert json.loads(answer.text)["reporting_year"] == "2025-26"
    assert (demo.returncode, processes_in(newcomer)) == (0, [])
    assert (logged(newcomer) != "", named_in(logged(newcomer))) == (True, [])
