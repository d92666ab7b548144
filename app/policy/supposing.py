"""Lays supposed values over a year's rules, for a question of what if."""

from collections.abc import Mapping

from app.policy.rulebook import Rulebook
from app.policy.rules import ruleset
from app.policy.rules.laying import lay
from app.policy.rules.rules_file import Standing
from app.policy.rules.ruleset import Ruleset

# A supposed value stands on nobody's word, least of all a memorandum's.
QUESTION = "What if it were so? Supposed by whoever asks; nobody has ordered it."


def suppose(rules: Ruleset, changes: Mapping[str, object]) -> Ruleset:
    """Return the rules with other values for some of them, by rule id; any rule may be supposed.

    Raises InvalidError that names every fault at once, each at its JSON pointer below the changes.
    """
    entries = {
        rule_id: {"value": value, "standing": Standing.HOUSE, "question": QUESTION}
        for rule_id, value in changes.items()
    }
    named = {rule.id for rule in rules.rules}
    return ruleset.of_file(lay(rules, entries), rules.year, named=named)


def for_everyone(book: Rulebook, changes: Mapping[str, object]) -> Rulebook:
    """Return the rulebook with some values supposed for everyone, over any authority's override.

    Raises InvalidError as ``suppose`` does.
    """
    if not changes:
        return book
    own = {number: suppose(rules, changes) for number, rules in book.own.items()}
    return Rulebook(suppose(book.general, changes), own)
