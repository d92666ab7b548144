"""The picture of an authority's liaison officers in a year, and one officer explained."""

from datetime import date, datetime
from typing import Any

from app.api.models.liaison_registers import ORDER
from app.api.models.shapes import (
    Answer,
    FactsFreshness,
    OrderTold,
    RuleAsApplied,
    Sentence,
    YearLabel,
)
from app.policy.finding import Severity
from app.policy.liaison import wording
from app.policy.liaison.facts import Appointment, Direction
from app.policy.liaison.findings import LiaisonFinding
from app.policy.liaison.items import ItemKind, ItemReason, ItemState, OfficerOutcome
from app.policy.liaison.ruleset import LiaisonRules
from app.services.mandate.liaison import Picture


class CategoryTold(Answer):
    """One designation for one category, and the level that the rank was judged by."""

    record_id: int
    category: str
    designation: str
    level: str | None
    valid_from: date
    valid_until: date | None


class ItemTold(Answer):
    """One of the four: how it stands, why, and the certificate or course that shows it.

    `due_on` stands where the authority has ordered by when it is due (`liaison.deadline`); `late`
    says that it was done later, or is not done though that day has passed.
    """

    id: str
    kind: ItemKind
    title: str
    minutes: int | None
    state: ItemState
    reason: ItemReason
    sentence: Sentence
    day: date | None
    evidence: str | None
    due_on: date | None
    late: bool


class LiaisonOfficerTold(Answer):
    """One liaison officer: for which categories, and how the four stand, singly and together."""

    official_id: int
    appointments: list[CategoryTold]
    outcome: ItemState
    sentence: Sentence
    items: list[ItemTold]


class LiaisonFindingTold(Answer):
    """A finding: what is amiss, what to do, and the rule that it rests on."""

    id: str
    severity: Severity
    title: Sentence
    action: Sentence
    rule_id: str
    category: str | None
    official_id: int | None


class DirectionRelied(Answer):
    """A direction that reaches the officer, by its record and its order."""

    record_id: int
    workshops: bool
    programmes: bool
    order: OrderTold


class LiaisonPicture(Answer):
    """An authority's liaison officers in a year, apart from every outcome of courses.

    `known_at` is the ingest position by which all of it was known: asked by it, it stays the same.
    """

    authority_id: int
    reporting_year: YearLabel
    as_of: datetime | None
    known_at: int
    ruleset_digest: str
    officers: list[LiaisonOfficerTold]
    findings: list[LiaisonFindingTold]
    rules: list[RuleAsApplied]
    freshness: FactsFreshness


class LiaisonExplained(LiaisonOfficerTold):
    """One officer's year explained: the directions and every rule that it rests on."""

    authority_id: int
    reporting_year: YearLabel
    as_of: datetime | None
    known_at: int
    ruleset_digest: str
    directions: list[DirectionRelied]
    findings: list[LiaisonFindingTold]
    rules: list[RuleAsApplied]
    freshness: FactsFreshness


def picture_told(found: Picture) -> dict[str, Any]:
    """Return a picture as a body shows it."""
    return {
        **_frame(found, found.findings),
        "officers": [_officer(each) for each in found.officers],
    }


def explained_told(found: Picture, own: OfficerOutcome) -> dict[str, Any]:
    """Return one officer as a body shows it, with the findings that name that officer."""
    findings = tuple(each for each in found.findings if each.official_id == own.official_id)
    return {
        **_frame(found, findings),
        **_officer(own),
        "directions": [_direction(each) for each in own.directions],
    }


def _frame(found: Picture, findings: tuple[LiaisonFinding, ...]) -> dict[str, Any]:
    rules: LiaisonRules = found.rules
    return {
        "authority_id": found.question.authority_id,
        "reporting_year": rules.year.label,
        "as_of": found.question.as_of,
        "known_at": found.known_at,
        "ruleset_digest": rules.digest,
        "findings": [_finding(each) for each in findings],
        "rules": rules.rules,
        "freshness": found.freshness,
    }


def _officer(own: OfficerOutcome) -> dict[str, Any]:
    return {
        "official_id": own.official_id,
        "appointments": [_appointment(each) for each in own.appointments],
        "outcome": own.outcome,
        "sentence": wording.OUTCOMES[own.outcome],
        "items": [
            {
                **{name: getattr(item, name) for name in ITEM_FIELDS},
                "sentence": wording.REASONS[item.reason],
            }
            for item in own.items
        ],
    }


ITEM_FIELDS = (
    *("id", "kind", "title", "minutes", "state", "reason"),
    *("day", "evidence", "due_on", "late"),
)


def _appointment(held: Appointment) -> dict[str, Any]:
    return {
        "record_id": held.record_id,
        "category": held.category,
        "designation": held.designation,
        "level": held.level,
        "valid_from": held.validity.valid_from,
        "valid_until": held.validity.valid_until,
    }


def _finding(found: LiaisonFinding) -> dict[str, Any]:
    return {
        "id": found.rule.id,
        "severity": found.rule.severity,
        "title": found.title,
        "action": found.rule.action,
        "rule_id": found.rule.rule_id,
        "category": found.category,
        "official_id": found.official_id,
    }


def _direction(held: Direction) -> dict[str, Any]:
    return {
        "record_id": held.record_id,
        "workshops": held.workshops,
        "programmes": held.programmes,
        "order": held.order,
    }


_ITEM: dict[str, Any] = {
    "id": "reservation_in_services",
    "kind": "workshop",
    "title": "Reservation in Services",
    "minutes": None,
    "state": "done",
    "reason": "attended",
    "sentence": {"en": "Attended.", "hi": "भाग लिया।"},
    "day": "2025-08-05",
    "evidence": "ISTM/RIS/2025/118",
    "due_on": None,
    "late": False,
}
_OFFICER: dict[str, Any] = {
    "official_id": 4711,
    "appointments": [
        {
            "record_id": 4,
            "category": "sc_st",
            "designation": "Deputy Secretary",
            "level": "ds_director",
            "valid_from": "2025-05-01",
            "valid_until": None,
        }
    ],
    "outcome": "done",
    "sentence": {
        "en": wording.OUTCOMES[ItemState.DONE].en,
        "hi": wording.OUTCOMES[ItemState.DONE].hi,
    },
    "items": [_ITEM],
}
_FRAME: dict[str, Any] = {
    "authority_id": 3,
    "reporting_year": "2025-26",
    "as_of": None,
    "known_at": 1042,
    "ruleset_digest": "5d" * 32,
    "findings": [],
    "rules": [
        {
            "id": "liaison.counts",
            "value": "ever",
            "standing": "house",
            "citation": None,
            "question": "How often is each of the four due?",
            "override": None,
        }
    ],
    "freshness": {
        "confirmed_through": "2026-01-15T00:30:00Z",
        "lag_seconds": 3600,
        "stale": False,
    },
}
PICTURE: dict[str, Any] = {**_FRAME, "officers": [_OFFICER]}
EXPLAINED: dict[str, Any] = {
    **_FRAME,
    **_OFFICER,
    "directions": [{"record_id": 2, "workshops": True, "programmes": False, "order": ORDER}],
}
