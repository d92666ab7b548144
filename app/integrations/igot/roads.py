"""iGOT's routes that we use: one function a call, each marked as one that only reads."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from app.integrations.http import Call
from app.integrations.igot.competencies import TAG_FIELDS
from app.integrations.igot.extract import EXTRACT_COLUMNS
from app.integrations.igot.feed import Window
from app.integrations.igot.gateway import Road
from app.integrations.igot.paging import Span
from app.integrations.igot.reports import ENROLMENT_COLUMNS
from app.policy.reporting_year import ReportingYear

ORGANISATIONS = Road("organisation search", "org/v1")
HIERARCHY = Road("organisation list", "org/v1")
OFFICIALS = Road("user search", "user/v1")
COURSES = Road("content search", "composite/v4")
PLANS_V1 = Road("plan list", "cbplan/v1")
PLANS_V4 = Road("plan search", "cbplan/v4", for_user=True)
PLAN_V4 = Road("plan read", "cbplan/v4", for_user=True)
USER_GROUP = Road("user group read", "usergroup/v1", for_user=True)
ENROLMENT_REPORT = Road("enrolment report", "report/org/enrolment")
APAR_EXTRACT = Road("APAR extract", "report/apar")
USER_READ = Road("user read", "user/v5")
PROFILE_CHANGE = Road("profile change", "user/v1")
STAFF_DETAILS = Road("staff details", "staff")
ENROLMENT_LIST = Road("enrolment list", "course/v1")

USER_PAGE, ORGANISATION_PAGE, COURSE_PAGE, PLAN_PAGE = 250, 500, 500, 50
TREE_TOPS = ("ministry", "state")
PLAN_STATUSES = ("Live", "RETIRE")
CATEGORIES = (
    "Course",
    "Program",
    "Blended Program",
    "Curated Program",
    "Moderated Course",
    "Moderated Program",
    "Standalone Assessment",
)
COURSE_FILTERS: tuple[dict[str, list[str]], ...] = (
    {"primaryCategory": list(CATEGORIES), "status": ["Live"]},
    {"primaryCategory": list(CATEGORIES), "status": ["Retired"]},
    {"courseCategory": ["Comprehensive Assessment Program"], "status": ["Live", "Retired"]},
)
_COURSE_FIELDS = (
    "identifier",
    "name",
    "status",
    "primaryCategory",
    "courseCategory",
    "duration",
)
_USER_FIELDS = (
    "userId",
    "identifier",
    "firstName",
    "lastName",
    "email",
    "rootOrgId",
    "status",
    "profileDetails",
    "createdDate",
    "organisations",
)


def search_organisations(offset: int, span: Span | None) -> Call:
    """Ask for a page of the organisations in use."""
    filters = {"status": 1} | _created(span)
    return _search("org/v1/search", filters, ORGANISATION_PAGE, offset, [])


def list_organisations(parent: str) -> Call:
    """Ask for what stands right below a place of the tree, or at one of its ``TREE_TOPS``."""
    return Call("GET", f"org/v1/list/{quote(parent, safe='')}", read_only=True)


def search_officials(org_id: str, offset: int, span: Span | None) -> Call:
    """Ask for a page of an organisation's users, blocked ones included."""
    filters = {"rootOrgId": org_id} | _created(span)
    return _search("user/v1/search", filters, USER_PAGE, offset, list(_USER_FIELDS))


def search_courses(filters: dict[str, list[str]], offset: int) -> Call:
    """Ask for a page of the catalogue."""
    request = {
        "filters": filters,
        "fields": [*_COURSE_FIELDS, *TAG_FIELDS],
        "sortBy": {"createdOn": "Asc"},
        "limit": COURSE_PAGE,
        "offset": offset,
        "query": "",
    }
    return _post("composite/v4/search", {"request": request})


def list_plans_v1(org_id: str, status: str) -> Call:
    """Ask for all plans of the first generation of one organisation and one status."""
    body = {"request": {"filters": {"status": status}}}
    return _post("cbplan/v1/list", body, {"x-authenticated-user-orgid": org_id})


def search_plans_v4(year: ReportingYear, page: int) -> Call:
    """Ask for a page of the plans of the fourth generation of a year, of all organisations."""
    request = {
        "filter": {"status": list(PLAN_STATUSES), "planYear": year.label},
        "requestedFields": [],
        "pageNumber": page,
        "pageSize": PLAN_PAGE,
        "orderBy": "createdAt",
        "orderDirection": "asc",
        "searchString": "",
        "facets": [],
        "query": {},
        "overrideCache": True,
        "applyOrgIdFilter": False,
    }
    return _post("cbplan/v4/search", {"request": request})


def read_plan_v4(plan_id: str) -> Call:
    """Ask for one plan of the fourth generation, whatever its status."""
    path = f"cbplan/v4/admin/read/{quote(plan_id, safe='')}"
    return Call("GET", path, read_only=True)


def read_user_group(group_id: str) -> Call:
    """Ask for one stored user group."""
    path = f"usergroup/v1/read/{quote(group_id, safe='')}"
    return Call("GET", path, read_only=True)


def report_enrolments(org_id: str, window: Window) -> Call:
    """Ask for the enrolments of an organisation that began in the window."""
    body = {
        "start_date": window.first.isoformat(),
        "end_date": window.last.isoformat(),
        "isFullReportRequired": False,
        "required_columns": list(ENROLMENT_COLUMNS),
    }
    path = f"report/org/enrolment/{quote(org_id, safe='')}"
    return _post(path, body, {"x_org_id": org_id})


def extract_apar(year: ReportingYear, columns: Sequence[str] = EXTRACT_COLUMNS) -> Call:
    """Ask for columns of the year's national extract, none of which names people."""
    body = {"plan_year": year.label, "required_columns": list(columns)}
    return _post("report/apar/assigned/courses", body)


def read_staff(org_id: str) -> Call:
    """Ask for the posts that an organisation has entered."""
    return Call("GET", f"staff/position/{quote(org_id, safe='')}", read_only=True)


def read_user(user_id: str) -> Call:
    """Ask for one user."""
    return Call("GET", f"user/v5/read/{quote(user_id, safe='')}", read_only=True)


def change_profile(user_id: str, change: dict[str, Any]) -> Call:
    """Change a user's profile as an MDO admin does: sent once, never again by itself."""
    body = {"request": {"userId": user_id, "profileDetails": change}}
    return Call("POST", "user/v1/admin/extPatch", read_only=False, body=body)


def list_enrolments(user_id: str) -> Call:
    """Ask for one user's enrolments, retired courses included."""
    path = f"course/v1/user/enrollment/list/{quote(user_id, safe='')}"
    return Call("GET", path, read_only=True, query={"retiredCoursesEnabled": "true"})


def _search(path: str, filters: dict[str, Any], limit: int, offset: int, fields: list[str]) -> Call:
    request = {
        "filters": filters,
        "fields": fields,
        "sort_by": {"createdDate": "asc"},
        "query": "",
        "limit": limit,
        "offset": offset,
    }
    return _post(path, {"request": request})


def _created(span: Span | None) -> dict[str, Any]:
    return {"createdDate": span.as_filter()} if span else {}


def _post(path: str, body: dict[str, Any], headers: dict[str, str] | None = None) -> Call:
    return Call("POST", path, read_only=True, body=body, headers=headers or {})
