"""A scripted gateway for the client's tests: answers by route, in memory, and notes what it saw."""

import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import httpx

from app.integrations.http import CallLimits
from app.integrations.igot.api import IgotFeed
from app.integrations.igot.connection import IgotConnection
from app.integrations.igot.feed import Fault, Page

Record = TypeVar("Record")
Handler = Callable[[httpx.Request], httpx.Response]

ORG = "01359132123730739281"
USER = "6f1c0a52-0000-4000-8000-000000000001"
KEY, TOKEN = "planted-kong-key", "planted-user-token"
NOW = datetime(2026, 1, 5, 6, 30, tzinfo=UTC)
QUICK = CallLimits(attempts=3, wait_seconds=0.001, wait_seconds_max=0.002, answer_seconds=2.0)


def feed_of(handler: Handler, limits: CallLimits = QUICK) -> IgotFeed:
    """Return the real client over the scripted answers."""
    connection = IgotConnection("http://igot.example/api", KEY, TOKEN, limits)
    return IgotFeed(connection, lambda: NOW, httpx.MockTransport(handler))


def always(response: Callable[[], httpx.Response]) -> Handler:
    """Answer every request alike."""
    return lambda _: response()


def core(result: Any, *, code: str = "OK", status: str | None = "SUCCESS") -> httpx.Response:
    """Wrap a result in the oldest envelope."""
    params = {"resmsgid": "r1", "msgid": "m1", "err": None, "status": status, "errmsg": None}
    body = {"id": "api.x", "ver": "v1", "params": params, "responseCode": code, "result": result}
    return httpx.Response(200, json=body)


def rows_of(rows: list[Any], count: int | None = None) -> httpx.Response:
    """Wrap a page of an LMS search."""
    return core({"response": {"count": len(rows) if count is None else count, "content": rows}})


def report(*lines: str, end: str = "\n") -> httpx.Response:
    """Write a pipe report."""
    return httpx.Response(200, text="\n".join(lines) + end, headers={"content-type": "text/csv"})


def asked(request: httpx.Request) -> dict[str, Any]:
    """Return what a request asks for, without its wrapper."""
    body = json.loads(request.content)
    found: dict[str, Any] = body.get("request", body)
    return found


async def taken(pages: AsyncIterator[Page[Record]]) -> tuple[list[Record], list[Fault]]:
    """Read a feed to its end."""
    records: list[Record] = []
    faults: list[Fault] = []
    async for page in pages:
        records += page.records
        faults += page.faults
    return records, faults


def user_row(number: int = 1, **profile: Any) -> dict[str, Any]:
    """Write one official of the user search, of whom the profile may be changed."""
    details = {
        "personalDetails": {"primaryEmail": f"official.{number}@dept.example"},
        "professionalDetails": [{"designation": "Under Secretary", "group": "GROUP A"}],
        "profileStatus": "VERIFIED",
    }
    return {
        "userId": f"6f1c0a52-0000-4000-8000-{number:012d}",
        "firstName": "Asha",
        "lastName": None,
        "rootOrgId": ORG,
        "status": 1,
        "createdDate": "2023-04-18 09:11:52:120+0000",
        "profileDetails": details | profile,
    }
