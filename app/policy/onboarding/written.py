"""Faults of a submitted official that show without looking anybody up."""

from collections.abc import Iterator
from datetime import date

from app.policy import designation
from app.policy.identifiers import email_key, in_exponent, is_masked, spelled
from app.policy.nearness import Designations, Offer, is_ambiguous
from app.policy.onboarding import catalogue
from app.policy.onboarding import roster_catalogue as rostered
from app.policy.onboarding.catalogue import Field
from app.policy.onboarding.facts import SubmittedOfficial
from app.policy.onboarding.profile import Fault
from app.policy.rules.ruleset import Ruleset


def of_identifiers(one: SubmittedOfficial, ruleset: Ruleset) -> Iterator[Fault]:
    """Name what keeps a row's identifiers from leading to anybody, or to the right account."""
    email, code = spelled(one.email), spelled(one.employee_code)
    if is_masked(email):
        yield rostered.EMAIL_MASKED, Field.EMAIL
    if in_exponent(code):
        yield rostered.CODE_IN_EXPONENT, Field.EMPLOYEE_CODE
    if email_key(email).rpartition("@")[2] in ruleset.personal_email_domains:
        yield catalogue.PERSONAL_EMAIL, Field.EMAIL
    if not email and not code and Field.EMAIL not in one.unreadable:
        yield catalogue.NO_IDENTIFIER, None


def of_values(one: SubmittedOfficial, today: date) -> Iterator[Fault]:
    """Name the fields that could not be read, and dates that contradict being in office today."""
    for field in one.unreadable:
        yield rostered.VALUE_UNREADABLE, field
    if one.retires_on is not None and one.retires_on < today:
        yield rostered.RETIRED, Field.RETIRES_ON
    if one.joined_on is not None and one.joined_on > today:
        yield rostered.JOINS_LATER, Field.JOINED_ON


def of_designation(one: SubmittedOfficial, known: Designations) -> Iterator[Fault]:
    """Name a designation that is none of the known ones, and whether several are equally near."""
    key = designation.key(one.designation)
    if key is not None and key not in known.known:
        unclear = is_ambiguous(known.offers(key))
        rule = rostered.DESIGNATION_AMBIGUOUS if unclear else rostered.DESIGNATION_UNLISTED
        yield rule, Field.DESIGNATION


def offered(one: SubmittedOfficial, known: Designations) -> tuple[Offer, ...]:
    """Return the known designations that a row's own is nearest to."""
    key = designation.key(one.designation)
    return () if key is None else known.offers(key)
