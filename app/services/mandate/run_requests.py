"""Asking for an evaluation run, and asking how far it has come."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from app.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from app.policy.reporting_year import ReportingYear
from app.policy.rules import ruleset
from app.services.tokens import Caller
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.mandate import active_runs, evaluation_runs, outcomes
from app.store.mandate.evaluation_runs import EvaluationRun

Enqueue = Callable[[Writing, int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class RunRequest:
    """For which year, and for which authority; None asks for all of them."""

    year: ReportingYear
    authority_id: int | None


async def ask(
    session: Writing,
    request: RunRequest,
    caller: Caller,
    access: Access,
    enqueue: Enqueue,
    now: datetime,
) -> EvaluationRun:
    """Record and enqueue a run in one transaction.

    Raises NotFoundError for an unseen authority, ForbiddenError for all of them without the right
    to see all, InvalidError for a year without rules, ConflictError when such a run is under way.
    """
    await _check(session, request, caller)
    year = request.year.start
    if await active_runs.is_active(session, year, request.authority_id):
        raise ConflictError("a run over these officials is queued or running")
    run_id = await evaluation_runs.ask(session, year, request.authority_id, caller.client_id, now)
    await enqueue(session, run_id)
    await audit.append(session, access, "accepted")
    return await find(session, run_id)


async def _check(session: Writing, request: RunRequest, caller: Caller) -> None:
    if request.year not in ruleset.available_years():
        fault = ("/reporting_year", "no-rules")
        raise InvalidError("there are no rules for this reporting year", [fault])
    if request.authority_id is None:
        if not caller.tenant.everything:
            raise ForbiddenError("only a caller who may see everything may ask for all")
        return
    own = caller.tenant.everything or request.authority_id in caller.tenant.authorities
    if not own or not await outcomes.authorities(session, request.authority_id):
        raise NotFoundError("there is no such authority")


async def find(session: Reading, run_id: int) -> EvaluationRun:
    """Return a run; raise NotFoundError where the caller sees none."""
    run = await evaluation_runs.one(session, run_id)
    if run is None:
        raise NotFoundError("there is no such evaluation run")
    return run
