"""One official's outcome as canonical JSON (RFC 8785): what is hashed, and never changes.

It names its schema, its rules, and the question that it answers. No person, no name of a course and
no sentence stands in it, so that neither an erasure nor a translation touches it.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from app.policy.facts import OfficialFacts
from app.policy.mandate import Evaluation
from app.policy.reporting_year import IST, ReportingYear

SCHEMA = "karmasetu.outcome/1"


@dataclass(frozen=True, slots=True)
class Question:
    """What an outcome was asked as: by which rules, of what had happened and was known by when.

    ``known_at`` is a closed ingest position; ``as_of`` is None for the whole year.
    """

    year: ReportingYear
    ruleset: str
    known_at: int
    as_of: datetime | None


def canonical(question: Question, evaluation: Evaluation, facts: OfficialFacts) -> bytes:
    """Return the outcome's canonical bytes; days are those of the clock in India."""
    counting = [plan for plan in facts.plans if plan.plan_id in evaluation.plan_ids]
    content = {
        "schema": SCHEMA,
        "reporting_year": question.year.label,
        "ruleset": question.ruleset,
        "known_at": question.known_at,
        "as_of": _moment(question.as_of),
        "outcome": evaluation.outcome,
        "level": evaluation.level,
        "prescriber_id": evaluation.prescriber_id,
        "prescribed": evaluation.prescribed,
        "required": evaluation.required,
        "completed": evaluation.completed,
        "assessment": evaluation.assessment,
        "reasons": list(evaluation.reasons),
        "plans": sorted(f"{one.generation}:{one.feed_id}" for one in counting),
        "courses": [
            {
                "course_id": one.feed_id,
                "standing": one.standing,
                "completed_on": _day(one.completed_at),
                "after_due_date": one.after_due_date,
                "equivalent": None if one.equivalent is None else one.equivalent.feed_id,
                "gate": one.gate,
            }
            for one in evaluation.courses
        ],
        "assessments": [
            {"assessment_id": one.feed_id, "state": one.state, "taken_on": _day(one.taken_at)}
            for one in evaluation.assessments
        ],
    }
    # Keys are ASCII and numbers whole: sorted and unspaced is then what RFC 8785 asks for.
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def _day(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(IST).date().isoformat()


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="microseconds")
