"""An authority's own values for rules that no memorandum states, each by its order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.errors import InvalidError
from app.policy.orders import Order
from app.policy.rules import ruleset
from app.policy.rules.fixed import FIXED, FixedBecause
from app.policy.rules.laying import Fault, entry_of, lay, pointer
from app.policy.rules.rules_file import Standing
from app.policy.rules.ruleset import Override, Rule, Ruleset


@dataclass(frozen=True, slots=True)
class Overriding:
    """One rule's value as an authority has ordered it for itself."""

    rule_id: str
    value: object
    order: Order


def fixed(rule: Rule) -> FixedBecause | None:
    """Return why an authority may not order its own value of a rule; None where it may.

    Never of what a memorandum states; of what none states wherever a value for one can be meant.
    """
    if rule.standing is Standing.STATED:
        return FixedBecause.STATED_BY_A_MEMORANDUM
    if rule.standing is Standing.REPORTED:
        return FixedBecause.REPORTED_OF_A_MEMORANDUM
    return FIXED.get(rule.id)


def faults_of(rules: Ruleset, rule_id: str) -> Iterator[Fault]:
    """Yield why an authority may not override a rule, at the JSON pointer of the rule's id."""
    named = {rule.id: rule for rule in rules.rules}
    if rule_id not in named:
        yield "/rule_id", "unknown-rule"
    elif (why := fixed(named[rule_id])) is not None:
        yield "/rule_id", why.value


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
