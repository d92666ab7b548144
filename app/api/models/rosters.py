"""Rosters, what was found in them, and the catalogue that findings cite."""

from datetime import datetime
from typing import Any, Literal

from app.api.models.shapes import Answer, Cited, Sentence, YearLabel
from app.policy.finding import Severity
from app.policy.onboarding.roster_columns import Meaning

STATES = Literal["queued", "running", "done", "failed"]


class ColumnTold(Answer):
    """A column, counted from 1, its heading, and what it is taken for."""

    number: int
    heading: str
    meaning: Meaning


class UnreadableRow(Answer):
    """A row that can't be read, by its number as a spreadsheet shows it, and why."""

    row: int
    reason: str


class PhonesTold(Answer):
    """How many rows have a phone that iGOT shows of a user too; ``failure`` says why none could.

    It is `not-asked`, `none-shown`, or what became of the question, such as `feed-budget`.
    """

    compared: int | None
    failure: str | None


class RosterTold(Answer):
    """A roster and how far its check has come; ``rows`` are all, ``refused`` can't be read.

    ``fixed`` and ``new`` compare its findings with those of the roster before it.
    """

    id: int
    authority_id: int
    reporting_year: YearLabel
    state: STATES
    step: str | None
    columns: list[ColumnTold]
    file: dict[str, str]
    rows: int
    accepted: int
    refused: int
    rows_done: int
    clean: int | None
    findings: int | None
    fixed: int | None
    new: int | None
    previous_id: int | None
    catalogue_version: int
    phones: PhonesTold
    failure: str | None
    requested_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


class RosterUnderstood(Answer):
    """What a file comes to by itself, of which nothing was kept."""

    reporting_year: YearLabel
    authority_id: int
    columns: list[ColumnTold]
    file: dict[str, str]
    rows: int
    accepted: int
    refused: int
    unreadable: list[UnreadableRow]


class Rosters(Answer):
    """Rosters of an authority, in order of their numbers."""

    authority_id: int
    rosters: list[RosterTold]
    next_cursor: str | None


class OfferTold(Answer):
    """A known designation near to the one written, and how alike: 1 is the same. Never applied."""

    key: str
    score: float


class HeldBy(Answer):
    """The authority under which an official stands."""

    id: int
    name: str
    name_hi: str | None


class RosterFinding(Answer):
    """One thing to put right; ``row`` as a spreadsheet counts, none for who is on no row.

    ``agreed`` and ``differed`` are the keys that lead to the official and those that do not.
    """

    place: int
    row: int | None
    rule_id: str
    severity: Severity
    field: str | None
    reason: str | None
    official_id: int | None
    held_by: HeldBy | None
    agreed: list[str]
    differed: list[str]
    offers: list[OfferTold]
    new: bool
    title: Sentence
    action: Sentence


class RosterFindings(Answer):
    """One page of a roster's findings, in the order of its rows."""

    roster_id: int
    findings: list[RosterFinding]
    next_cursor: str | None


class OnboardingRule(Answer):
    """One kind of finding; without a citation it is a house rule."""

    id: str
    severity: Severity
    title: Sentence
    action: Sentence
    citation: Cited | None


class OnboardingRules(Answer):
    """The catalogue; ``version`` rises when a rule is added or changes its meaning."""

    version: int
    rules: list[OnboardingRule]


ROSTER: dict[str, Any] = {
    "id": 12,
    "authority_id": 3,
    "reporting_year": "2025-26",
    "state": "done",
    "step": None,
    "columns": [
        {"number": 1, "heading": "E-mail", "meaning": "email"},
        {"number": 2, "heading": "Designation", "meaning": "designation"},
    ],
    "file": {"encoding": "utf-8", "delimiter": ","},
    "rows": 1200,
    "accepted": 1199,
    "refused": 1,
    "rows_done": 1200,
    "clean": 1150,
    "findings": 63,
    "fixed": 12,
    "new": 3,
    "previous_id": 9,
    "catalogue_version": 6,
    "phones": {"compared": 1180, "failure": None},
    "failure": None,
    "requested_at": "2026-01-15T06:30:00Z",
    "started_at": "2026-01-15T06:30:01Z",
    "ended_at": "2026-01-15T06:30:02Z",
}
FINDING: dict[str, Any] = {
    "place": 1,
    "row": 17,
    "rule_id": "OB-024",
    "severity": "warning",
    "field": "designation",
    "reason": None,
    "official_id": 4711,
    "held_by": None,
    "agreed": ["email", "name"],
    "differed": ["employee_code"],
    "offers": [{"key": "under secretary", "score": 0.93}],
    "new": True,
    "title": {
        "en": "The roster's designation is not known.",
        "hi": "नामावली का पदनाम ज्ञात नहीं है।",
    },
    "action": {
        "en": "Correct the spelling, by one of those offered if it is meant, or map it to a level.",
        "hi": "वर्तनी ठीक करें, सुझाए गए पदनामों में से हो तो उससे, या उसे किसी स्तर से जोड़ें।",
    },
}
_SENT = ("reporting_year", "authority_id", "columns", "file", "rows", "accepted", "refused")
UNDERSTOOD: dict[str, Any] = {
    **{name: ROSTER[name] for name in _SENT},
    "unreadable": [{"row": 31, "reason": "cells"}],
}
