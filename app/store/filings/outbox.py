"""An instance's outbox: filings planned in it, taken to be sent, and what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from app.policy.apar.filing import Content, Filing, Standing, Verdict
from app.policy.reporting_year import ReportingYear
from app.store import positions
from app.store.database import Reading, Writing
from app.store.filings.instances import Instance, Scope
from app.store.statements import compose, statement
from app.store.tables.filing import filing, sparrow_outbox

ANEW = ("filing/served_no_more", "filing/served_again", "filing/anew")


@dataclass(frozen=True, slots=True)
class Sent:
    """A filing that was sent: how often since it was put into the outbox, when last.

    ``failure`` is why nothing was heard of it, or why an earlier try came to nothing.
    """

    filing: Filing
    tries: int
    sent_at: datetime
    failure: str | None


@dataclass(frozen=True, slots=True)
class Taken(Sent):
    """A filing to be sent, with what it says, and the authority whose official it is of."""

    content: Content
    authority_id: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an instance said of a filing, and how the filing goes on."""

    filing: Filing
    verdict: Verdict
    standing: Standing


async def planned_through(session: Reading, instance: Instance, year: ReportingYear) -> int | None:
    """Return the position up to which an outbox is planned; None for a scope not looked through."""
    held = sparrow_outbox.c
    found = await session.run(
        select(held.planned_through).where(
            held.instance_id == instance.id,
            held.reporting_year == year.start,
            held.scope == instance.scope.digest(),
        )
    )
    position: int | None = found.scalar_one_or_none()
    return position


async def plan(
    session: Writing,
    instance: Instance,
    year: ReportingYear,
    stretch: tuple[int, int],
    now: datetime,
) -> int:
    """Plan what was published after one position and up to another; return how many filings.

    From the beginning on, what was told of officials who are served no more is taken back, and
    who is served again is told of again.
    """
    after, through = stretch
    whose = {"instance": instance.id, "year": year.start, "now": now}
    served = {**whose, **instance.scope.parameters()}
    planned = 0 if after else await _plan_anew(session, served)
    looked_through = {**served, "after": after, "through": through}
    planned += (await session.run(statement("filing/plan"), looked_through)).rowcount
    if planned:
        await session.run(statement("filing/give_way"), {**whose, "after": after})
    row = {"scope": instance.scope.digest(), "planned_through": through}
    await session.run(
        insert(sparrow_outbox)
        .values(instance_id=instance.id, reporting_year=year.start, **row)
        .on_conflict_do_update(index_elements=["instance_id", "reporting_year"], set_=row)
    )
    return planned


async def years(session: Reading, instance: Instance) -> list[tuple[ReportingYear, Instance]]:
    """Return the years that an instance has an outbox of, each with whom it serves in that year.

    In a year that it is registered for no more it serves nobody.
    """
    held = sparrow_outbox.c
    found = await session.run(
        select(held.reporting_year).where(
            held.instance_id == instance.id,
            held.reporting_year.not_in(instance.reporting_years),
        )
    )
    nobody = replace(instance, scope=Scope())
    served = [*((one, instance) for one in instance.reporting_years)]
    return [
        (ReportingYear(start), whom)
        for start, whom in sorted([*served, *((one, nobody) for one in found.scalars())], key=_year)
    ]


async def waiting(session: Reading, instance: Instance) -> int:
    """Return how many filings of an instance are not answered for good, over all years."""
    counted = select(func.count()).where(
        filing.c.instance_id == instance.id, filing.c.state.in_(("pending", "sent"))
    )
    return int((await session.run(counted)).scalar_one())


async def take(
    session: Writing, instance: Instance, year: ReportingYear, limit: int, now: datetime
) -> list[Taken]:
    """Take the next filings to be sent: some that were never tried, or else one that was.

    What was tried goes alone, so that a filing that an instance can't stand takes none along.
    """
    for fresh, most in ((True, limit), (False, 1)):
        found = await session.run(
            statement("filing/take"),
            {
                "instance": instance.id,
                "year": year.start,
                **instance.scope.parameters(),
                "fresh": fresh,
                "limit": most,
                "now": now,
            },
        )
        if taken := [_taken(instance, year, row) for row in found]:
            return taken
    return []


async def unanswered(
    session: Reading, instance: Instance, year: ReportingYear, limit: int
) -> list[Sent]:
    """Return filings that were sent, and of which nobody knows whether the instance has them."""
    found = await session.run(
        statement("filing/unanswered"),
        {"instance": instance.id, "year": year.start, "limit": limit},
    )
    return [
        Sent(_filing(instance, year, row), row.tries, row.sent_at, row.failure) for row in found
    ]


async def record(
    session: Writing,
    instance: Instance,
    year: ReportingYear,
    outcomes: Sequence[Outcome],
    now: datetime,
) -> int:
    """Record how filings go on, with a receipt for each verdict; return how many receipts."""
    recorded = await session.run(
        statement("filing/answered"),
        {
            "instance": instance.id,
            "year": year.start,
            **_places([one.filing for one in outcomes]),
            "states": [one.standing.state for one in outcomes],
            "failures": [one.standing.failure for one in outcomes],
            "due_ats": [one.standing.due_at for one in outcomes],
            "statuses": [one.verdict.status for one in outcomes],
            "codes": [one.verdict.code for one in outcomes],
            "references": [one.verdict.reference for one in outcomes],
            "now": now,
        },
    )
    return recorded.rowcount


async def put_back(
    session: Writing, instance: Instance, year: ReportingYear, sent: Sequence[Sent], now: datetime
) -> None:
    """Put filings that the instance surely did not take back, as if they had not been tried."""
    back = {"instance": instance.id, "year": year.start, "now": now}
    await session.run(
        statement("filing/untaken"), {**back, **_places([one.filing for one in sent])}
    )


async def note_silence(
    session: Writing, instance: Instance, year: ReportingYear, sent: Sequence[Sent], failure: str
) -> None:
    """Note why nothing was heard of filings that were sent; they stay so until it is asked."""
    silent = {"instance": instance.id, "year": year.start, "failure": failure}
    await session.run(
        statement("filing/silent"), {**silent, **_places([one.filing for one in sent])}
    )


async def requeue(
    session: Writing,
    instance_id: str,
    year: ReportingYear | None,
    official_id: int | None,
    now: datetime,
) -> int:
    """Put dead letters back into an outbox, and return how many."""
    put = await session.run(
        statement("filing/requeue"),
        {
            "instance": instance_id,
            "year": None if year is None else year.start,
            "official_id": official_id,
            "now": now,
        },
    )
    return put.rowcount


async def _plan_anew(session: Writing, served: Mapping[str, Any]) -> int:
    """Plan what another scope calls for: at positions of its own, so that it stands."""
    await session.run(statement("filing/out_of_scope"), served)
    count = int((await session.run(compose(ANEW, "filing/anew_count"), served)).scalar_one())
    if count:
        first = await positions.take(session, "publish", count)
        await session.run(compose(ANEW, "filing/anew_plan"), {**served, "first_position": first})
    return count


def _year(one: tuple[int, Instance]) -> int:
    return one[0]


def _places(filings: Sequence[Filing]) -> dict[str, list[int]]:
    return {
        "official_ids": [one.official_id for one in filings],
        "positions": [one.position for one in filings],
    }


def _filing(instance: Instance, year: ReportingYear, row: Any) -> Filing:
    return Filing(
        instance_id=instance.id,
        year=year,
        official_id=row.official_id,
        position=row.position,
        kind=row.kind,
        digest=None if row.digest is None else row.digest.hex(),
        published_at=row.published_at,
    )


def _taken(instance: Instance, year: ReportingYear, row: Any) -> Taken:
    content = Content(
        version=row.version,
        body=row.body,
        facts_through=row.facts_through,
        cadre=row.cadre,
        correction=row.correction,
        keys=tuple(row.keys or ()),
        keys_before=tuple(row.keys_before or ()),
        confirmed_through=row.confirmed_through,
    )
    filed, whose = _filing(instance, year, row), row.authority_id
    return Taken(filed, row.tries, row.sent_at, row.failure, content, whose)
