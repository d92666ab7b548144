"""Who prescribes an official's courses: OM T-28/27/2025-iGOT of 04.07.2025, paras 2 and 3."""

from dataclasses import dataclass

from app.policy.facts import Profile
from app.policy.ruleset import Ruleset
from app.policy.spelling import folded


@dataclass(frozen=True, slots=True)
class Prescriber:
    """The authority that prescribes; ``covered`` is False where the memorandum does not reach."""

    authority_id: int | None
    covered: bool = True


def in_all_india_service(service: str | None, ruleset: Ruleset) -> bool:
    """Say whether a profile's service is one of the All India Services."""
    return service is not None and folded(service) in ruleset.all_india_services


def follows_bands(profile: Profile, ruleset: Ruleset) -> bool:
    """Say whether the level goes by years of service: AIS officers not on deputation, 3(ii)."""
    served = in_all_india_service(profile.service, ruleset)
    return served and profile.on_central_deputation is not True


def resolve(profile: Profile, ruleset: Ruleset) -> Prescriber:
    """Return who prescribes for an official; no authority where that can't be told."""
    if follows_bands(profile, ruleset):
        return Prescriber(profile.controlling_authority_id)
    if profile.authority_kind == "mdo":
        return Prescriber(profile.authority_id)
    return Prescriber(None, covered=in_all_india_service(profile.service, ruleset))
