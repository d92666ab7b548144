"""An authority's own values for rules that no memorandum states, each by its order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.errors import InvalidError
from app.policy.orders import Order
from app.policy.rules import ruleset
from app.policy.rules.fixed import FIXED, FixedBecause
from app.policy.rules.laying import Entry, Fault, entry_of, lay, pointer
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


def faults_of(rules: Iterable[Rule], rule_id: str) -> Iterator[Fault]:
    """Yield why an authority may not override a rule, at the JSON pointer of the rule's id."""
    named = {rule.id: rule for rule in rules}
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
    file = lay(rules, entries_of(rules.rules, wanted))
    named = {rule.id for rule in rules.rules}
    return ruleset.of_file(file, rules.year, notes_of(wanted), named)


def entries_of(rules: Iterable[Rule], wanted: Mapping[str, Overriding]) -> dict[str, Entry]:
    """Return what is laid over rules: each of them that is overridden, with its ordered value.

    Raises InvalidError that names all rules that are not there, or not open.
    """
    held = {rule.id: rule for rule in rules}
    refused = [
        (pointer(rule_id), code)
        for rule_id in wanted
        for _, code in faults_of(held.values(), rule_id)
    ]
    if refused:
        raise InvalidError("these rules can't be overridden", refused)
    return {name: {**entry_of(held[name]), "value": one.value} for name, one in wanted.items()}


def notes_of(wanted: Mapping[str, Overriding]) -> dict[str, Override]:
    """Return by rule id the order that each ordered value rests on."""
    return {
        name: Override(one.order.number, one.order.dated, one.order.issued_by)
        for name, one in wanted.items()
    }
