"""Tells the pure core what is held of an official, from his objects and his prescribers' plans."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.policy import facts
from app.policy.facts import Employment, OfficialFacts
from app.policy.orders import Order
from app.policy.rules.ruleset import Ruleset
from bench.population import YEAR

LAST_DAY = YEAR.last_day


def place(who: Any) -> tuple[Any, int | None]:
    """Return the profile of the day that counts, and the CCA by which he then had no MDO."""
    stood = [one for one in who.postings if one.valid_to and _covers(one, one.valid_to)]
    declared = [one for one in who.declarations if _covers(one, one.valid_until)]
    return (
        stood[0].profile if stood else who.profile,
        declared[0].controlling_authority_id if declared else None,
    )


def earlier(who: Any) -> list[Any]:
    """Return the postings of the year that ended before the day that counts."""
    return [
        one
        for one in sorted(who.postings, key=lambda one: one.valid_from)
        if one.valid_to and max(one.valid_from, YEAR.first_day) <= one.valid_to < LAST_DAY
    ]


def told(
    who: Any,
    controlling: Mapping[str, int | None],
    plans: Sequence[Any],
    equivalences: Sequence[Any],
    terms: Sequence[Any],
    rules: Ruleset,
) -> OfficialFacts:
    """Return an official's facts; ``controlling`` are the CCAs by the names that profiles show."""
    look, declared = place(who)
    stood = look is not who.profile
    came_later = any(one.valid_to is None and one.valid_from > LAST_DAY for one in who.postings)
    standing = [one for one in who.postings if _covers(one, one.valid_to)]
    before = earlier(who)
    return OfficialFacts(
        official_id=who.id,
        feed_id=next((one.value for one in who.identifiers if one.kind == "igot_user"), ""),
        profile=_profile(
            look,
            controlling,
            no_mdo_prescriber_id=declared,
            earlier_posting=stood,
            unplaced=came_later and not stood,
        ),
        plans=tuple(map(_plan, plans)),
        completions=tuple(
            facts.Completion(one.course_id, one.completed_at, one.evidence)
            for one in who.completions
        ),
        assessments=tuple(map(_result, sorted(who.results, key=lambda one: one.attempt))),
        exemptions=tuple(map(_exemption, who.exemptions)),
        level_map=_levels(look, rules),
        in_doubt=bool(who.doubts),
        days=sum(_days(one) for one in standing),
        elsewhere=tuple(_posting(one, controlling, rules) for one in before),
        transferred=bool(before),
        equivalences=tuple(map(_equivalence, equivalences)),
        terms=tuple(map(_terms, terms)),
    )


def _posting(one: Any, controlling: Mapping[str, int | None], rules: Ruleset) -> facts.Posting:
    return facts.Posting(
        _profile(one.profile, controlling),
        _levels(one.profile, rules),
        one.valid_from,
        _days(one),
    )


def _covers(one: Any, last: Any) -> bool:
    return one.valid_from <= LAST_DAY and (last is None or last >= LAST_DAY)


def _days(one: Any) -> int:
    last = min(one.valid_to or LAST_DAY, LAST_DAY)
    return int((last - max(one.valid_from, YEAR.first_day)).days) + 1


def _levels(look: Any, rules: Ruleset) -> dict[str, str]:
    own = {one.designation_key: one.level for one in look.authority.levels}
    return {**rules.level_map, **own}


def _profile(look: Any, controlling: Mapping[str, int | None], **standing: Any) -> facts.Profile:
    bodies = look.authority.bodies
    return facts.Profile(
        authority_id=look.authority_id,
        authority_kind=look.authority.kind,
        authority_feed_id=look.authority.feed_id,
        employment=Employment(look.employment),
        designation=look.designation,
        designation_key=look.designation_key,
        group=look.group_name,
        service=look.service,
        civil_service_type=look.civil_service_type,
        cadre=look.cadre,
        batch=look.batch,
        on_central_deputation=look.on_central_deputation,
        controlling_authority_id=controlling.get(look.controlling_authority or ""),
        profile_status=look.profile_status,
        tags=tuple(look.tags),
        in_body=bool(bodies),
        body_without_choice=any(not _chosen(one) for one in bodies),
        **standing,
    )


def _chosen(body: Any) -> bool:
    return (
        body.mandated_from is not None
        and body.mandated_from <= LAST_DAY
        and (body.mandated_until is None or body.mandated_until >= LAST_DAY)
    )


def _plan(one: Any) -> facts.Plan:
    linked = one.assessment_id
    return facts.Plan(
        plan_id=one.id,
        feed_id=one.feed_id,
        name=one.name,
        generation=one.generation,
        authority_id=one.authority_id,
        apar=one.apar,
        due_at=one.due_at,
        published_at=one.published_at,
        groups=tuple(_criteria(group.criteria) for group in one.groups),
        courses=tuple(
            facts.PlanCourse(
                each.course_id, "", "", each.gate, False, each.vanished, each.listed_since
            )
            for each in one.courses
        ),
        assessment=None if linked is None else facts.LinkedAssessment(linked, "", ""),
        retired=one.status != "live",
    )


def _criteria(held: Iterable[Any]) -> tuple[facts.Criterion, ...]:
    return tuple(facts.Criterion(one.key, tuple(one.values)) for one in held)


def _result(one: Any) -> facts.AssessmentResult:
    score = None if one.score is None else float(one.score)
    return facts.AssessmentResult(one.assessment_id, one.state, one.taken_at, score, one.certified)


def _exemption(one: Any) -> facts.Exemption:
    return facts.Exemption(
        order_number=one.order_number,
        ordered_on=one.ordered_on,
        kind=one.kind,
        authority=one.ordered_by,
        valid_from=one.valid_from,
        valid_until=one.valid_until,
        reason=one.reason,
    )


def _equivalence(one: Any) -> facts.Equivalence:
    return facts.Equivalence(
        record_id=one.id,
        authority_id=one.authority_id,
        course_id=one.course_id,
        feed_id="",
        name="",
        counts_for_id=one.counts_for_id,
        valid_from=one.valid_from,
        valid_until=one.valid_until,
        order=_order(one),
    )


def _terms(one: Any) -> facts.AssessmentTerms:
    percent = one.cut_off_percent
    return facts.AssessmentTerms(
        record_id=one.id,
        authority_id=one.authority_id,
        assessment_id=one.assessment_id,
        opens_on=one.opens_on,
        closes_on=one.closes_on,
        attempts_allowed=one.attempts_allowed,
        cut_off_percent=None if percent is None else float(percent),
        order=_order(one),
    )


def _order(one: Any) -> Order:
    return Order(one.order_number, one.ordered_on, one.ordered_by)
