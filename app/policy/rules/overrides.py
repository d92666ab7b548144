"""An authority's own values for rules that no memorandum states, each by its order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.errors import InvalidError
from app.policy.orders import Order
from app.policy.rules import ruleset
from app.policy.rules.laying import Fault, entry_of, lay, pointer
from app.policy.rules.rules_file import Standing
from app.policy.rules.ruleset import Override, Ruleset

# What the engines can decide differently from one authority to the next. Who prescribes, what the
# year is and how the feed is read are the same for all; a designation's level has its own register.
OVERRIDABLE = frozenset(
    {
        "assessment.attempt",
        "assessment.pass_mark",
        "levels.at_twenty_five",
        "levels.bands",
        "levels.years_counted_at",
        "onboarding.personal_email_domains",
        "plans.apar_flag_required",
        "plans.minimum_courses",
        "scope.employment_without_apar",
        "scope.exemption_covers",
        "scope.retirement",
        "year.transfer",
        "year.unplaced",
    }
)
SILENT = frozenset({Standing.HOUSE, Standing.ILLUSTRATIVE})


@dataclass(frozen=True, slots=True)
class Overriding:
    """One rule's value as an authority has ordered it for itself."""

    rule_id: str
    value: object
    order: Order


def may_override(rules: Ruleset, rule_id: str) -> bool:
    """Say whether an authority may order its own value: never of what a memorandum states."""
    known = {rule.id: rule.standing for rule in rules.rules}
    return rule_id in OVERRIDABLE and known.get(rule_id) in SILENT


def faults_of(rules: Ruleset, rule_id: str) -> Iterator[Fault]:
    """Yield why an authority may not override a rule, at the JSON pointer of the rule's id."""
    standings = {rule.id: rule.standing for rule in rules.rules}
    if rule_id not in standings:
        yield "/rule_id", "unknown-rule"
    elif standings[rule_id] not in SILENT:
        yield "/rule_id", "stated-by-a-memorandum"
    elif rule_id not in OVERRIDABLE:
        yield "/rule_id", "the-same-for-all"


def override(rules: Ruleset, changes: Iterable[Overriding]) -> Ruleset:
    """Return an authority's rules: the general ones with its own values, each with its order.

    Standing and source stay what they are: the order answers for the value, not the memorandum.
    Raises InvalidError that names every fault at once, each at its JSON pointer below the rules.
    """
    wanted = {one.rule_id: one for one in changes}
    refused = [
        (pointer(rule_id), code) for rule_id in wanted for _, code in faults_of(rules, rule_id)
    ]
    if refused:
        raise InvalidError("these rules can't be overridden", refused)
    entries = {
        rule.id: {**entry_of(rule), "value": wanted[rule.id].value}
        for rule in rules.rules
        if rule.id in wanted
    }
    notes = {
        one.rule_id: Override(one.order.number, one.order.dated, one.order.issued_by)
        for one in wanted.values()
    }
    named = {rule.id for rule in rules.rules}
    return ruleset.of_file(lay(rules, entries), rules.year, notes, named)
