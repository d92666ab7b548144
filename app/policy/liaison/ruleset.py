"""The rules on liaison officers of one reporting year, with their sources, as the core uses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from app.errors import NotFoundError
from app.policy.liaison.rules_file import Category, LiaisonFile, Programme, Workshop
from app.policy.reporting_year import ReportingYear
from app.policy.rules import overrides, ruleset
from app.policy.rules.laying import laid
from app.policy.rules.overrides import Overriding
from app.policy.rules.ruleset import Override, Rule

_PACKAGE = "app.policy.liaison.rules"
_SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class LiaisonRules:
    """The rules of one year: typed for the core, and as published, in the order of their ids.

    ``digest`` is theirs alone: what is decided of courses never rests on them. ``days_given`` are
    those after which the four are late; None where no order gives any.
    """

    year: ReportingYear
    digest: str
    rules: tuple[Rule, ...]
    categories: tuple[Category, ...]
    further_categories: tuple[Category, ...]
    separate: frozenset[str]
    levels_of_rank: frozenset[str]
    workshops: tuple[Workshop, ...]
    workshops_owed: str
    evidence: str
    programmes: tuple[Programme, ...]
    programme_courses: Mapping[str, tuple[str, ...]]
    counts: str
    days_given: int | None

    def category(self, category_id: str) -> Category | None:
        """Return a category, stated or further, or None where the rules know none of that id."""
        every = (*self.categories, *self.further_categories)
        return next((each for each in every if each.id == category_id), None)

    def rule(self, rule_id: str) -> Rule:
        """Return a rule by its id; raise KeyError for one that the file does not hold."""
        return {each.id: each for each in self.rules}[rule_id]


def available_years() -> tuple[ReportingYear, ...]:
    """Return the reporting years that have rules on liaison officers, in their order."""
    names = (entry.name for entry in resources.files(_PACKAGE).iterdir())
    labels = (name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))
    return tuple(sorted(ReportingYear.parse(label) for label in labels))


@cache
def load(year: ReportingYear) -> LiaisonRules:
    """Read a year's rules; raise NotFoundError without a file, InvalidError with all its faults."""
    if year not in available_years():
        raise NotFoundError(f"there are no rules for reporting year {year.label}")
    source = resources.files(_PACKAGE) / f"{year.label}{_SUFFIX}"
    return parse(source.read_text(encoding="utf-8"), year)


def parse(text: str, year: ReportingYear) -> LiaisonRules:
    """Read the rules of a year from TOML; raise InvalidError that names every fault at once."""
    return of_file(ruleset.checked(LiaisonFile, text, year), year)


def override(rules: LiaisonRules, changes: Iterable[Overriding]) -> LiaisonRules:
    """Return an authority's rules: the general ones with its own values, each with its order.

    Raises InvalidError that names every fault at once, each at its JSON pointer below the rules.
    """
    wanted = {one.rule_id: one for one in changes}
    entries = overrides.entries_of(rules.rules, wanted)
    file = laid(LiaisonFile, rules.year, rules.rules, entries)
    return of_file(file, rules.year, overrides.notes_of(wanted))


def of_file(
    file: LiaisonFile, year: ReportingYear, orders: Mapping[str, Override] = MappingProxyType({})
) -> LiaisonRules:
    """Return the rules of a checked file, typed for the core and digested.

    ``orders`` names, by rule id, the orders by which an authority has its own values.
    """
    rules = ruleset.noted(ruleset.published(file), orders)
    return LiaisonRules(
        year=year,
        digest=ruleset.digest_of(year, rules),
        rules=rules,
        categories=file.categories.value,
        further_categories=file.further.value,
        separate=frozenset(file.separate.value),
        levels_of_rank=frozenset(level.value for level in file.levels.value),
        workshops=file.workshops.value,
        workshops_owed=file.workshops_owed.value,
        evidence=file.evidence.value,
        programmes=file.programmes.value,
        programme_courses=MappingProxyType(file.courses.value),
        counts=file.counts.value,
        days_given=None if file.deadline.value == "none" else file.deadline.value,
    )
