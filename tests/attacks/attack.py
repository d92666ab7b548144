"""One attack: what is done, what must come of it, and what did."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from tests.contract.service import Served

PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Ground:
    """The service, and a client who sees one authority and may do what an MDO's admin may."""

    service: Served
    client: httpx.AsyncClient


@dataclass(frozen=True, slots=True)
class Came:
    """What came of an attack, and whether that is as it must be."""

    held: bool
    seen: str


@dataclass(frozen=True, slots=True)
class Attack:
    """An attack by the number of its kind; ``slow`` ones take many seconds."""

    kind: str
    what: str
    run: Callable[[Ground], Awaitable[Came]]
    slow: bool = False


def refused(answered: httpx.Response, *statuses: int) -> Came:
    """Say whether an answer is a problem of one of some statuses, and echoes no trace of ours."""
    media = answered.headers.get("content-type", "")
    held = answered.status_code in statuses and media.startswith(PROBLEM)
    return Came(held and "Traceback" not in answered.text, str(answered.status_code))


def all_of(found: Mapping[str, Came]) -> Came:
    """Say whether all held, and name the first that did not."""
    faulty = {name: came.seen for name, came in found.items() if not came.held}
    seen = sorted({came.seen for came in found.values()})
    return Came(not faulty, json.dumps(faulty) if faulty else f"{len(found)}: {', '.join(seen)}")


def body(told: Any) -> dict[str, Any]:
    """Return what httpx takes to send something as JSON, exactly as it is written."""
    content = told if isinstance(told, (bytes, str)) else json.dumps(told)
    return {"content": content, "headers": {"Content-Type": "application/json"}}
