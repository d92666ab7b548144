"""Which training plans reach an official, and which of those count for the APAR."""

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
    }
    return tuple(found[plan_id] for plan_id in sorted(found))


def counting(plans: tuple[Plan, ...], ruleset: Ruleset) -> tuple[Plan, ...]:
    """Return the reached plans whose courses count: those flagged for the APAR, if rules ask so."""
    return tuple(plan for plan in plans if plan.apar is True or not ruleset.apar_flag_required)


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
