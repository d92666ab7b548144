"""Lays supposed values over a year's rules, for a question of what if."""

from collections.abc import Mapping

from pydantic import ValidationError

from app.errors import InvalidError
from app.policy import ruleset
from app.policy.rules_file import RulesFile, Standing
from app.policy.ruleset import Rule, Ruleset

# A supposed value stands on nobody's word, least of all a memorandum's.
QUESTION = "What if it were so? Supposed by whoever asks; nobody has ordered it."


def suppose(rules: Ruleset, changes: Mapping[str, object]) -> Ruleset:
    """Return the rules with other values for some of them, by rule id; any rule may be supposed.

    Raises InvalidError that names every fault at once, each at its JSON pointer below the changes.
    """
    known = {rule.id for rule in rules.rules}
    faults = [(_pointer((one,)), "unknown-rule") for one in changes if one not in known]
    document = {
        "schema": RulesFile.FORM,
        "year": rules.year.label,
        **{rule.id: _entry(rule, changes) for rule in rules.rules},
    }
    file, refused = _checked(document, rules)
    if file is None or faults:
        raise InvalidError("these values can't be supposed", sorted({*faults, *refused}))
    return ruleset.of_file(file, rules.year)


def _checked(
    document: Mapping[str, object], rules: Ruleset
) -> tuple[RulesFile | None, list[tuple[str, str]]]:
    """Return the file, or none and where its faults stand below the changes."""
    try:
        return RulesFile.read(document, rules.year), []
    except ValidationError as error:
        # The entry's own part "value" is not in what was sent: there the rule's id leads to it.
        paths = (fault["loc"] for fault in error.errors())
        return None, [(_pointer((path[0], *path[2:])), "not-its-value") for path in paths]


def _entry(rule: Rule, changes: Mapping[str, object]) -> dict[str, object]:
    if rule.id in changes:
        return {"value": changes[rule.id], "standing": Standing.HOUSE, "question": QUESTION}
    cited = rule.citation
    return {
        "value": rule.value,
        "standing": rule.standing,
        "citation": cited and {name: getattr(cited, name) for name in cited.__slots__},
        "question": rule.question,
    }


def _pointer(path: tuple[int | str, ...]) -> str:
    """Return a JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)
