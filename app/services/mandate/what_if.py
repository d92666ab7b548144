"""What would change under other rules or plans: a real population decided for, nothing written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from app.errors import ForbiddenError, InvalidError, NotFoundError
from app.policy import supposing, what_if
from app.policy.facts import Criterion
from app.policy.reporting_year import IST, ReportingYear
from app.policy.rulebook import Rulebook
from app.policy.rules import ruleset
from app.policy.what_if import Count, Summary
from app.services.mandate.evaluation import batches
from app.services.registers import overrides
from app.services.tokens import Caller
from app.store import authorities, joining
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.feed import feed_runs
from app.store.mandate import outcomes
from app.store.mandate import what_if as store
from app.store.mandate.what_if import Flip, Plans, ProposedPlan

Fault = tuple[str, str]
# A place in the order of officials, authority by authority, as one whole number.
SHIFT = 31


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as it is proposed: courses and assessment by the feed's ids, the due day in IST.

    ``replaces`` names the plan, by its number here, that it would stand in for.
    """

    authority_id: int
    name: str
    apar: bool | None
    due_on: date | None
    groups: tuple[tuple[Criterion, ...], ...]
    courses: tuple[tuple[str, bool], ...]
    assessment: str | None
    replaces: int | None


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What is supposed, and for whom: rules by id with other values, plans added or taken away."""

    year: ReportingYear
    authority_id: int | None
    rules: Mapping[str, object]
    without_plans: tuple[int, ...]
    plans: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Supposed:
    """What a hypothesis comes to.

    ``summary`` is there on the first page alone; ``unready`` are authorities whose facts were
    never held in full, whose officials are therefore left out.
    """

    digest: str
    summary: Summary | None
    flips: tuple[Flip, ...]
    following: int | None
    unready: tuple[int, ...]


async def suppose(
    session: Writing, asked: Hypothesis, caller: Caller, access: Access, after: int, limit: int
) -> Supposed:
    """Decide as if; ``after`` is 0 for the first page, else the place that a page ended at.

    Raises NotFoundError for an unseen authority, ForbiddenError for all of them without the right
    to see all, InvalidError that names every fault of the hypothesis at once.
    """
    await _may_ask(session, asked, caller)
    book, plans = await _prepared(session, asked)
    ready, unready = await _population(session, asked)
    await joining.prefer_hashing(session)
    place = (after >> SHIFT, after % (1 << SHIFT))
    counts: list[Count] = []
    flips: list[Flip] = []
    sizes = await authorities.sizes(session)
    for batch in _from(place[0], batches(ready, sizes)):
        compared = await store.compare(
            session,
            year=asked.year,
            rulebook=book,
            plans=plans,
            authority_ids=batch,
            after=place,
            room=limit + 1 - len(flips),
        )
        counts += compared.counts
        flips += compared.flips
        if after and len(flips) > limit:
            break
    page = tuple(flips[:limit])
    await audit.append_page(session, access, (one.official_id for one in page))
    return Supposed(
        digest=book.general.digest,
        summary=None if after else what_if.summarise(counts),
        flips=page,
        following=_place(page[-1]) if len(flips) > limit else None,
        unready=tuple(unready),
    )


def _place(flip: Flip) -> int:
    return (flip.authority_id << SHIFT) + flip.official_id


def _from(first: int, found: Iterator[list[int]]) -> Iterator[list[int]]:
    """Leave out the authorities that earlier pages are done with."""
    for batch in found:
        if left := [authority_id for authority_id in batch if authority_id >= first]:
            yield left


async def _may_ask(session: Reading, asked: Hypothesis, caller: Caller) -> None:
    if asked.authority_id is None:
        if not caller.tenant.everything:
            raise ForbiddenError("only a caller who may see everything may ask for all")
    elif not await outcomes.authorities(session, asked.authority_id):
        raise NotFoundError("there is no such authority")


async def _population(session: Reading, asked: Hypothesis) -> tuple[list[int], list[int]]:
    wanted = [held.id for held in await outcomes.authorities(session, asked.authority_id)]
    ready = [
        authority_id
        for authority_id in wanted
        if await feed_runs.facts_through(session, authority_id, asked.year.start) is not None
    ]
    return ready, [authority_id for authority_id in wanted if authority_id not in ready]


async def _prepared(session: Reading, asked: Hypothesis) -> tuple[Rulebook, Plans]:
    if asked.year not in ruleset.available_years():
        fault = ("/reporting_year", "no-rules")
        raise InvalidError("there are no rules for this reporting year", [fault])
    faults: list[Fault] = []
    book = await overrides.rulebook(session, asked.year)
    try:
        book = supposing.for_everyone(book, asked.rules)
    except InvalidError as error:
        faults += [(f"/rules{place}", code) for place, code in error.faults]
    plans = await _plans(session, asked, faults)
    if faults:
        raise InvalidError("the hypothesis can't be so", faults)
    return book, plans


async def _plans(session: Reading, asked: Hypothesis, faults: list[Fault]) -> Plans:
    named = {course for draft in asked.plans for course, _ in draft.courses}
    named |= {draft.assessment for draft in asked.plans if draft.assessment is not None}
    known = await store.courses(session, named)
    seen = {held.id for held in await outcomes.authorities(session)}
    replaced = tuple(one.replaces for one in asked.plans if one.replaces is not None)
    without = (*asked.without_plans, *replaced)
    held = await store.plans_of_year(session, asked.year.start, without)
    faults += [
        (f"/without_plans/{index}", "unknown-plan")
        for index, plan_id in enumerate(asked.without_plans)
        if plan_id not in held
    ]
    for index, draft in enumerate(asked.plans):
        found = _draft_faults(draft, known, seen, held)
        faults += [(f"/plans/{index}{place}", code) for place, code in found]
    if faults:
        return Plans()
    return Plans(without, tuple(_proposed(draft, known) for draft in asked.plans))


def _draft_faults(
    draft: Draft, known: Mapping[str, int], seen: set[int], held: set[int]
) -> Iterator[Fault]:
    if draft.authority_id not in seen:
        yield "/authority_id", "unknown-authority"
    if draft.replaces is not None and draft.replaces not in held:
        yield "/replaces", "unknown-plan"
    if draft.assessment is not None and draft.assessment not in known:
        yield "/assessment_id", "unknown-course"
    for index, (course, _) in enumerate(draft.courses):
        if course not in known:
            yield f"/courses/{index}/course_id", "unknown-course"


def _proposed(draft: Draft, known: Mapping[str, int]) -> ProposedPlan:
    return ProposedPlan(
        authority_id=draft.authority_id,
        name=draft.name,
        apar=draft.apar,
        due_at=_end_of(draft.due_on),
        groups=draft.groups,
        courses=tuple({known[course]: gate for course, gate in draft.courses}.items()),
        assessment_id=None if draft.assessment is None else known[draft.assessment],
    )


def _end_of(day: date | None) -> datetime | None:
    """Return the last second of a due day in India, as the feed's due days are read."""
    return None if day is None else datetime.combine(day, time(23, 59, 59), IST)
