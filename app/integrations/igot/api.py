"""The learning feed over iGOT's real API: every road of the port, none of them ending early."""

import logging
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from app.integrations.http import Call
from app.integrations.igot import roads
from app.integrations.igot.catalogue import read_course, read_organisation
from app.integrations.igot.connection import IgotConnection
from app.integrations.igot.desk import DeskProfile, change_of, read_profile
from app.integrations.igot.enrolments import NOBODY, no_list, read_list
from app.integrations.igot.envelope import NotThereError
from app.integrations.igot.extract import EXTRACT_COLUMNS, read_assessment
from app.integrations.igot.extract_courses import COURSE_COLUMNS, read_course_row
from app.integrations.igot.feed import (
    Fault,
    FeedAssessment,
    FeedCompletion,
    FeedCourse,
    FeedEnrolment,
    FeedExtractCourse,
    FeedMalformedError,
    FeedOfficial,
    FeedOrganisation,
    FeedPhone,
    FeedPlace,
    FeedPlan,
    FeedRefusedError,
    FeedStaffPosition,
    Page,
    Window,
)
from app.integrations.igot.gateway import Gateway, Road
from app.integrations.igot.known_rows import take_completions
from app.integrations.igot.paging import Batch, Reading, Span
from app.integrations.igot.people import ProfileStatus, read_official, read_phone
from app.integrations.igot.reports import (
    ENROLMENT_COLUMNS,
    Columns,
    line_batches,
    read_rows,
)
from app.integrations.igot.staff import NONE_ENTERED, read_staff_position
from app.integrations.igot.training import PlanRun, batch_of
from app.integrations.igot.tree import walk
from app.integrations.igot.wire import Json, QuirkError, elements, mapping, sort_out
from app.policy.reporting_year import ReportingYear
from app.policy.rules import ruleset

logger = logging.getLogger(__name__)

Record = TypeVar("Record")

WINDOW_DAYS_MAX = 365


class IgotFeed:
    """LearningFeed over HTTP; ``clock`` gives the moment at which a page was received."""

    def __init__(
        self,
        connection: IgotConnection,
        clock: Callable[[], datetime],
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._gateway = Gateway(connection, clock, transport)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections to iGOT."""
        await self._gateway.aclose()

    @property
    def calls(self) -> int:
        """How many requests were sent so far, repeated ones included."""
        return self._gateway.calls

    def allow(self, calls: int) -> None:
        """Begin no further call once so many more are sent."""
        self._gateway.calls_allowed = self._gateway.calls + calls

    async def organisations(self, year: ReportingYear) -> AsyncIterator[Page[FeedOrganisation]]:
        """Yield every organisation of a kind that is an MDO or a CCA by the year's rules."""
        kinds = ruleset.load(year).authority_kinds

        async def fetch(offset: int, span: Span | None) -> Batch:
            call = roads.search_organisations(offset, span)
            return await self._found(roads.ORGANISATIONS, call)

        def read(row: Any) -> FeedOrganisation | None:
            return read_organisation(row, kinds)

        reading = Reading(fetch, "organisation", "identifier", sliced=True)
        page = 0
        async for batch in reading.batches():
            found = sort_out(batch.rows, read, "organisation", "identifier", "id")
            yield Page(*found, batch.answered.provenance(page))
            page += 1

    async def hierarchy(self) -> AsyncIterator[Page[FeedPlace]]:
        """Yield the tree of organisations from its tops down, each organisation once."""
        async for page in walk(self._gateway):
            yield page

    async def officials(
        self, org_id: str, year: ReportingYear
    ) -> AsyncIterator[Page[FeedOfficial]]:
        """Yield the organisation's users, each once; by creation date above 10,000 of them."""
        missing_group = ruleset.load(year).missing_group

        def read(row: Any) -> FeedOfficial:
            return read_official(row, org_id, missing_group.value)

        async for page in self._people(org_id, read):
            yield page

    async def phones(self, org_id: str) -> AsyncIterator[Page[FeedPhone]]:
        """Yield mobile numbers by the same search; who has none, or a masked one, is left out."""
        async for page in self._people(org_id, partial(read_phone, org_id=org_id)):
            yield page

    async def courses(self) -> AsyncIterator[Page[FeedCourse]]:
        """Yield courses, programmes and comprehensive assessments, live and retired."""
        page = 0
        for filters in roads.COURSE_FILTERS:
            async for batch in self._catalogue(filters):
                found = sort_out(batch.rows, read_course, "course", "identifier")
                yield Page(*found, batch.answered.provenance(page))
                page += 1

    async def training_plans(
        self, org_ids: Sequence[str], year: ReportingYear
    ) -> AsyncIterator[Page[FeedPlan]]:
        """Yield the year's plans of these organisations, live and retired, of v1 and of v4."""
        run = PlanRun(self._gateway, year)
        for org_id in org_ids:
            for status in roads.PLAN_STATUSES:
                yield await run.of_generation_one(org_id, status)
        async for page in run.of_generation_four(frozenset(org_ids)):
            yield page

    async def completions(self, org_id: str, window: Window) -> AsyncIterator[Page[FeedCompletion]]:
        """Yield completions of enrolments that began in the window.

        Raises ValueError for a window of no day or of more than 365 days.
        """
        if not 0 < (window.last - window.first).days + 1 <= WINDOW_DAYS_MAX:
            raise ValueError("a window holds between 1 and 365 days")
        call = roads.report_enrolments(org_id, window)
        pages = self._report(roads.ENROLMENT_REPORT, call, ENROLMENT_COLUMNS, take_completions)
        async for page in pages:
            yield page

    async def assessments(self, year: ReportingYear) -> AsyncIterator[Page[FeedAssessment]]:
        """Yield the final-assessment rows of the year's national extract."""
        call = roads.extract_apar(year)
        take = partial(read_rows, read=read_assessment)
        async for page in self._report(roads.APAR_EXTRACT, call, EXTRACT_COLUMNS, take):
            yield page

    async def extract_courses(self, year: ReportingYear) -> AsyncIterator[Page[FeedExtractCourse]]:
        """Yield the course rows of the year's national extract."""
        call = roads.extract_apar(year, COURSE_COLUMNS)
        take = partial(read_rows, read=read_course_row)
        async for page in self._report(roads.APAR_EXTRACT, call, COURSE_COLUMNS, take):
            yield page

    async def staff_details(self, org_id: str) -> AsyncIterator[Page[FeedStaffPosition]]:
        """Yield the posts that the organisation has entered; iGOT refuses where it entered none."""
        try:
            answered = await self._gateway.ask(roads.STAFF_DETAILS, roads.read_staff(org_id))
        except FeedRefusedError as refused:
            if NONE_ENTERED not in refused.sentence:
                raise
            yield Page((), (), self._gateway.provenance(roads.STAFF_DETAILS))
            return
        try:
            rows = elements(answered.result.get("response"), "response")
        except QuirkError:
            raise FeedMalformedError("iGOT's staff details gave no list") from None
        found = sort_out(rows, read_staff_position, "staff position", "id")
        yield Page(*found, answered.provenance(0))

    async def profile(self, user_id: str) -> DeskProfile:
        """Return a user's profile; raise NotThereError for nobody."""
        answered = await self._gateway.ask(roads.USER_READ, roads.read_user(user_id))
        try:
            return read_profile(mapping(answered.result.get("response"), "response"))
        except QuirkError:
            raise FeedMalformedError("iGOT's user read gave no readable profile") from None

    async def mark(self, user_id: str, status: ProfileStatus, position: Json) -> str:
        """Ask for a status, and return the id of the request; raise FeedRefusedError if refused."""
        call = roads.change_profile(user_id, change_of(status, position))
        return (await self._gateway.ask(roads.PROFILE_CHANGE, call)).request_id

    async def own_enrolments(self, user_id: str) -> AsyncIterator[Page[FeedEnrolment]]:
        """Yield one user's own list, retired courses included, each row once."""
        call = roads.list_enrolments(user_id)
        try:
            answered = await self._gateway.ask(roads.ENROLMENT_LIST, call)
        except NotThereError as missing:
            # A gateway without the route says 404 as well, and nothing of this user.
            if NOBODY not in missing.sentence:
                raise
            yield Page((), (no_list(user_id),), self._gateway.provenance(roads.ENROLMENT_LIST))
            return
        if "courses" not in answered.result:
            raise FeedMalformedError("iGOT's enrolment list holds no courses key")
        try:
            rows = elements(answered.result["courses"], "courses")
        except QuirkError:
            raise FeedMalformedError("iGOT's enrolment list gave no list") from None
        yield Page(*read_list(rows, user_id), answered.provenance(0))

    async def _people(
        self, org_id: str, read: Callable[[Json], Record | None]
    ) -> AsyncIterator[Page[Record]]:
        """Yield what is read of each of the organisation's users."""

        async def fetch(offset: int, span: Span | None) -> Batch:
            call = roads.search_officials(org_id, offset, span)
            return await self._found(roads.OFFICIALS, call)

        page = 0
        async for batch in Reading(fetch, "user", "userId", sliced=True).batches():
            found = sort_out(batch.rows, read, "official", "userId", "identifier", "id")
            yield Page(*found, batch.answered.provenance(page))
            page += 1

    async def _found(self, road: Road, call: Call) -> Batch:
        """Ask an LMS search, whose page lies under ``response``."""
        answered = await self._gateway.ask(road, call)
        found = answered.result.get("response")
        if not isinstance(found, dict):
            raise FeedMalformedError(f"iGOT's {road.name} answered in an unknown shape")
        return batch_of(answered, found, "count", "content")

    async def _catalogue(self, filters: dict[str, list[str]]) -> AsyncIterator[Batch]:
        async def fetch(offset: int, _: Span | None) -> Batch:
            call = roads.search_courses(filters, offset)
            answered = await self._gateway.ask(roads.COURSES, call)
            return batch_of(answered, answered.result, "count", "content")

        async for batch in Reading(fetch, "course", "identifier", sliced=False).batches():
            yield batch

    async def _report(
        self,
        road: Road,
        call: Call,
        needed: Sequence[str],
        take: Callable[[Sequence[str], Columns, int], tuple[Sequence[Record], Sequence[Fault]]],
    ) -> AsyncIterator[Page[Record]]:
        """Yield a streamed report in batches of rows; one with a header only yields nothing."""
        async with self._gateway.report(road, call) as report:
            columns: Columns | None = None
            page, row = 0, 1
            async for lines in line_batches(report.chunks, road.name):
                if columns is None:
                    columns = Columns.of(lines.pop(0), needed, road.name)
                if lines:
                    found = take(lines, columns, row)
                    logger.debug("%s: %d rows", road.name, row + len(lines) - 1)
                    yield Page(*found, report.provenance(page))
                page, row = page + 1, row + len(lines)
