"""SPARROW instances, how far each was told, and what became of each filing."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from app.api.models.registers import Number
from app.api.models.shapes import NO_NUL, Answer, Submission, YearLabel
from app.policy.apar.filing import Kind
from app.policy.apar.filing import State as FilingState
from app.policy.reporting_year import ReportingYear
from app.services.filings.telling import State, Status, YearTold
from app.store.filings.instances import Instance

SMALL_MAX = 2**15 - 1
MANY = 1000
Small = Annotated[int, Field(ge=1, le=SMALL_MAX)]


class ServesStated(Submission):
    """Whom an instance serves: officials of any of these, by number."""

    authorities: Annotated[list[Number], Field(max_length=MANY)] = Field(default_factory=list)
    services: Annotated[list[Small], Field(max_length=MANY)] = Field(default_factory=list)
    cadres: Annotated[list[Small], Field(max_length=MANY)] = Field(default_factory=list)


class InstanceRequest(Submission):
    """An instance as it is to stand; its key is handed to the workers in a file."""

    base_url: Annotated[str, Field(min_length=1, max_length=300, pattern=NO_NUL)]
    enabled: bool
    reporting_years: Annotated[list[YearLabel], Field(min_length=1, max_length=20)]
    serves: ServesStated


class Serves(Answer):
    """Whom an instance serves, by number."""

    authorities: list[int]
    services: list[int]
    cadres: list[int]


class InstanceTold(Answer):
    """A registered instance; `version` rises with each change."""

    id: str
    base_url: str
    enabled: bool
    reporting_years: list[YearLabel]
    serves: Serves
    version: int
    changed_by: str
    changed_at: datetime


class Instances(Answer):
    """The instances, in order of their ids."""

    instances: list[InstanceTold]


class InstanceYear(Answer):
    """How far an instance is in a year.

    Through `consistent_through` it was told everything for good; `lag_seconds` is how long ago the
    first of what it still lacks was published. Dead letters are no lag: they wait for somebody.
    """

    reporting_year: YearLabel
    published_position: int
    consistent_through: int
    lag_positions: int
    lag_seconds: int
    pending: int
    unanswered: int
    accepted: int
    dead: int
    superseded: int


class InstanceStatus(Answer):
    """How an instance does.

    `failures` counts pushes in a row that it did not answer: it is `resting` until `next_try_at`,
    and `halted` after the last, until a requeue or a change.
    """

    instance_id: str
    state: State
    failures: int
    failure: str | None
    next_try_at: datetime | None
    answered_at: datetime | None
    years: list[InstanceYear]


class FilingReceipt(Answer):
    """What the instance last said of a filing, under which reference of its own, and when."""

    status: str
    code: str | None
    reference: str | None
    received_at: datetime


class FilingShown(Answer):
    """A filing: one change of an official's entry, told to one instance.

    `digest` is that of the entry; `failure` says why it is not accepted, `due_at` when it is told
    again.
    """

    filing_id: str
    instance_id: str
    reporting_year: YearLabel
    official_id: int
    position: int
    kind: Kind
    version: int | None
    digest: str | None
    published_at: datetime
    state: FilingState
    attempts: int
    due_at: datetime | None
    sent_at: datetime | None
    failure: str | None
    ended_at: datetime | None
    receipt: FilingReceipt | None


class FilingPage(Answer):
    """Filings in order of position."""

    instance_id: str
    filings: list[FilingShown]
    next_cursor: str | None


class OfficialFilings(Answer):
    """What instances were told of one official, in order of position."""

    reporting_year: YearLabel
    official_id: int
    filings: list[FilingShown]


class RequeueRequest(Submission):
    """Which dead letters are put back: all, or those of a year or an official."""

    reporting_year: YearLabel | None = None
    official_id: Number | None = None


class Requeued(Answer):
    """How many dead letters wait again."""

    instance_id: str
    requeued: int


def instance_told(held: Instance) -> InstanceTold:
    """Return an instance as a body shows it."""
    return InstanceTold(
        id=held.id,
        base_url=held.base_url,
        enabled=held.enabled,
        reporting_years=[ReportingYear(start).label for start in held.reporting_years],
        serves=Serves.model_validate(held.scope.parameters()),
        version=held.version,
        changed_by=held.changed_by,
        changed_at=held.changed_at,
    )


def status_told(found: Status) -> dict[str, Any]:
    """Return how an instance does as a body shows it."""
    held = found.instance
    return {
        "instance_id": held.id,
        "state": found.state,
        "failures": held.failures,
        "failure": held.failure,
        "next_try_at": held.due_at,
        "answered_at": held.answered_at,
        "years": [_year_told(one) for one in found.years],
    }


def _year_told(one: YearTold) -> dict[str, Any]:
    return {
        **asdict(one.held),
        "reporting_year": ReportingYear(one.held.reporting_year).label,
        "consistent_through": one.consistent_through,
        "lag_positions": one.lag_positions,
        "lag_seconds": one.lag_seconds,
    }
