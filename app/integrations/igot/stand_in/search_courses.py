"""The catalogue search: courses and comprehensive assessments."""

from typing import Any

from app.integrations.igot.stand_in.answers import Answer, Envelopes
from app.integrations.igot.stand_in.calls import Call, as_list, child
from app.integrations.igot.stand_in.catalogue import Course
from app.integrations.igot.stand_in.world import World

_SEARCH = "api.content.search"


class SearchCourses:
    """Answers catalogue searches from the rows that never change."""

    def __init__(self, world: World, envelopes: Envelopes) -> None:
        self._rows = [course_row(course) for course in world.catalogue]
        self._envelopes = envelopes

    def courses(self, call: Call) -> Answer:
        """List what the filters ask for; only live content unless they name another status."""
        filters = {"status": ["Live"], **child(call.request, "filters")}
        found = [
            row
            for row in self._rows
            if all(row.get(key) in as_list(value) for key, value in filters.items())
        ]
        result: dict[str, Any] = {"count": len(found)}
        if found:
            result["content"] = found[call.offset : call.offset + call.limit]
        return self._envelopes.content(_SEARCH, result)


def course_row(course: Course) -> dict[str, Any]:
    """Return the catalogue's row of a course or assessment."""
    row: dict[str, Any] = {
        "identifier": course.course_id,
        "name": course.name,
        "status": course.status,
        "primaryCategory": "Course" if course.category == "Course" else "Program",
        "courseCategory": course.category,
        "duration": course.duration,
        "leafNodesCount": course.leaf_nodes,
        "organisation": ["Academy of Public Bookkeeping"],
        "createdOn": "2025-01-15T08:30:12.345+0000",
        "lastPublishedOn": "2025-02-20T08:30:12.345+0000",
        "trackable": {"enabled": "Yes"},
    }
    theme = f"Theme {course.number % 12 + 1}"
    if course.number % 7:
        area = ("Behavioural", "Functional", "Domain")[course.number % 3]
        row["competencies_v6"] = [
            {
                "competencyAreaName": area,
                "competencyThemeName": theme,
                "competencySubThemeName": theme,
            }
        ]
    return row
