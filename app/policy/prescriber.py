"""Who prescribes an official's courses: OM T-28/27/2025-iGOT of 04.07.2025, paras 2 and 3."""

from dataclasses import dataclass

from app.policy.facts import Employment, Profile
from app.policy.rules.ruleset import Ruleset
from app.policy.spelling import folded


@dataclass(frozen=True, slots=True)
class Prescriber:
    """The authority that prescribes; ``covered`` is False where the memorandum does not reach."""

    authority_id: int | None
    covered: bool = True


def in_all_india_service(service: str | None, ruleset: Ruleset) -> bool:
    """Say whether a profile's service is one of the All India Services."""
    return service is not None and folded(service) in ruleset.all_india_services


def employment(profile: Profile, ruleset: Ruleset) -> Employment:
    """Return how an official is employed: rule `scope.missing_group` where no group says so."""
    return ruleset.missing_group if profile.group is None else profile.employment


def follows_bands(profile: Profile, ruleset: Ruleset) -> bool:
    """Say whether the level goes by years of service, para 3(ii).

    So it does for AIS officers not on deputation, and for officers of the Central Civil Services
    who are declared to work with no MDO.
    """
    if in_all_india_service(profile.service, ruleset):
        return profile.on_central_deputation is not True
    return profile.no_mdo_prescriber_id is not None


def without_mdo(profile: Profile, ruleset: Ruleset) -> bool:
    """Say whether a declaration that he works with no MDO holds: never of an AIS officer."""
    declared = profile.no_mdo_prescriber_id is not None
    return declared and not in_all_india_service(profile.service, ruleset)


def unchosen(profile: Profile, ruleset: Ruleset) -> bool:
    """Say whether the mandate waits for a ministry's choice: never of whom a CCA prescribes for.

    Rule `scope.autonomous_bodies`; officers of the All India Services are mandated wherever they
    serve (OM T-28/27/2025-iGOT, para 2).
    """
    in_service = in_all_india_service(profile.service, ruleset)
    return profile.body_without_choice and not in_service and profile.no_mdo_prescriber_id is None


def placed_nowhere(profile: Profile, ruleset: Ruleset) -> bool:
    """Say whether nothing is decided of a year for want of a place: rule `year.unplaced`.

    Whoever is declared to work with no MDO on the day that counts has his place by the order.
    """
    withheld = profile.unplaced and ruleset.unplaced == "not_established"
    return withheld and not without_mdo(profile, ruleset)


def resolve(profile: Profile, ruleset: Ruleset) -> Prescriber:
    """Return who prescribes for an official; no authority where that can't be told."""
    if without_mdo(profile, ruleset):
        return Prescriber(profile.no_mdo_prescriber_id)
    if follows_bands(profile, ruleset):
        return Prescriber(profile.controlling_authority_id)
    if profile.authority_kind == "mdo":
        return Prescriber(profile.authority_id)
    return Prescriber(None, covered=in_all_india_service(profile.service, ruleset))
