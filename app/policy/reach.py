"""Which training plans reach an official, and which of those count for the APAR."""

from collections.abc import Iterable
from dataclasses import replace

from app.policy import prescriber
from app.policy.facts import Criterion, OfficialFacts, Plan, Profile
from app.policy.rules.ruleset import Ruleset
from app.policy.spelling import folded


def reached(facts: OfficialFacts, prescriber_id: int | None) -> tuple[Plan, ...]:
    """Return the prescriber's plans of which any criteria group fits the official, by plan id."""
    held = _values(facts)
    plans = (plan for plan in facts.plans if prescriber_id == plan.authority_id)
    return tuple(sorted((p for p in plans if _fits(p, held)), key=lambda plan: plan.plan_id))


def in_all_postings(facts: OfficialFacts, ruleset: Ruleset) -> tuple[Plan, ...]:
    """Return the plans that reach the official in any posting of the year, each once, by plan id.

    In each it is that posting's prescriber whose plans reach him, by what his profile said there.
    """
    found = {
        plan.plan_id: plan
        for profile in (facts.profile, *(posting.profile for posting in facts.elsewhere))
        for plan in reached(
            replace(facts, profile=profile), prescriber.resolve(profile, ruleset).authority_id
        )
        if _stands(plan, ruleset)
    }
    return tuple(found[plan_id] for plan_id in sorted(found))


def flagged(plans: Iterable[Plan], ruleset: Ruleset) -> tuple[Plan, ...]:
    """Return the plans of the year that may count: flagged for the APAR, if the rules ask so."""
    return tuple(
        plan
        for plan in plans
        if _stands(plan, ruleset) and (plan.apar is True or not ruleset.apar_flag_required)
    )


def counting(plans: Iterable[Plan], ruleset: Ruleset) -> tuple[Plan, ...]:
    """Return the reached plans that count, each with the courses that it asks for.

    Of several of one authority the one published last alone, if the rules say so (rule
    `plans.several_count_together`), and without what vanished from it, if the rules say so
    (`plans.vanished_course_stays`).
    """
    found = flagged(plans, ruleset)
    if not ruleset.plans_count_together:
        last = {plan.authority_id: plan for plan in sorted(found, key=_published)}
        found = tuple(plan for plan in found if last[plan.authority_id] is plan)
    if ruleset.vanished_stay:
        return found
    return tuple(
        replace(plan, courses=tuple(one for one in plan.courses if not one.vanished))
        for plan in found
    )


def _stands(plan: Plan, ruleset: Ruleset) -> bool:
    """Say whether a plan is the year's: rule `plans.retired_after_year_counts`."""
    return ruleset.retired_plans_count or not plan.retired


def _published(plan: Plan) -> tuple[bool, float, int]:
    """Put what was published later later; a plan of which that is not known comes first."""
    at = plan.published_at
    return at is not None, 0.0 if at is None else at.timestamp(), plan.plan_id


def _fits(plan: Plan, held: dict[str, tuple[str, ...]]) -> bool:
    return any(all(_matches(one, held) for one in group) for group in plan.groups)


def _matches(criterion: Criterion, held: dict[str, tuple[str, ...]]) -> bool:
    return any(value in criterion.values for value in held.get(criterion.key, ()))


def _values(facts: OfficialFacts) -> dict[str, tuple[str, ...]]:
    """Lay out the official's values by criterion key; a key that isn't here matches nobody."""
    profile = facts.profile
    return {
        **_texts(profile),
        "batch": () if profile.batch is None else (str(profile.batch),),
        "isoncentraldeputation": ("true" if profile.on_central_deputation else "false",),
        "isprofileverified": ("true" if profile.profile_status == "VERIFIED" else "false",),
        "profilestatus": (profile.profile_status.lower(),),
        "tag": tuple(folded(tag) for tag in profile.tags),
        "user": (facts.feed_id,),
        "designation_exact": () if profile.designation is None else (profile.designation,),
    }


def _texts(profile: Profile) -> dict[str, tuple[str, ...]]:
    texts = {
        "designation": profile.designation,
        "group": profile.group,
        "cadre": profile.cadre,
        "service": profile.service,
        "civil_service_type": profile.civil_service_type,
    }
    held: dict[str, tuple[str, ...]] = {"rootorgid": (profile.authority_feed_id.lower(),)}
    return held | {key: (folded(text),) for key, text in texts.items() if text is not None}
