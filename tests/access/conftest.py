"""One database, one application, and every operation asked once of each of two authorities."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace

import httpx
import pytest

from app.integrations.igot.desk import ProfileDesk
from app.jobs.queue import enqueue_action
from app.policy.access.roles import Role
from app.policy.access.scopes import SCOPES
from app.policy.access.table import OPERATIONS
from app.policy.reporting_year import ReportingYear
from app.services.auditing.chaining import chain
from app.services.filings import registering
from app.services.onboarding.acting import Actor
from app.services.rosters.checking import RosterChecker
from app.services.tokens import Caller
from app.settings import Settings
from app.store.database import Database, Tenant
from app.store.feed import feed_runs, plans
from app.store.filings import outbox
from app.store.positions import close
from tests.access.asking import PLACES, UNKNOWN, Place, request
from tests.api.calling import started, token_of
from tests.api.conforming import conforms
from tests.api.conftest import settings_over
from tests.api.population import COURSES, decide, populate
from tests.api.test_bulk import work_off
from tests.harness import databases
from tests.harness.arranged import IN_YEAR, NOW, a_plan, an_authority, take_completions

# Who asks each operation of the authority's own where an MDO's admin may not.
OTHERS: dict[str, Role] = {
    "putSparrowInstance": "karmayogi_bharat",
    "requeueFilings": "sparrow",
    "listLatePlans": "dopt",
}
LATER = ("recordCorrectionOrder", "answerClaim")
LAST = ("cancelAparExport",)


@dataclass(slots=True)
class Matrix:
    """The running application, two authorities with what is recorded there, and one of nothing."""

    settings: Settings
    worker: Database
    calls: httpx.AsyncClient
    own: Place
    other: Place
    missing: Place
    told: dict[tuple[str, str], httpx.Response] = field(default_factory=dict)
    tokens: dict[Caller, str] = field(default_factory=dict)

    def caller(self, role: Role, at: Place | None = None) -> Caller:
        """Return a caller of a role who sees what is at a place, or as much as the role can."""
        at, person = at or self.own, f"{role}-1"
        tenant = Tenant(authorities=frozenset({at.authority_id}))
        if role in {"dopt", "karmayogi_bharat", "auditor"}:
            tenant = Tenant(everything=True)
        if role == "official":
            tenant = Tenant(official=at.officials[0])
        return Caller(f"{role}-{at.name}", role, frozenset(SCOPES), tenant, person)

    async def send(
        self,
        asked: httpx.Request,
        caller: Caller | None = None,
        token: str | None = None,
        *,
        checked: bool = True,
    ) -> httpx.Response:
        """Send a request as a caller, or with a token, or with none; hold it to the contract."""
        if caller is not None and caller not in self.tokens:
            self.tokens[caller] = token_of(self.settings, caller)
        token = self.tokens[caller] if caller is not None else token
        if token is not None:
            asked.headers["Authorization"] = f"Bearer {token}"
        answered = await self.calls.send(asked)
        if checked:
            await conforms(answered)
        return answered


@pytest.fixture(scope="session")
def matrix_url(postgres_server: str, template: str) -> Iterator[str]:
    """The address of the matrix's own database."""
    name = databases.own_name("matrix")
    yield databases.create(postgres_server, name, template)
    databases.drop(postgres_server, name)


@pytest.fixture(scope="session")
async def matrix(
    matrix_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Matrix]:
    """All of it, after each operation was asked once of what is an authority's own."""
    settings = settings_over(matrix_url, tmp_path_factory.mktemp("matrix"))
    # A quota is not what is asked about here.
    settings = settings.model_copy(update={"requests_a_minute": 1_000_000})
    worker = Database.open(matrix_url, "karmasetu_worker", pool_size=4)
    try:
        places = await _arranged(worker)
        async with started(settings) as app:
            calls = httpx.AsyncClient(transport=httpx.ASGITransport(app))
            whole = Matrix(settings, worker, calls, *places)
            await _walk(whole)
            yield whole
    finally:
        await worker.close()


async def _arranged(worker: Database) -> tuple[Place, Place, Place]:
    population = await populate(worker)
    async with worker.writing() as session:
        cca = await an_authority(session, "goa", "cca")
        ministry = await an_authority(session, "ministry")
        await plans.mention_courses(session, ["E"])
        for number in (population.authority, population.other):
            plan = a_plan(number, *COURSES, assessment="X")
            await plans.merge(session, plan, await close(session, 1, NOW))
        run = await feed_runs.start(session, 2025, NOW)
        await feed_runs.finish(session, run, NOW, reason=None, calls=1, counts={})
    await decide(worker)
    things = {"feedRun": run, "ministry": ministry}
    return (
        Place(population.authority, population.officials, "one", cca, dict(things)),
        Place(population.other, population.others, "two", cca, dict(things)),
        Place(999_999, (999_999,) * 5, "nobody", 999_998, {"held": "0" * 64}),
    )


async def _walk(matrix: Matrix) -> None:
    """Ask everything once of both: what writes, what reads, what takes back; workers in between."""
    both = (matrix.own, matrix.other)
    apart = {one for one in OPERATIONS if one.startswith("withdraw")} | {*LATER, *LAST}
    writing = [one for one in OPERATIONS if PLACES[one][0] != "GET" and one not in apart]
    reading = [one for one in OPERATIONS if PLACES[one][0] == "GET"]
    for at in both:
        at.ids["strength"] = (await _ask(matrix, "getStaffStrength", at)).headers["etag"]
        for operation in writing:
            await _ask(matrix, operation, at)
    await _correct_and_claim(matrix)
    await chain(matrix.worker)
    for at in both:
        asked = request("startAparExport", at)
        export = await matrix.send(asked, matrix.caller("mdo_admin", at))
        at.ids["cancelled"] = export.json()["id"]
        for operation in (*LATER, *reading, *sorted(apart - {*LATER, *LAST}), *LAST):
            await _ask(matrix, operation, at)
        # One that stands, for whoever asks of him after the first was withdrawn.
        anew = request("recordLiaisonOfficer", at)
        await matrix.send(anew, matrix.caller("mdo_admin", at))


async def _ask(matrix: Matrix, operation: str, at: Place) -> httpx.Response:
    caller = matrix.caller(OTHERS.get(operation, "mdo_admin"), at)
    if operation == "confirmAparSeal":
        caller = replace(caller, person="mdo_admin-2")
    answered = await matrix.send(request(operation, at), caller)
    matrix.told[operation, at.name] = answered
    if (
        answered.is_success
        and answered.headers["content-type"] == "application/json"
        and answered.content
    ):
        told = answered.json()
        if isinstance(told, dict) and "id" in told:
            at.ids[operation] = told["id"]
        if operation == "recordLevels":
            at.ids[operation] = told["levels"][0]["id"]
    await _work(matrix, operation, at, answered)
    return answered


def _is_json(answered: httpx.Response) -> bool:
    return bool(answered.content) and answered.headers["content-type"] == "application/json"


async def _work(matrix: Matrix, operation: str, at: Place, answered: httpx.Response) -> None:
    """Do what a worker does between one operation and the next."""
    if operation == "startAparExport":
        await work_off(matrix.worker, matrix.settings.export_directory)
    if operation == "putSparrowInstance":
        async with matrix.worker.writing() as session:
            instance = await registering.find(session, at.name)
            await outbox.plan(session, instance, ReportingYear(2025), (0, UNKNOWN), NOW)
    if operation == "getAparExportManifest":
        at.ids["file"] = answered.json()["files"][0]["name"]
    if operation == "sendRoster":
        await RosterChecker(matrix.worker, lambda: NOW, lambda *_: None).run(answered.json()["id"])


def _no_desk() -> AbstractAsyncContextManager[ProfileDesk]:
    raise AssertionError("a claim is not written to iGOT")


async def _correct_and_claim(matrix: Matrix) -> None:
    """Have a sealed entry differ at both, and each claim an official of the other's."""
    async with matrix.worker.writing() as session:
        await take_completions(session, ("one-1", "B", IN_YEAR), ("two-1", "A", IN_YEAR))
    await decide(matrix.worker)
    for at, holder in ((matrix.own, matrix.other), (matrix.other, matrix.own)):
        admin = matrix.caller("mdo_admin", at)
        held = await matrix.send(request("listAwaitedCorrections", at), admin)
        digests = {one["official_id"]: one["digest"] for one in held.json()["awaiting"]}
        at.ids["held"] = digests[at.officials[1]]
        found = (await matrix.send(request("listRosterFindings", at), admin)).json()["findings"]
        [place] = [one["place"] for one in found if one["rule_id"] == "OB-002"]
        claim = {"kind": "claim", "roster_id": at.ids["sendRoster"], "place": place}
        asked = await matrix.send(request("askForAction", at, claim), admin)
        holder.ids["claim"] = asked.json()["id"]
        actor = Actor(matrix.worker, _no_desk, lambda: NOW, enqueue_action)
        assert await actor.run(holder.ids["claim"]) == "awaiting"
