"""One user's enrolment list: completions by evidence, since the status is recomputed on a read."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.integrations.igot.feed import Fault, FeedCompletion, FeedEnrolment
from app.integrations.igot.wire import (
    Json,
    QuirkError,
    elements,
    first_of,
    mapping,
    moment,
    required,
    sort_out,
    text,
    whole,
)

# The code by which the service itself says that it knows nobody of that id.
NOBODY = "RESOURCE_NOT_FOUND"
_COMPLETED = 2
_COURSE = ("courseId", "courseid", "contentId", "collectionId")
_WHAT = "enrolment"


def read_list(rows: Sequence[Any], user_id: str) -> tuple[list[FeedEnrolment], list[Fault]]:
    """Read a user's list: each row once, and a fault for each that can't be trusted.

    A fault names the user, and the course where the row does.
    """
    records, faults = sort_out(rows, lambda row: read_enrolment(row, user_id), _WHAT, *_COURSE)
    named = [
        replace(one, user_id=user_id, course_id=one.subject.removeprefix(_WHAT).strip() or None)
        for one in faults
    ]
    return list(dict.fromkeys(records)), named


def no_list(user_id: str) -> Fault:
    """Return the fault of a user for whom there is no list: nothing can be said of any course."""
    return Fault("list-missing", f"user {user_id}", "there is no list of this user", user_id)


def read_enrolment(row: Json, user_id: str) -> FeedEnrolment:
    """Read one enrolment, without a completion when nothing says that the course was completed.

    A learner who had finished falls back to "in progress" when the course grows; the date and
    the certificate remain, and count. Raises QuirkError when the evidence has no date.
    """
    owner = text(row, "userId", "userid")
    if owner is not None and owner != user_id:
        raise QuirkError("enrolment-foreign", "the enrolment belongs to somebody else")
    course_id = required(row, *_COURSE)
    return FeedEnrolment(user_id, course_id, _completion(row, user_id, course_id))


def _completion(row: Json, user_id: str, course_id: str) -> FeedCompletion | None:
    completed_at = moment(row, "completedOn", "completedon")
    issued = _certificates(row)
    certificate_id = next((text(c, "identifier", "token") for c in issued), None)
    if completed_at is not None:
        return FeedCompletion(user_id, course_id, completed_at, "completed_on", certificate_id)
    if issued:
        dates = [when for one in issued if (when := moment(one, "lastIssuedOn")) is not None]
        if not dates:
            raise QuirkError("certificate-undated", "a certificate, but no date of issue")
        return FeedCompletion(user_id, course_id, min(dates), "certificate", certificate_id)
    return _by_status(row, user_id, course_id)


def _by_status(row: Json, user_id: str, course_id: str) -> FeedCompletion | None:
    if whole(row, "status") != _COMPLETED:
        return None
    seen_at = moment(row, "lastContentAccessTime", "lastcontentaccesstime")
    if seen_at is None:
        raise QuirkError("completion-undated", "status 2, but no date and no certificate")
    return FeedCompletion(user_id, course_id, seen_at, "status", None)


def _certificates(row: Json) -> list[dict[str, Any]]:
    value = first_of(row, "issuedCertificates", "issuedcertificates", "issued_certificates")
    listed = elements(value, "issuedCertificates")
    return [mapping(one, "issuedCertificates") for one in listed if one]
