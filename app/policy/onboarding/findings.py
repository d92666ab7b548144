"""Officials as an authority submits them, checked against what is held of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.policy import identifiers
from app.policy.finding import FindingRule
from app.policy.nearness import Designations, Offer
from app.policy.onboarding import catalogue, written
from app.policy.onboarding import roster_catalogue as rostered
from app.policy.onboarding.catalogue import Field
from app.policy.onboarding.facts import Matches, SubmittedOfficial
from app.policy.onboarding.leads import Lead, lead_of
from app.policy.onboarding.profile import Fault, faults
from app.policy.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right: the row (from 0), the authority's reference, rule and field.

    ``official_id`` is whom the row leads to, or who has its phone, with the keys that agree with
    that one and those that do not; ``offers`` are known designations near to the one written.
    """

    row: int
    reference: str
    rule: FindingRule
    field: Field | None
    official_id: int | None = None
    agreed: tuple[Field, ...] = ()
    differed: tuple[Field, ...] = ()
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What all rows are checked on: the authority, its rules, known designations, the day."""

    authority_id: int
    ruleset: Ruleset
    designations: Designations
    today: date


def check(
    submitted: Sequence[SubmittedOfficial], matches: Sequence[Matches], ground: Ground
) -> tuple[Finding, ...]:
    """Check submitted officials, each with its matches, in rows and then in the order of rule ids.

    Raise ValueError unless there is one ``Matches`` for each row.
    """
    emails = Counter(filter(None, (identifiers.email_key(one.email) for one in submitted)))
    codes = Counter(filter(None, (identifiers.code_key(one.employee_code) for one in submitted)))
    found: list[Finding] = []
    for row, (one, match) in enumerate(zip(submitted, matches, strict=True)):
        lead = lead_of(one, match, ground.authority_id)
        named = [*_repeated(one, emails, codes), *_of_row(one, lead, ground)]
        named.sort(key=lambda fault: (fault[0].id, fault[1] or ""))
        found.extend(_finding(row, fault, lead, ground) for fault in named)
    return tuple(found)


def _repeated(one: SubmittedOfficial, emails: Counter[str], codes: Counter[str]) -> Iterator[Fault]:
    if emails[identifiers.email_key(one.email)] > 1:
        yield catalogue.SUBMITTED_TWICE, Field.EMAIL
    if codes[identifiers.code_key(one.employee_code)] > 1:
        yield catalogue.SUBMITTED_TWICE, Field.EMPLOYEE_CODE


def _of_row(one: SubmittedOfficial, lead: Lead, ground: Ground) -> Iterator[Fault]:
    yield from written.of_identifiers(one, ground.ruleset)
    yield from written.of_values(one, ground.today)
    unknown = [*written.of_designation(one, ground.designations)]
    yield from unknown
    yield from lead.faults()
    official = lead.single
    if official is None:
        return
    if official.authority_id != ground.authority_id:
        yield catalogue.UNDER_ANOTHER_AUTHORITY, None
        return
    for rule, field in faults(one, official, ground.ruleset):
        # One fault, once: what is no designation differs from the profile's for that alone.
        if not (unknown and rule is catalogue.FIELD_DIFFERS and field is Field.DESIGNATION):
            yield rule, field


def _finding(row: int, fault: Fault, lead: Lead, ground: Ground) -> Finding:
    rule, field = fault
    one = lead.submitted
    official = lead.by_phone_alone if rule is rostered.PHONE_OF_ANOTHER else lead.official
    agreed, differed = lead.keys(official)
    near = rule in {rostered.DESIGNATION_UNLISTED, rostered.DESIGNATION_AMBIGUOUS}
    return Finding(
        row=row,
        reference=one.reference,
        rule=rule,
        field=field,
        official_id=None if official is None else official.official_id,
        agreed=agreed,
        differed=differed,
        offers=written.offered(one, ground.designations) if near else (),
    )
