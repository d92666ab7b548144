"""Lays other values over a year's rules, and checks the whole as a rules file is checked."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from pydantic import ValidationError

from app.errors import InvalidError
from app.policy.reporting_year import ReportingYear
from app.policy.rules import ruleset
from app.policy.rules.rules_file import RulesFile
from app.policy.rules.ruleset import File, Rule, Ruleset

Entry = Mapping[str, object]
Fault = tuple[str, str]
# How pydantic says that it is the name of a member that is wrong, below that member.
KEY = "[key]"
# What code alone decided before it had a name, in the one way that is the rule of each year since,
# and what decides nothing of an official.
UNNAMED_BEFORE = frozenset(
    {
        "assessment.certificate_passes",
        "completion.doubt_withholds",
        "completion.moments_without_zone",
        "completion.retired_course_counts",
        "feeds.stale_after",
        "plans.added_by",
        "plans.retired_after_year_counts",
        "plans.vanished_course_stays",
        "plans.year_of_first_generation",
        "prescriber.authority_kinds",
        "scope.missing_group",
        "year.apar_periods",
        "year.joiner",
    }
)
# What code alone decided before it had a name, in another way than the rule of each year since.
DECIDED_OTHERWISE: Mapping[str, object] = {"year.unplaced": "present_place"}


def lay(rules: Ruleset, entries: Mapping[str, Entry]) -> RulesFile:
    """Return the rules as a file in which some entries, by rule id, stand otherwise.

    Raises InvalidError that names every fault at once, each at its JSON pointer below the entries.
    """
    known = {rule.id for rule in rules.rules}
    return laid(RulesFile, rules.year, rules.rules, entries, unnamed_in(known, rules.year))


def laid(
    shape: type[File],
    year: ReportingYear,
    rules: Collection[Rule],
    entries: Mapping[str, Entry],
    silent: Mapping[str, Entry] = MappingProxyType({}),
) -> File:
    """Return rules as a file of a shape, with some entries otherwise and what is silent filled in.

    Raises InvalidError that names every fault at once, each at its JSON pointer below the entries.
    """
    known = {rule.id for rule in rules}
    faults = [(pointer(one), "unknown-rule") for one in entries if one not in known]
    document = {
        "schema": RulesFile.FORM,
        "year": year.label,
        **silent,
        **{rule.id: entries.get(rule.id, entry_of(rule)) for rule in rules},
    }
    file, refused = _checked(shape, document, year)
    if file is None or faults:
        raise InvalidError("these values can't stand", sorted({*faults, *refused}))
    return file


def unnamed_in(known: Collection[str], year: ReportingYear) -> dict[str, Entry]:
    """Return the rules that an earlier version had no name for, as it decided by them.

    Most are as the year's file states them; ``known`` are the rules that it did name.
    """
    missing = {*UNNAMED_BEFORE, *DECIDED_OTHERWISE}.difference(known)
    return {
        rule.id: {**entry_of(rule), "value": DECIDED_OTHERWISE.get(rule.id, rule.value)}
        for rule in ruleset.load(year).rules
        if rule.id in missing
    }


def entry_of(rule: Rule) -> dict[str, object]:
    """Return a rule as a rules file states it."""
    cited = rule.citation
    return {
        "value": rule.value,
        "standing": rule.standing,
        "citation": cited and {name: getattr(cited, name) for name in cited.__slots__},
        "question": rule.question,
    }


def pointer(*path: int | str) -> str:
    """Return a JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def _checked(
    shape: type[File], document: Mapping[str, object], year: ReportingYear
) -> tuple[File | None, list[Fault]]:
    try:
        return shape.model_validate(document, context=year), []
    except ValidationError as error:
        # The entry's own part "value" is not in what was sent: there the rule's id leads to it.
        paths = ([part for part in fault["loc"] if part != KEY] for fault in error.errors())
        return None, [(pointer(path[0], *path[2:]), "not-its-value") for path in paths]
