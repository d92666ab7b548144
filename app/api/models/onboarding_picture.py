"""The picture of an authority's onboarding: counts, shares, reasons, findings, and the days."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, PlainSerializer

from app.api.models.shapes import Answer, Cited, FactsFreshness, Sentence, YearLabel
from app.policy.finding import Severity
from app.policy.onboarding.action import State
from app.policy.onboarding.picture import NAMES

Per100 = Annotated[
    float | None,
    BeforeValidator(lambda value: float(value) if isinstance(value, Decimal) else value),
    PlainSerializer(lambda value: value),
]


class CountsTold(Answer):
    """Counts of staff; null is what no source tells of that kind.

    `strength` is posts filled, `vacant` posts that hold nobody; `rostered`, `missing`,
    `wrongly_mapped` and `duplicates` are rows of the roster last checked; the rest are officials on
    iGOT who are in use, those marked “Not my User” in `not_my_user` alone.
    """

    strength: int | None
    vacant: int | None
    rostered: int | None
    onboarded: int | None
    verified: int | None
    not_my_user: int | None
    missing: int | None
    wrongly_mapped: int | None
    not_on_roster: int | None
    duplicates: int | None
    no_level: int | None
    no_plan: int | None
    not_decided: int | None


class KindTold(Answer):
    """Counts of one kind; `kind` is null for those of whom it is not told."""

    kind: str | None
    counts: CountsTold


class SharesTold(Answer):
    """In per cent, to one place, never capped; null without what it is a share of."""

    onboarded_of_strength: Per100
    rostered_of_strength: Per100
    verified_of_onboarded: Per100


class ExcessTold(Answer):
    """Why more are on iGOT than there are posts filled, and how many it is about."""

    code: Literal["kinds_not_stated", "not_on_roster", "duplicates", "not_verified", "unexplained"]
    text: Sentence
    count: int


class AmissTold(Answer):
    """A rule of the catalogue that the authority's strength breaks."""

    rule_id: str
    severity: Severity
    title: Sentence
    action: Sentence
    citation: Cited | None


class StrengthUsed(Answer):
    """The statement that the picture counts against, and the posts filled at headquarters."""

    id: int
    valid_from: date
    headquarters: int


class RosterUsed(Answer):
    """The roster that the picture counts."""

    id: int
    checked_at: datetime


class DayTold(Answer):
    """The counts as a day ended."""

    taken_on: date
    taken_at: datetime
    counts: CountsTold


class OnboardingPicture(Answer):
    """The picture as it is held now, and one of each day.

    That a share is of posts filled, and not of all posts, is the house's choice. `actions` are
    the authority's own by their state; what is done shows in the counts with the next sync.
    """

    authority_id: int
    reporting_year: YearLabel
    on: date
    standing: Literal["house"]
    freshness: FactsFreshness
    strength: StrengthUsed | None
    roster: RosterUsed | None
    total: CountsTold
    by_employment: list[KindTold]
    by_group: list[KindTold]
    by_level: list[KindTold]
    shares: SharesTold
    excess: list[ExcessTold]
    findings: list[AmissTold]
    actions: dict[State, int]
    days: list[DayTold]


_COUNTS: dict[str, Any] = dict.fromkeys(NAMES, 0) | {
    "strength": 150,
    "vacant": 8,
    "rostered": 149,
    "onboarded": 156,
    "verified": 140,
    "not_my_user": 2,
    "not_on_roster": 9,
    "missing": 2,
}
PICTURE: dict[str, Any] = {
    "authority_id": 3,
    "reporting_year": "2025-26",
    "on": "2026-05-04",
    "standing": "house",
    "freshness": {"confirmed_through": "2026-03-31T20:30:00Z", "lag_seconds": 3600, "stale": False},
    "strength": {"id": 5, "valid_from": "2026-04-01", "headquarters": 60},
    "roster": {"id": 12, "checked_at": "2026-05-03T05:30:00Z"},
    "total": _COUNTS,
    "by_employment": [{"kind": "regular", "counts": _COUNTS}],
    "by_group": [{"kind": "group a", "counts": {**_COUNTS, "strength": None, "vacant": None}}],
    "by_level": [{"kind": None, "counts": {**_COUNTS, "strength": None, "vacant": None}}],
    "shares": {
        "onboarded_of_strength": 104.0,
        "rostered_of_strength": 99.3,
        "verified_of_onboarded": 89.7,
    },
    "excess": [
        {
            "code": "not_on_roster",
            "text": {
                "en": "Some on iGOT are not on the roster, and perhaps not the authority's.",
                "hi": "आईगॉट पर कुछ ऐसे हैं जो नामावली में नहीं हैं, और संभवतः इस प्राधिकरण के नहीं।",
            },
            "count": 9,
        }
    ],
    "findings": [],
    "actions": {"done": 2, "pending": 1},
    "days": [{"taken_on": "2026-05-04", "taken_at": "2026-05-04T18:30:00Z", "counts": _COUNTS}],
}
