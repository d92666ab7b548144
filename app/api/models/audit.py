"""The audit trail: events as they are told, and the chain's last link."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from app.api.models.apar import Digest
from app.api.models.shapes import Answer, YearLabel
from app.policy.auditing import Event
from app.policy.reporting_year import ReportingYear
from app.store.auditing.audit_chain import Linked

SAID = frozenset(one.name for one in fields(Event))


class AuditEvent(Answer):
    """That somebody looked at something or changed it; `link` and `hash` come within seconds.

    A bulk read names the first and the last publish position that it went through. Whom a page
    showed is kept with it, and told to those alone who ask about one official.
    """

    id: int
    at: datetime
    client_id: str
    person: str | None
    purpose: str
    action: str
    request_id: str
    reporting_year: YearLabel | None
    authority_id: int | None
    official_id: int | None
    first_position: int | None
    last_position: int | None
    outcome: str
    link: int | None
    hash: Digest | None


class AuditPage(Answer):
    """Some events, the last first."""

    events: list[AuditEvent]
    next_cursor: str | None


class Checkpoint(Answer):
    """The chain's last link: whoever keeps it notices a chain that was cut, or made anew."""

    link: int
    hash: Digest


def event(held: Linked) -> dict[str, Any]:
    """Return an event as it is told."""
    told = {name: getattr(held.event, name) for name in AuditEvent.model_fields if name in SAID}
    start = held.event.reporting_year
    return {
        **told,
        "reporting_year": None if start is None else ReportingYear(start).label,
        "link": held.link,
        "hash": None if held.hash is None else held.hash.hex(),
    }


CHECKPOINT: dict[str, Any] = {
    "link": 18231,
    "hash": "5d6e5b4dbd2f1c3f0a7f3a7f5e8a4c1be3a9d5fb6f2c7e8d9a0b1c2d3e4f5061",
}
EVENT: dict[str, Any] = {
    "id": 18240,
    "at": "2026-06-02T09:14:07.120934Z",
    "client_id": "sparrow-ias",
    "person": None,
    "purpose": "APAR 2025-26 of the section",
    "action": "apar.entry",
    "request_id": "5f0c2a1e9d3b4c6f",
    "reporting_year": "2025-26",
    "authority_id": 3,
    "official_id": 4711,
    "first_position": None,
    "last_position": None,
    "outcome": "served",
    **CHECKPOINT,
}
AUDIT_PAGE: dict[str, Any] = {"events": [EVENT], "next_cursor": None}
