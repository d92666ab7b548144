"""Carries iGOT's records into the store: every road in turn, each ending complete or saying why.

A feed that fails is never an empty feed: its run ends incomplete, its watermark stays, and what was
held before stays held.
"""

import functools
import itertools
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from app.errors import ConflictError
from app.integrations.igot.feed import LearningFeed, Window
from app.policy.reporting_year import ReportingYear
from app.policy.rules import ruleset
from app.services.feed import (
    hierarchy,
    looking,
    older_windows,
    planning,
    reconciling,
    results_taken_back,
    silent_reports,
    staff_details,
)
from app.services.feed.fitting import fits
from app.services.feed.roads import Roads
from app.services.feed.synced import FULL, Synced, Wanted
from app.services.feed.travelling import Progress, Travelling, reason_of
from app.services.onboarding import picture as onboarding_picture
from app.store import authorities
from app.store.authorities import Authority
from app.store.database import Database
from app.store.feed import facts, feed_requests, feed_runs, looks, road_ledger
from app.store.onboarding import actions
from app.store.tables.staging import (
    staged_assessment,
    staged_completion,
    staged_extract_course,
    staged_official,
)

logger = logging.getLogger(__name__)

LONGEST_WINDOW = timedelta(days=365)


STAGED = (staged_official, staged_completion, staged_assessment, staged_extract_course)


def windows(year: ReportingYear) -> list[Window]:
    """Return the enrolment windows that can hold a completion of the year: the year before, and it.

    A report's window is over a date that is not known for sure to be the enrolment's, and an
    enrolment may be completed a year later: so the windows reach back a whole year. They are of
    one length, a leap year's too: a window of a day would often hold no row, which reads as failed.
    """
    first = ReportingYear(year.start - 1).first_day
    days = (year.last_day - first).days + 1
    count = -(-days // LONGEST_WINDOW.days)
    edges = [first + timedelta(days=days * number // count) for number in range(count + 1)]
    return [
        Window(edge, following - timedelta(days=1)) for edge, following in itertools.pairwise(edges)
    ]


async def sync(
    database: Database,
    feed: LearningFeed,
    year: ReportingYear,
    clock: Callable[[], datetime],
    progress: Progress,
    wanted: Wanted = FULL,
) -> Synced:
    """Run every road once; a road that fails is recorded and the others still run.

    A run of the same kind right after a killed one takes it up: what that one read to its end is
    not read again. Raises ConflictError, and changes nothing, while another sync is under way, and
    NotFoundError for a year without rules, by which what is read is understood.
    """
    ruleset.load(year)
    now = clock()
    async with database.writing() as session:
        run_id = await feed_runs.start(session, year.start, now, wanted.kind)
    synced = Synced(run_id, now, wanted)
    told = (run_id, wanted.kind, year.label, wanted.calls or "any number of")
    logger.info("run %d begins: a %s sync of %s; %s calls may be sent", *told)
    if wanted.calls is not None:
        feed.allow(wanted.calls)
    roads = Roads(database, feed, year, synced.run_id, clock, limits=wanted.limits)
    roads.withdraws = wanted.kind == "reconciling"
    try:
        async with database.alone("sync") as alone:
            await _run_alone(roads, synced, progress, alone=alone)
    except BaseException as failure:
        # A run that was refused, stopped or broken off is not a complete one.
        synced.failures.append(f"the run: {reason_of(failure)}")
        raise
    finally:
        synced.calls = feed.calls
        async with database.writing() as session:
            await feed_runs.finish(
                session,
                run_id,
                clock(),
                reason="; ".join(synced.failures) or None,
                calls=synced.calls,
                counts=synced.counts,
            )
        _tell_end(synced)
    return synced


def _tell_end(synced: Synced) -> None:
    if synced.failures:
        told = (synced.run_id, synced.calls, len(synced.failures))
        logger.warning("run %d ends incomplete in %d calls; roads that say why: %d", *told)
    else:
        logger.info("run %d ends complete in %d calls", synced.run_id, synced.calls)
    of_planned = planning.told(synced.planned, synced.used)
    logger.info("run %d used of its planned calls: %s", synced.run_id, of_planned)


async def _run_alone(roads: Roads, synced: Synced, progress: Progress, *, alone: bool) -> None:
    if not alone:
        raise ConflictError("another sync is under way")
    await _sweep(roads)
    await _take_up(roads, synced)
    if await fits(roads, synced, len(windows(roads.year))):
        await _run(roads, synced, progress)


async def _sweep(roads: Roads) -> None:
    async with roads.database.writing() as session:
        await feed_runs.close_abandoned(session, roads.run_id, roads.clock())
        for staged in STAGED:
            await facts.sweep_staging(session, staged)


async def _take_up(roads: Roads, synced: Synced) -> None:
    """Learn which roads a killed run of the same kind had read to their end, a while ago."""
    since, kind = roads.clock() - roads.limits.resumable_for, synced.wanted.kind
    async with roads.database.writing() as session:
        asked = set[int]()
        if kind != "incremental":
            asked = await feed_requests.take_up(session, roads.run_id, roads.year.start)
        killed = await road_ledger.last_killed(session, roads.run_id, kind, roads.year.start, since)
        if killed is not None:
            await feed_runs.resume(session, roads.run_id, killed)
            before = await road_ledger.read_to_their_end(session, killed, since)
            # Whatever was asked to be read again is, and with it what all authorities share.
            again = {one[1] for one in before} if feed_runs.NATIONAL in asked else asked
            shared = {feed_runs.NATIONAL} if asked else set[int]()
            synced.read_before = {one for one in before if one[1] not in again | shared}
            told = (roads.run_id, killed, len(synced.read_before))
            logger.info("run %d takes up run %d, which had read %d roads to their end", *told)


async def _run(roads: Roads, synced: Synced, progress: Progress) -> None:
    run = Travelling(roads, synced, progress)
    await run.one("organisations", roads.organisations)
    held = await _held(roads)
    if len(held) > synced.planned_for and not await fits(roads, synced, len(windows(roads.year))):
        return
    if synced.wanted.kind != "incremental":
        await run.one(hierarchy.ROAD, functools.partial(hierarchy.read, roads))
    await run.one("courses", roads.courses)
    await run.each("officials", held, roads.officials)
    await run.one("plans", lambda: roads.plans(held))
    spans = windows(roads.year)
    if synced.wanted.kind == "incremental":
        await run.each(
            "latest enrolments", held, lambda a: older_windows.read(roads, (a, spans[-1]))
        )
    else:
        await run.reports("completions", held, spans)
        await run.one("fresh looks", functools.partial(looking.look_afresh, roads))
    await _own_lists(run, held)
    older = older_windows.older(roads.year, roads.limits.older_years)
    for asked in older_windows.planned(held, older, synced.wanted.older_calls, roads.run_id):
        await run.one(
            f"older enrolments to {asked[1].last}",
            functools.partial(older_windows.read, roads, asked),
            asked[0].id,
        )
    await run.one("assessments", roads.assessments)
    if synced.wanted.kind != "incremental":
        await run.each(staff_details.ROAD, held, lambda a: staff_details.read(roads, a))
    if synced.wanted.kind == "reconciling":
        await run.one(results_taken_back.ROAD, functools.partial(results_taken_back.read, roads))
        await run.one("reconciliation", functools.partial(reconciling.reconcile, roads))
    async with roads.database.writing() as session:
        await actions.settle_claims(session, roads.clock())
    for authority in held:
        async with roads.database.writing() as session:
            await onboarding_picture.keep(session, roads.year, authority.id, roads.clock())


async def _held(roads: Roads) -> list[Authority]:
    async with roads.database.reading() as session:
        return await authorities.every(session)


async def _own_lists(run: Travelling, held: list[Authority]) -> None:
    """Read own lists in the place of reports that answer 404, also of those that did last."""
    roads = run.roads
    if run.synced.wanted.kind == "incremental":
        async with roads.database.reading() as session:
            roads.silent = set(await looks.silent(session, roads.year.start))
    if roads.silent:
        await run.one(silent_reports.ROAD, functools.partial(silent_reports.read, roads))
    silent = [authority for authority in held if authority.id in roads.silent]
    await run.each("completions by own lists", silent, lambda a: silent_reports.settle(roads, a))
