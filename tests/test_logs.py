"""The log: one JSON object a line, that names no one, and the watch that sees to it."""

import json
import logging
from typing import Any

import httpx
import pytest

from app.api.edge import Edge, Limits
from app.logs import REQUEST_ID, Lines
from tests.conftest import WATCH
from tests.harness.programs import ran

PLANTED = "asha@example.gov.in"


def line(level: int, message: str, **beside: Any) -> dict[str, Any]:
    """Return what a line says."""
    name = logging.getLevelName(level)
    made = {"name": "app.tests", "levelno": level, "levelname": name, "msg": message, **beside}
    said: dict[str, Any] = json.loads(Lines().format(logging.makeLogRecord(made)))
    return said


def test_a_line_is_an_object() -> None:
    """Moment, level, logger, event, the request's id, and what was given beside it."""
    token = REQUEST_ID.set("request-0001")
    said = line(logging.INFO, "run done\nat last", run=7)
    REQUEST_ID.reset(token)

    assert said.pop("at").endswith("+00:00")
    assert said == {
        "level": "info",
        "logger": "app.tests",
        "event": "run done\nat last",
        "request_id": "request-0001",
        "run": 7,
    }


def refuse_planted() -> None:
    """Fail with a text that names somebody."""
    raise ValueError(f"{PLANTED} is not known")


def test_a_failure_is_told_without_its_text() -> None:
    """Of a failure its kind is logged, and the way through our own code to it."""
    with pytest.raises(ValueError, match=PLANTED) as failed:
        refuse_planted()
    said = line(logging.ERROR, "failed", exc_info=(failed.type, failed.value, failed.tb))

    assert said["failure"].startswith("ValueError at ")
    assert PLANTED not in str(said)


async def test_a_request_is_logged_by_its_route(caplog: pytest.LogCaptureFixture) -> None:
    """A request's line says method, status and time; an address nobody knows is not told."""

    async def app(scope: Any, _: Any, send: Any) -> None:
        assert REQUEST_ID.get() == scope["state"]["request_id"]
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    transport = httpx.ASGITransport(Edge(app, Limits()))
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        await client.get(f"/{PLANTED}?name={PLANTED}")

    [record] = [one for one in caplog.records if one.name == "app.requests"]
    said = json.loads(Lines().format(record))
    assert (said["method"], said["route"], said["status"]) == ("GET", "unmatched", 404)
    assert said["milliseconds"] >= 0
    assert PLANTED not in str(said)


@pytest.mark.parametrize(
    "text", [PLANTED, "Planted-7f3a", "Official one-1", "Asha Achary", "x-8000-00000000002a"]
)
def test_the_watch_sees_who_is_named(text: str) -> None:
    """A planted name, an e-mail or an official's id in a line is found, beside its event too."""
    logging.getLogger("app.tests").debug("a line", extra={"beside": text})
    found = WATCH.personal[:]
    WATCH.personal.clear()

    assert len(found) == 1


def test_the_watch_is_on() -> None:
    """Lines of the worker's library come by the watch as well."""
    before = WATCH.lines
    logging.getLogger("app.tests").debug("a line")

    assert WATCH.lines == before + 1


def test_what_a_program_logs_is_looked_at() -> None:
    """A program that names somebody on stderr fails the test that ran it."""
    with pytest.raises(AssertionError, match="named a person"):
        ran(["/bin/sh", "-c", f"echo {PLANTED} >&2"])
