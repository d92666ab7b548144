"""Training plans as the first and the fourth generation tell them."""

import json
from typing import Any

from app.integrations.igot.stand_in.answers import Answer, Envelopes
from app.integrations.igot.stand_in.calls import Call, as_list, child
from app.integrations.igot.stand_in.logins import Logins
from app.integrations.igot.stand_in.plans import Plan, criteria_of, custom_officials, is_gate
from app.integrations.igot.stand_in.search_courses import course_row
from app.integrations.igot.stand_in.timeline import epoch_ms, iso_text
from app.integrations.igot.stand_in.vocabulary import designations_of
from app.integrations.igot.stand_in.world import World

_LIST, _SEARCH = "api.cb.plan.v1.list", "api.community.search"  # the platform's own slip
_READ, _GROUP = "api.cbplan.v4.admin.read", "api.user.group.v1.read"
_UNKNOWN_CALLER = "Invalid or missing user identity"
_DEFAULT_PAGE = 50


class ServePlans:
    """Answers the plan roads; those of the fourth generation want a user token."""

    def __init__(self, world: World, envelopes: Envelopes, logins: Logins) -> None:
        self._world = world
        self._envelopes = envelopes
        self._logins = logins
        self._by_id = {plan.plan_id: plan for plan in self._newer()}
        self._by_group = {plan.group_id: plan for plan in self._newer()}

    def _newer(self) -> list[Plan]:
        return [plan for plan in self._world.plans if plan.sketch.generation == "v4"]

    def _recognised(self, call: Call) -> bool:
        return self._logins.recognise(call.headers.get("x-authenticated-user-token", ""))

    def list_first(self, call: Call) -> Answer:
        """List the first generation's plans of the header's organisation, of one status."""
        org_id = call.headers.get("x-authenticated-user-orgid", "")
        status = child(call.request, "filters").get("status")
        found = [
            self._first(plan)
            for plan in self._world.plans
            if plan.sketch.generation == "v1"
            and plan.org_id == org_id
            and plan.sketch.status == status
        ]
        if not found:
            return self._envelopes.extended(_LIST, {}, "No CB plan found for the organisation")
        return self._envelopes.extended(_LIST, {"count": len(found), "content": found})

    def _first(self, plan: Plan) -> dict[str, Any]:
        courses = [self._world.catalogue[number] for number in plan.courses]
        row: dict[str, Any] = {
            "orgId": plan.org_id,
            "id": plan.plan_id,
            "name": plan.name,
            "contentType": "Course",
            "contentList": [course_row(course) for course in courses if course.live],
            "endDate": epoch_ms(plan.due_at),
            "status": plan.sketch.status,
            "createdAt": epoch_ms(plan.published_at) - 86_400_000,
            "publishedAt": epoch_ms(plan.published_at),
            "isApar": plan.sketch.apar,
            "userType": plan.sketch.assignment,
            "createdByName": "Training cell",
        }
        return row | self._assigned(plan)

    def _assigned(self, plan: Plan) -> dict[str, Any]:
        if plan.sketch.assignment == "Designation":
            texts = [text for level in plan.sketch.levels for text in designations_of(level)]
            return {"userDetails": texts}
        if plan.sketch.assignment != "CustomUser":
            return {}
        place = self._world.directory.find(plan.org_id)
        numbers = [] if place is None else custom_officials(place)
        people: list[dict[str, str] | None] = [
            {"userId": self._world.officials.user_id(number)} for number in numbers
        ]
        return {"userDetails": [*people, None]}  # a deleted user stays as null

    def search_newer(self, call: Call) -> Answer:
        """Search the fourth generation's plans; without hits there is no list at all."""
        if not self._recognised(call):
            return self._envelopes.newer(_SEARCH, {}, 401, _UNKNOWN_CALLER)
        wanted = child(call.request, "filter")
        found = [row for row in map(self._document, self._newer()) if _fits(row, wanted)]
        if call.request.get("applyOrgIdFilter", True):
            own = self._world.directory.all[0].org_id
            found = [row for row in found if own in row["orgIdList"]]
        if not found:
            return self._envelopes.newer(_SEARCH, {})
        size = int(call.request.get("pageSize", _DEFAULT_PAGE))
        first = int(call.request.get("pageNumber", 0)) * size
        result = {"data": found[first : first + size], "facets": {}, "totalCount": len(found)}
        return self._envelopes.newer(_SEARCH, {"result": result})

    def _document(self, plan: Plan) -> dict[str, Any]:
        row: dict[str, Any] = {
            "id": plan.plan_id,
            "name": plan.name,
            "orgScope": "CUSTOM",
            "orgIdList": [plan.org_id],
            "contentList": self._contents(plan),
            "endDate": iso_text(plan.due_at),
            "contentType": "Course",
            "status": plan.sketch.status,
            "planYear": plan.sketch.year.label,
            "publishedAt": iso_text(plan.published_at),
            "createdAt": iso_text(plan.published_at),
        }
        return row | self._optional(plan)

    def _optional(self, plan: Plan) -> dict[str, Any]:
        row: dict[str, Any] = {}
        if plan.sketch.apar is not None:
            row["isApar"] = plan.sketch.apar
        if plan.assessment is not None:
            row["caLinkedId"] = self._world.catalogue[plan.assessment].course_id
        return row

    def _contents(self, plan: Plan) -> list[Any]:
        seed = self._world.settings.seed
        rows: list[Any] = [
            {
                "identifier": self._world.catalogue[number].course_id,
                "mandatory": is_gate(number, seed),
            }
            for number in plan.courses
        ]
        if plan.number % 6 == 1:  # some documents hold their courses as texts of JSON
            rows = [json.dumps(row) for row in rows]
        return rows

    def read_newer(self, call: Call) -> Answer:
        """Read a plan of the fourth generation in any status."""
        if not self._recognised(call):
            return self._envelopes.newer(_READ, {}, 401, _UNKNOWN_CALLER)
        plan = self._by_id.get(call.subject)
        if plan is None:
            return self._envelopes.newer(_READ, {}, 404, "CB Plan does not exist")
        context = {"accessControl": {"version": 1, "userGroups": [_group(plan)]}}
        content = self._document(plan) | {
            "orgId": plan.org_id,
            "planType": "",
            "cbPublishedAt": iso_text(plan.published_at),
            "createdByName": "Training cell",
            "contextData": json.dumps(context) if plan.sketch.groups == "text" else context,
        }
        return self._envelopes.newer(_READ, {"content": content})

    def read_group(self, call: Call) -> Answer:
        """Read a criteria group that plans name by its id."""
        plan = self._by_group.get(call.subject)
        if plan is None or plan.sketch.groups != "by_id":
            return self._envelopes.newer(_GROUP, {}, 404, "User group not found")
        result = {
            "orgid": plan.org_id,
            "usergroupid": plan.group_id,
            "usergroupname": plan.name,
            "criteria": [{key: values} for key, values in criteria_of(plan)],
            "status": "active",
        }
        return self._envelopes.newer(_GROUP, result)


def _fits(row: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return all(row.get(key) in as_list(value) for key, value in wanted.items())


def _group(plan: Plan) -> dict[str, Any]:
    if plan.sketch.groups == "by_id":
        return {"userGroupId": plan.group_id}
    criteria = [
        {"criteriaKey": key, "criteriaValue": values[0] if len(values) == 1 else values}
        for key, values in criteria_of(plan)
    ]
    return {"userGroupName": plan.name, "userGroupCriteriaList": criteria}
