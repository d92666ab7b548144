"""Feeds, their runs, and what is kept aside."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from app.api.models.shapes import Answer, FactsFreshness, YearLabel

RunKind = Literal["full", "incremental", "reconciling"]
RunState = Literal["running", "complete", "incomplete"]


class FeedTold(Answer):
    """A feed's state for a year: over the caller's authorities, the longest wait deciding."""

    feed: Literal["igot"]
    reporting_year: YearLabel
    authorities: int
    held_in_full: int
    fresh: int
    quarantined: int
    freshness: FactsFreshness


class Feeds(Answer):
    """The feeds, the last year first."""

    feeds: list[FeedTold]


class FeedRun(Answer):
    """A run; its sums over all authorities are null for who may not see all of them."""

    id: int
    reporting_year: YearLabel
    kind: RunKind
    state: RunState
    resumes: int | None
    started_at: datetime
    ended_at: datetime | None
    reason: str | None
    calls: int | None
    counts: dict[str, int] | None
    calls_planned: int | None = Field(description="Reckoned before the first call was sent.")
    calls_allowed: int | None = Field(description="How many it may send; null for any number.")


class FeedRunPage(Answer):
    """Some runs, the last first."""

    runs: list[FeedRun]
    next_cursor: str | None


class RoadTold(Answer):
    """What came of a road, over the authorities that the caller may see."""

    road: str
    complete: int
    incomplete: int
    calls: int
    calls_planned: int | None
    counts: dict[str, int]
    rejects: dict[str, int]


class IncompleteRoad(Answer):
    """A road that ended incomplete, and why; a national one has no authority."""

    road: str
    authority_id: int | None
    reason: str


class FeedRunTold(FeedRun):
    """A run, road by road; rejects are counted by the quirk that put the records aside."""

    roads: list[RoadTold]
    incomplete: list[IncompleteRoad]


class ReconciledFacts(Answer):
    """How many facts of a verdict, for a reason."""

    verdict: Literal["equal", "only_there", "only_here", "different"]
    reason: Literal[
        "same_day",
        "other_day",
        "not_completed_there",
        "without_date_there",
        "not_in_extract",
        "not_in_report",
        "without_date",
        "official_unknown",
    ]
    facts: int


class ReconciliationTold(Answer):
    """What iGOT's APAR extract said of an authority's courses against what was held."""

    authority_id: int
    run_id: int
    findings: list[ReconciledFacts]


class ReconciliationPage(Answer):
    """Some authorities' last reconciliations, in order of authority."""

    reporting_year: YearLabel
    reconciliations: list[ReconciliationTold]
    next_cursor: str | None


class RequeueTold(Answer):
    """A request to read records again: of an authority or of all, and the run that took it up."""

    id: int
    reporting_year: YearLabel
    authority_id: int | None
    state: Literal["waiting", "taken_up"]
    requested_at: datetime
    run_id: int | None


class AsideTold(Answer):
    """A record that is kept aside, and the first and last run that brought it."""

    id: int
    road: str
    quirk: str
    subject: str
    authority_id: int | None
    detail: str
    first_run_id: int
    last_run_id: int


class AsidePage(Answer):
    """Some of the records that are kept aside, in the order in which they first were."""

    records: list[AsideTold]
    next_cursor: str | None
