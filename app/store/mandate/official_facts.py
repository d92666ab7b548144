"""What is held of one official for a year, as the pure core wants it told."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.policy.facts import (
    AssessmentResult,
    AssessmentTerms,
    Completion,
    Criterion,
    Employment,
    Equivalence,
    Exemption,
    LinkedAssessment,
    OfficialFacts,
    Plan,
    PlanCourse,
    Posting,
    Profile,
)
from app.policy.orders import Order
from app.policy.place import reference_day
from app.policy.rules.ruleset import Ruleset
from app.store.database import Reading
from app.store.statements import known, statement


@dataclass(frozen=True, slots=True)
class LoadedFacts:
    """The facts, and the last ingest position at which any of them was learned or withdrawn."""

    facts: OfficialFacts
    newest_position: int


@dataclass(frozen=True, slots=True)
class StoredEvaluation:
    """The outcome that the set-based engine wrote for one official."""

    authority_id: int
    prescriber_id: int | None
    level: str | None
    outcome: str
    prescribed: int
    required: int
    completed: int
    assessment: str
    reasons: tuple[str, ...]
    plan_ids: tuple[int, ...]
    facts_position: int
    confirmed_through: datetime | None
    ruleset_digest: str


async def stored(session: Reading, year: int, official_id: int) -> StoredEvaluation | None:
    """Return the outcome held for an official, or None where the caller sees none."""
    found = await session.run(
        statement("read/stored_evaluation"), {"year": year, "official_id": official_id}
    )
    row = found.mappings().one_or_none()
    if row is None:
        return None
    lists = {"reasons": tuple(row["reasons"]), "plan_ids": tuple(row["plan_ids"])}
    return StoredEvaluation(**{**row, **lists})


async def load(
    session: Reading,
    official_id: int,
    ruleset: Ruleset,
    as_of: datetime | None = None,
    known_at: int | None = None,
) -> LoadedFacts | None:
    """Return the facts of an official for the ruleset's year; None where the caller sees none.

    His place is that of the day that counts: the year's last, or that of ``as_of`` if earlier. At
    ``known_at``, a closed ingest position, as it was known there; None where he was not known yet.
    """
    who = {"official_id": official_id} | ({} if known_at is None else {"known_at": known_at})
    of_year = who | {"year": ruleset.year.start}
    day = {"reference_day": reference_day(ruleset.year, as_of)}
    if not (found := await _rows(session, "profile", who | day)):
        return None
    place = found[0]
    completions = await _rows(session, "completions", of_year)
    assessments = await _rows(session, "assessments", of_year)
    exemptions = await _rows(session, "exemptions", who)
    postings = await _rows(session, "postings", who | day | {"first_day": ruleset.year.first_day})
    whose = who | _whose_plans(place, postings, ruleset)
    plans, equivalences, terms, own_levels = [
        await _rows(session, name, whose) for name in ("plans", "equivalences", "terms", "levels")
    ]
    facts = OfficialFacts(
        official_id=official_id,
        feed_id=place.feed_id or "",
        profile=_profile(place),
        plans=tuple(_plan(row) for row in plans),
        completions=tuple(_completion(row) for row in _live(completions)),
        assessments=tuple(_result(row) for row in _live(assessments)),
        exemptions=tuple(_exemption(row) for row in _live(exemptions)),
        level_map=_level_map(place, ruleset),
        in_doubt=place.in_doubt,
        **_of_postings(postings, ruleset),
        equivalences=tuple(_equivalence(row) for row in _live(equivalences)),
        terms=tuple(map(_terms, _live(terms))),
        own_levels=_own_levels(own_levels),
    )
    changing = [*completions, *assessments, *exemptions, *equivalences, *terms]
    return LoadedFacts(facts, _newest([place, *postings, *plans], changing))


def _of_postings(postings: Sequence[Any], ruleset: Ruleset) -> dict[str, Any]:
    before = [row for row in postings if not row.standing]
    return {
        "days": sum(row.days for row in postings if row.standing),
        "came_on": min((row.valid_from for row in postings), default=None),
        "elsewhere": tuple(_posting(row, ruleset) for row in before),
        "transferred": bool(before),
    }


async def _rows(session: Reading, name: str, parameters: dict[str, Any]) -> Sequence[Any]:
    asked = known if "known_at" in parameters else statement
    return (await session.run(asked(f"read/facts_{name}"), parameters)).all()


def _whose_plans(place: Any, postings: Sequence[Any], ruleset: Ruleset) -> dict[str, Any]:
    """Return what asks for the plans of whoever may prescribe in a place or in those before it."""
    may = {
        number
        for one in (place, *(row for row in postings if not row.standing))
        for number in (one.authority_id, one.controlling_authority_id, one.no_mdo_prescriber_id)
    }
    return {
        "year": ruleset.year.start,
        "closes": ruleset.year.closes,
        "feed_id": place.feed_id,
        "authority_ids": sorted(one for one in may if one is not None),
    }


def _live(rows: Sequence[Any]) -> list[Any]:
    return [row for row in rows if row.withdrawn_position is None]


def _newest(held: Sequence[Any], changing: Sequence[Any]) -> int:
    learned: list[int] = [row.learned_position for row in (*held, *changing)]
    withdrawn: list[int] = [row.withdrawn_position or 0 for row in changing]
    return max((*learned, *withdrawn))


def _level_map(place: Any, ruleset: Ruleset) -> dict[str, str]:
    """Lay the authority's own level for the official's designation over the house map."""
    own = {} if place.own_level is None else {place.designation_key: place.own_level}
    return {**ruleset.level_map, **own}


def _own_levels(rows: Sequence[Any]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row.authority_id, {})[row.designation_key] = row.level
    return found


def _posting(row: Any, ruleset: Ruleset) -> Posting:
    return Posting(_profile(row), _level_map(row, ruleset), row.valid_from, row.days)


def _profile(row: Any) -> Profile:
    return Profile(
        authority_id=row.authority_id,
        authority_kind=row.authority_kind,
        authority_feed_id=row.authority_feed_id,
        employment=Employment(row.employment),
        designation=row.designation,
        designation_key=row.designation_key,
        group=row.group_name,
        service=row.service,
        civil_service_type=row.civil_service_type,
        cadre=row.cadre,
        batch=row.batch,
        on_central_deputation=row.on_central_deputation,
        controlling_authority_id=row.controlling_authority_id,
        profile_status=row.profile_status,
        tags=tuple(row.tags),
        no_mdo_prescriber_id=row.no_mdo_prescriber_id,
        earlier_posting=row.earlier_posting,
        unplaced=row.unplaced,
        in_body=row.in_body,
        body_without_choice=row.body_without_choice,
    )


def _plan(row: Any) -> Plan:
    linked = None
    if row.assessment_id is not None:
        linked = LinkedAssessment(row.assessment_id, row.assessment_feed_id, row.assessment_name)
    return Plan(
        plan_id=row.id,
        feed_id=row.feed_id,
        name=row.name,
        generation=row.generation,
        authority_id=row.authority_id,
        apar=row.apar,
        due_at=row.due_at,
        published_at=row.published_at,
        groups=tuple(
            tuple(Criterion(key, tuple(values)) for key, values in group)
            for group in json.loads(row.groups)
        ),
        courses=tuple(map(_course, json.loads(row.courses))),
        assessment=linked,
        retired=row.retired,
    )


def _course(listed: list[Any]) -> PlanCourse:
    course_id, feed_id, name, gate, retired, vanished, since = listed
    return PlanCourse(
        course_id,
        feed_id,
        name,
        gate,
        retired,
        vanished,
        None if since is None else datetime.fromisoformat(since),
    )


def _completion(row: Any) -> Completion:
    return Completion(
        course_id=row.course_id,
        completed_at=row.completed_at,
        evidence=row.evidence,
        enrolled_at=row.enrolled_at,
        duration_seconds=row.duration_seconds,
    )


def _result(row: Any) -> AssessmentResult:
    score = None if row.score is None else float(row.score)
    return AssessmentResult(row.assessment_id, row.state, row.taken_at, score, row.certified)


def _equivalence(row: Any) -> Equivalence:
    return Equivalence(
        record_id=row.id,
        authority_id=row.authority_id,
        course_id=row.course_id,
        feed_id=row.feed_id,
        name=row.name,
        counts_for_id=row.counts_for_id,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        order=Order(row.order_number, row.ordered_on, row.ordered_by),
    )


def _terms(row: Any) -> AssessmentTerms:
    percent = row.cut_off_percent
    return AssessmentTerms(
        record_id=row.id,
        authority_id=row.authority_id,
        assessment_id=row.assessment_id,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        attempts_allowed=row.attempts_allowed,
        cut_off_percent=None if percent is None else float(percent),
        order=Order(row.order_number, row.ordered_on, row.ordered_by),
    )


def _exemption(row: Any) -> Exemption:
    return Exemption(
        order_number=row.order_number,
        ordered_on=row.ordered_on,
        kind=row.kind,
        authority=row.ordered_by,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        reason=row.reason,
    )
