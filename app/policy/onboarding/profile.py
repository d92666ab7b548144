"""Whether one official's held profile is whole, and agrees with what was submitted."""

from collections.abc import Iterator

from app.policy import designation
from app.policy.finding import FindingRule
from app.policy.identifiers import name_key
from app.policy.onboarding import catalogue
from app.policy.onboarding.catalogue import Field
from app.policy.onboarding.facts import HeldOfficial, SubmittedOfficial
from app.policy.prescriber import in_all_india_service
from app.policy.rules.ruleset import Ruleset
from app.policy.spelling import folded

Fault = tuple[FindingRule, Field | None]


def faults(submitted: SubmittedOfficial, held: HeldOfficial, ruleset: Ruleset) -> Iterator[Fault]:
    """Name each fault of the profile of an official who is the submitting authority's own."""
    if held.profile_status == "NOT-MY-USER":
        yield catalogue.NOT_MY_USER, None
        return
    if held.profile_status != "VERIFIED":
        yield catalogue.NOT_VERIFIED, None
    yield from _missing(submitted, held)
    if in_all_india_service(held.service, ruleset):
        yield from _missing_of_all_india_service(held, ruleset)
    yield from _contradictions(submitted, held)
    yield from _unreached(held, ruleset)


def _missing(submitted: SubmittedOfficial, held: HeldOfficial) -> Iterator[Fault]:
    if not _spelling(held.designation):
        yield catalogue.DESIGNATION_MISSING, Field.DESIGNATION
    if not _spelling(held.group):
        yield catalogue.GROUP_MISSING, Field.GROUP
    # Most officials belong to no organised service: it is missed only where something implies one.
    implied = submitted.service, held.cadre, held.batch
    if not _spelling(held.service) and any(implied):
        yield catalogue.SERVICE_MISSING, Field.SERVICE


def _missing_of_all_india_service(held: HeldOfficial, ruleset: Ruleset) -> Iterator[Fault]:
    if held.batch is None:
        yield catalogue.BATCH_MISSING, Field.BATCH
    elif held.batch > ruleset.year.start:
        yield catalogue.BATCH_IN_FUTURE, Field.BATCH
    if not _spelling(held.cadre):
        yield catalogue.CADRE_MISSING, Field.CADRE
    if held.on_central_deputation is None:
        yield catalogue.DEPUTATION_MISSING, Field.ON_CENTRAL_DEPUTATION


def _contradictions(submitted: SubmittedOfficial, held: HeldOfficial) -> Iterator[Fault]:
    if _differ(name_key(submitted.name) or None, name_key(held.name) or None):
        yield catalogue.NAME_DIFFERS, Field.NAME
    pairs = {
        Field.DESIGNATION: (designation.key(submitted.designation), held.designation_key),
        Field.GROUP: (_spelling(submitted.group), _spelling(held.group)),
        Field.SERVICE: (_spelling(submitted.service), _spelling(held.service)),
        Field.CADRE: (_spelling(submitted.cadre), _spelling(held.cadre)),
        Field.BATCH: (submitted.batch, held.batch),
        Field.ON_CENTRAL_DEPUTATION: (submitted.on_central_deputation, held.on_central_deputation),
    }
    for field, (given, known) in pairs.items():
        if _differ(given, known):
            yield catalogue.FIELD_DIFFERS, field


def _unreached(held: HeldOfficial, ruleset: Ruleset) -> Iterator[Fault]:
    served = in_all_india_service(held.service, ruleset)
    banded = served and held.on_central_deputation is not True
    if held.designation_key is not None and held.level is None and not banded:
        yield catalogue.DESIGNATION_UNKNOWN, Field.DESIGNATION
    if not held.has_plan and held.employment not in ruleset.employment_without_apar:
        yield catalogue.NO_TRAINING_PLAN, None


def _differ(given: object, known: object) -> bool:
    """Say whether two values contradict each other; what is absent contradicts nothing."""
    return given is not None and known is not None and given != known


def _spelling(text: str | None) -> str | None:
    return (folded(text) or None) if text is not None else None
