"""Reading the training plans of both live generations, with their user groups, in one run."""

from collections.abc import AsyncIterator, Collection, Mapping
from typing import Any

from app.integrations.igot import roads
from app.integrations.igot.envelope import NotThereError
from app.integrations.igot.feed import (
    Fault,
    FeedIncompleteError,
    FeedMalformedError,
    FeedPlan,
    Page,
)
from app.integrations.igot.gateway import Answered, Gateway
from app.integrations.igot.paging import Batch, Reading, Span
from app.integrations.igot.plans import read_plan_v1, read_plan_v4
from app.integrations.igot.wire import QuirkError, elements, first_of
from app.policy.reporting_year import ReportingYear


class PlanRun:
    """One run over the plans of a year; a user group is read once in it."""

    def __init__(self, gateway: Gateway, year: ReportingYear) -> None:
        self._gateway = gateway
        self._year = year
        self._groups: dict[str, dict[str, Any]] = {}

    async def of_generation_one(self, org_id: str, status: str) -> Page[FeedPlan]:
        """Read one organisation's plans of one status, less those due in another year."""
        call = roads.list_plans_v1(org_id, status)
        answered = await self._gateway.ask(roads.PLANS_V1, call)
        records: list[FeedPlan] = []
        faults: list[Fault] = []
        for row in _counted(answered):
            if not isinstance(row, dict):
                faults.append(Fault("element-null", "plan", "an element of the list is no object"))
                continue
            plan, found = read_plan_v1(row, org_id)
            if plan is None or plan.reporting_year == self._year:
                faults += found
                records += [plan] if plan else []
        return Page(records, faults, answered.provenance(0))

    async def of_generation_four(self, org_ids: Collection[str]) -> AsyncIterator[Page[FeedPlan]]:
        """Search the year's plans of all organisations and read each that is one of ours."""
        reading = Reading(self._search, "plan", "id", sliced=False)
        page = 0
        async for batch in reading.batches():
            records: list[FeedPlan] = []
            faults: list[Fault] = []
            for row in batch.rows:
                plan, found = await self._detail(row, org_ids)
                records += [plan] if plan else []
                faults += found
            yield Page(records, faults, batch.answered.provenance(page))
            page += 1

    async def _search(self, offset: int, _: Span | None) -> Batch:
        call = roads.search_plans_v4(self._year, offset // roads.PLAN_PAGE)
        answered = await self._gateway.ask(roads.PLANS_V4, call)
        found = answered.result.get("result")
        if found is None:
            return Batch([], 0, answered)
        if not isinstance(found, dict):
            raise FeedMalformedError("iGOT's plan search answered in an unknown shape")
        return batch_of(answered, found, "totalCount", "data")

    async def _detail(
        self, row: Any, org_ids: Collection[str]
    ) -> tuple[FeedPlan | None, list[Fault]]:
        """Read one plan in full, unless the search already says that it is another's."""
        plan_id = row.get("id") if isinstance(row, dict) else None
        if not isinstance(plan_id, str):
            return None, [Fault("field-missing", "plan", "a plan of the search has no id")]
        owner = first_of(row, "orgId", "createdByOrgId")
        if owner is not None and owner not in org_ids:
            return None, []
        call = roads.read_plan_v4(plan_id)
        answered = await self._gateway.ask(roads.PLAN_V4, call)
        content = answered.result.get("content", answered.result)
        if not isinstance(content, dict) or content.get("id") != plan_id:
            raise FeedMalformedError("iGOT's plan read answered with another plan or none")
        if first_of(content, "orgId", "createdByOrgId") not in {None, *org_ids}:
            return None, []
        plan, faults = await read_plan_v4(content, self._group)
        ours = plan is None or plan.reporting_year == self._year
        return (plan, faults) if ours else (None, [])

    async def _group(self, group_id: str) -> dict[str, Any]:
        """Return a stored user group; raise QuirkError when there is none of that id."""
        if group_id not in self._groups:
            call = roads.read_user_group(group_id)
            try:
                answered = await self._gateway.ask(roads.USER_GROUP, call)
            except NotThereError:
                raise QuirkError("user-group-missing", "a user group is not there") from None
            self._groups[group_id] = answered.result
        return self._groups[group_id]


def batch_of(answered: Answered, found: Mapping[str, Any], total: str, rows: str) -> Batch:
    """Read a page's count and rows; a null list is an empty one.

    Raises FeedMalformedError when the count or the list is in no known shape.
    """
    count = found.get(total)
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        raise FeedMalformedError(f"iGOT's {answered.road.name} gave no count")
    listed = found.get(rows)
    if listed is None:
        return Batch([], count, answered)
    if not isinstance(listed, list):
        raise FeedMalformedError(f"iGOT's {answered.road.name} gave no list")
    return Batch(listed, count, answered)


def _counted(answered: Answered) -> list[Any]:
    """Return the rows of a list without pages; an empty result is how it says "none"."""
    if not answered.result:
        return []
    try:
        listed = elements(answered.result.get("content"), "content")
    except QuirkError:
        raise FeedMalformedError("iGOT's plan list gave no list") from None
    if answered.result.get("count") != len(listed):
        raise FeedIncompleteError("iGOT's plan list gave another number of plans than it counted")
    return listed
