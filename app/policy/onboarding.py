"""Officials as an authority submits them, checked against what is held of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.policy import onboarding_catalogue as catalogue
from app.policy.onboarding_catalogue import Field, FindingRule
from app.policy.onboarding_facts import Matches, SubmittedOfficial
from app.policy.onboarding_profile import Fault, faults
from app.policy.ruleset import Ruleset
from app.policy.spelling import folded


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right: the row (from 0), the authority's reference, rule and field."""

    row: int
    reference: str
    rule: FindingRule
    field: Field | None


def check(
    submitted: Sequence[SubmittedOfficial],
    matches: Sequence[Matches],
    authority_id: int,
    ruleset: Ruleset,
) -> tuple[Finding, ...]:
    """Check submitted officials, each with its matches, in rows and then in the order of rule ids.

    Raise ValueError unless there is one ``Matches`` for each row.
    """
    emails = Counter(filter(None, (_identifier(one.email) for one in submitted)))
    codes = Counter(filter(None, (_identifier(one.employee_code) for one in submitted)))
    found: list[Finding] = []
    for row, (one, match) in enumerate(zip(submitted, matches, strict=True)):
        named = [
            *_of_identifiers(one, emails, codes, ruleset),
            *_of_matches(one, match, authority_id, ruleset),
        ]
        named.sort(key=lambda fault: (fault[0].id, fault[1] or ""))
        found.extend(Finding(row, one.reference, rule, field) for rule, field in named)
    return tuple(found)


def _of_identifiers(
    one: SubmittedOfficial, emails: Counter[str], codes: Counter[str], ruleset: Ruleset
) -> Iterator[Fault]:
    email, code = _identifier(one.email), _identifier(one.employee_code)
    if emails[email] > 1:
        yield catalogue.SUBMITTED_TWICE, Field.EMAIL
    if codes[code] > 1:
        yield catalogue.SUBMITTED_TWICE, Field.EMPLOYEE_CODE
    if email.rpartition("@")[2] in ruleset.personal_email_domains:
        yield catalogue.PERSONAL_EMAIL, Field.EMAIL
    if not email and not code:
        yield catalogue.NO_IDENTIFIER, None


def _of_matches(
    one: SubmittedOfficial, matches: Matches, authority_id: int, ruleset: Ruleset
) -> Iterator[Fault]:
    held = {each.official_id: each for each in (*matches.by_email, *matches.by_code)}
    if not held:
        # A row without identifiers was never looked up: that is its own fault, not this one.
        if _identifier(one.email) or _identifier(one.employee_code):
            yield catalogue.NOT_ONBOARDED, None
        return
    official, *others = held.values()
    if others:
        yield catalogue.IDENTIFIERS_DISAGREE, None
    elif official.authority_id != authority_id:
        yield catalogue.UNDER_ANOTHER_AUTHORITY, None
    else:
        yield from faults(one, official, ruleset)


def _identifier(text: str | None) -> str:
    return folded(text) if text is not None else ""
