"""One official's enrolments, with progress recomputed on every read as the platform does."""

from typing import Any

from app.integrations.igot.stand_in.answers import Answer, Envelopes
from app.integrations.igot.stand_in.calls import Call
from app.integrations.igot.stand_in.certificates import certificate_id
from app.integrations.igot.stand_in.learning import NO_CERTIFICATE, NO_DATE, NONE, Enrolment
from app.integrations.igot.stand_in.learning import enrolments as enrolments_of
from app.integrations.igot.stand_in.timeline import epoch_ms, lms_text, moment
from app.integrations.igot.stand_in.vocabulary import SLOTS
from app.integrations.igot.stand_in.world import World

_LIST = "api.course.user.enrollment.list"
_COMPLETE = 100


class ServeEnrolments:
    """Answers the list of one user's enrolments."""

    def __init__(self, world: World, envelopes: Envelopes) -> None:
        self._world = world
        self._envelopes = envelopes

    def list_user(self, call: Call) -> Answer:
        """List the user's enrolments; retired courses only when they are asked for."""
        index = self._world.officials.index_of(call.subject)
        if index is None:
            return self._envelopes.core_error(_LIST, 404, "user not found.")
        digest = self._world.officials.digest(index)
        slot = self._world.slots(self._world.directory.of_official(index))[digest % SLOTS]
        retired = call.query.get("retiredCoursesEnabled") == "true"
        rows = [
            self._row(call.subject, row)
            for row in enrolments_of(digest, slot, self._world.today)
            if retired or self._world.catalogue[row.course].live
        ]
        summary = {
            "certificatesIssued": sum(bool(row["issuedCertificates"]) for row in rows),
            "coursesInProgress": sum(row["status"] == 1 for row in rows),
        }
        return self._envelopes.core(_LIST, {"userCourseEnrolmentInfo": summary, "courses": rows})

    def _row(self, user_id: str, row: Enrolment) -> dict[str, Any]:
        course = self._world.catalogue[row.course]
        done = course.leaf_nodes if row.progress >= _COMPLETE else _leaves(row, course.leaf_nodes)
        batch = f"0114{row.chance % 10**15:015d}"
        return {
            "userId": user_id,
            **dict.fromkeys(("courseId", "contentId", "collectionId"), course.course_id),
            "batchId": batch,
            "courseName": course.name,
            "leafNodesCount": course.leaf_nodes,
            "active": row.active,
            "status": _status(done, course.leaf_nodes),
            "progress": done if row.active else None,
            "completionPercentage": done * 100 // course.leaf_nodes,
            "contentStatus": {} if row.chance & 1 else [],
            "completedOn": None,
            "issuedCertificates": [],
            **_dates(row),
            **_evidence(user_id, row),
            "content": {
                "identifier": course.course_id,
                "name": course.name,
                "primaryCategory": "Course",
                "duration": course.duration,
                "leafNodesCount": course.leaf_nodes,
                "status": course.status,
            },
        }


def _leaves(row: Enrolment, leaf_nodes: int) -> int:
    if row.progress == 0:
        return 0
    return max(1, row.progress * leaf_nodes // 100)


def _status(done: int, leaf_nodes: int) -> int:
    if done == 0:
        return 0
    return 2 if done >= leaf_nodes else 1


def _dates(row: Enrolment) -> dict[str, Any]:
    enrolled = moment(row.enrolled, row.enrolled_at)
    if not row.active:
        return {"enrolledDate": None, "dateTime": None}
    return {"enrolledDate": lms_text(enrolled), "dateTime": epoch_ms(enrolled)}


def _evidence(user_id: str, row: Enrolment) -> dict[str, Any]:
    if row.evidence == NONE:
        return {}
    completed = moment(row.completed, row.completed_at)
    shown: dict[str, Any] = {}
    if row.evidence != NO_DATE:
        shown["completedOn"] = epoch_ms(completed)
    if row.evidence != NO_CERTIFICATE:
        certificate = {
            "identifier": certificate_id(user_id, row),
            "lastIssuedOn": f"{completed:%Y-%m-%dT%H:%M:%S}.000+0000",
            "name": "Course completion certificate",
        }
        shown["issuedCertificates"] = [certificate]
    return shown
