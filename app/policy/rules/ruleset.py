"""The rules of one reporting year, with their sources, as the engines use them."""

import hashlib
import json
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from app.errors import InvalidError, NotFoundError
from app.policy.facts import Employment
from app.policy.reporting_year import ReportingYear
from app.policy.rules.rules_file import CitationPart, Entry, RulesFile, Standing

_SUFFIX = ".toml"
File = TypeVar("File", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a memorandum says it: its number, date and paragraph, and its own words."""

    memorandum: str
    dated: date
    paragraph: str
    quotation: str


@dataclass(frozen=True, slots=True)
class Override:
    """The order by which an authority has a value of its own."""

    number: str
    dated: date
    issued_by: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as published: its id, its value in JSON's types, how firmly it stands, and on what.

    A house rule names the ``question`` that it answers until an authority does; ``override`` is the
    order by which one has, for itself.
    """

    id: str
    value: object
    standing: Standing
    citation: Citation | None
    question: str | None
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Ruleset:
    """The rules of one year: typed for the engines, and as published, in the order of their ids.

    ``digest`` is the SHA-256, in hex, over year and rules in canonical JSON.
    """

    year: ReportingYear
    digest: str
    rules: tuple[Rule, ...]
    share_numerator: int
    share_denominator: int
    fast_numerator: int
    fast_denominator: int
    assessment_required: bool
    assessment_attempt: str
    passed_by: str
    certificate_passes: bool
    undated_counts: bool
    outside_days_counts: bool
    unlinked_passes: bool
    doubt_withholds: bool
    equivalents: str
    before_plan_counts: bool
    after_due_counts: bool
    retired_plans_count: bool
    plans_count_together: bool
    vanished_stay: bool
    apar_flag_required: bool
    minimum_courses: int
    all_india_services: frozenset[str]
    bands: tuple[int, int, int]
    at_twenty_five: str
    years_counted_at: str
    central_levels: frozenset[str]
    level_map: Mapping[str, str]
    employment_without_apar: frozenset[Employment]
    transfer: str
    unplaced: str
    exemption_covers: str
    retirement: str
    personal_email_domains: frozenset[str]
    missing_group: Employment
    authority_kinds: Mapping[str, Literal["mdo", "cca"]]
    stale_after: timedelta
    plans_added_by: date

    def rule(self, rule_id: str) -> Rule:
        """Return a rule by its id; raise KeyError for one that no ruleset holds."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)


def available_years() -> tuple[ReportingYear, ...]:
    """Return the reporting years that have a rules file, in their order."""
    names = (entry.name for entry in resources.files("app.policy.rules").iterdir())
    labels = (name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))
    return tuple(sorted(ReportingYear.parse(label) for label in labels))


@cache
def load(year: ReportingYear) -> Ruleset:
    """Read a year's rules; raise NotFoundError without a file, InvalidError with all its faults."""
    if year not in available_years():
        raise NotFoundError(f"there are no rules for reporting year {year.label}")
    source = resources.files("app.policy.rules") / f"{year.label}{_SUFFIX}"
    return parse(source.read_text(encoding="utf-8"), year)


def parse(text: str, year: ReportingYear) -> Ruleset:
    """Read the rules of a year from TOML; raise InvalidError that names every fault at once."""
    return of_file(checked(RulesFile, text, year), year)


def checked(shape: type[File], text: str, year: ReportingYear) -> File:
    """Read a rules file of a shape; raise InvalidError that names every fault at once."""
    sentence = f"the rules of reporting year {year.label} can't be used"
    try:
        return shape.model_validate(tomllib.loads(text), context=year)
    except tomllib.TOMLDecodeError as error:
        raise InvalidError(sentence, [("file", str(error))]) from error
    except ValidationError as error:
        faults = [(_place(fault["loc"]), fault["msg"]) for fault in error.errors()]
        raise InvalidError(sentence, faults) from error


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location)


def of_file(
    file: RulesFile,
    year: ReportingYear,
    overrides: Mapping[str, Override] | None = None,
    named: Collection[str] | None = None,
) -> Ruleset:
    """Return the rules of a checked file, typed for the engines and digested.

    ``overrides`` names, by rule id, the orders by which an authority has its own values; ``named``
    the rules that a version of before had by name, if not all.
    """
    rules = noted(published(file), overrides or {}, named)
    return Ruleset(
        year=year,
        digest=digest_of(year, rules),
        rules=rules,
        share_numerator=file.share.value.numerator,
        share_denominator=file.share.value.denominator,
        fast_numerator=file.fast.value.numerator,
        fast_denominator=file.fast.value.denominator,
        all_india_services=frozenset(file.all_india.value),
        bands=file.bands.value.limits,
        central_levels=frozenset(one.value for one in file.central.value),
        level_map=MappingProxyType({k: v.value for k, v in file.designations.value.items()}),
        employment_without_apar=frozenset(file.without_apar.value),
        personal_email_domains=frozenset(file.personal.value),
        authority_kinds=MappingProxyType(file.kinds.value),
        stale_after=timedelta(hours=file.stale_after.value.hours),
        plans_added_by=file.added_by.value.day,
        **_plain_values(file),
    )


def _plain_values(file: RulesFile) -> dict[str, Any]:
    """Return the values that the engines take as they stand in the file, by their names there."""
    return {
        "assessment_required": file.assessment_required.value,
        "assessment_attempt": file.attempt.value,
        "passed_by": file.pass_mark.value,
        "certificate_passes": file.certificate.value,
        "undated_counts": file.undated.value,
        "outside_days_counts": file.outside.value,
        "unlinked_passes": file.none_linked.value,
        "doubt_withholds": file.doubt.value,
        "equivalents": file.equivalent.value,
        "before_plan_counts": file.before_plan.value,
        "after_due_counts": file.after_due.value,
        "retired_plans_count": file.retired_plan.value,
        "plans_count_together": file.together.value,
        "vanished_stay": file.vanished.value,
        "apar_flag_required": file.apar_flag.value,
        "minimum_courses": file.minimum.value,
        "at_twenty_five": file.at_twenty_five.value,
        "years_counted_at": file.years_counted_at.value,
        "transfer": file.transfer.value,
        "unplaced": file.unplaced.value,
        "exemption_covers": file.exemption.value,
        "retirement": file.retirement.value,
        "missing_group": file.missing_group.value,
    }


def noted(
    rules: tuple[Rule, ...], notes: Mapping[str, Override], named: Collection[str] | None = None
) -> tuple[Rule, ...]:
    """Return rules with their orders, by rule id; where some are ``named``, those alone."""
    return tuple(
        replace(rule, override=notes.get(rule.id))
        for rule in rules
        if named is None or rule.id in named
    )


def published(file: BaseModel) -> tuple[Rule, ...]:
    """Return the rules of a checked file as they are published, in the order of their ids."""
    fields = type(file).model_fields.items()
    entries = ((field.alias, getattr(file, name)) for name, field in fields)
    rules = (_rule(str(alias), entry) for alias, entry in entries if isinstance(entry, Entry))
    return tuple(sorted(rules, key=lambda rule: rule.id))


def _rule(rule_id: str, entry: Entry[object]) -> Rule:
    value = entry.model_dump(mode="json")["value"]
    return Rule(rule_id, value, entry.standing, _citation(entry.citation), entry.question)


def _citation(part: CitationPart | None) -> Citation | None:
    if part is None:
        return None
    return Citation(part.memorandum, part.dated, part.paragraph, part.quotation)


def digest_of(year: ReportingYear, rules: tuple[Rule, ...]) -> str:
    """Return the SHA-256, in hex, over year and rules in canonical JSON."""
    content = {"schema": 1, "year": year.label, "rules": [_canonical(rule) for rule in rules]}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(rule: Rule) -> dict[str, object]:
    cited = rule.citation
    return {
        "id": rule.id,
        "value": rule.value,
        "standing": rule.standing.value,
        "citation": cited
        and [cited.memorandum, cited.dated.isoformat(), cited.paragraph, cited.quotation],
        "question": rule.question,
        # Left out where there is none, so that the general rules keep the digests they always had.
        **({} if rule.override is None else {"override": _ordered(rule.override)}),
    }


def _ordered(override: Override) -> list[str]:
    return [override.number, override.dated.isoformat(), override.issued_by]
