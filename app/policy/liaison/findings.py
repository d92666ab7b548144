"""What is found about an authority's liaison officers, each with an id of the catalogue."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.policy.finding import FindingRule
from app.policy.liaison import catalogue
from app.policy.liaison.facts import Appointment, LiaisonFacts, Officer
from app.policy.liaison.items import OfficerOutcome, courses_of, touches
from app.policy.liaison.rules_file import Category
from app.policy.liaison.ruleset import LiaisonRules
from app.policy.orders import Validity
from app.policy.reporting_year import ReportingYear
from app.policy.wording import Wording

Designated = tuple[Officer, Appointment]


@dataclass(frozen=True, slots=True)
class LiaisonFinding:
    """One finding: its rule, its sentence, and the category and the officer it is about, if any."""

    rule: FindingRule
    title: Wording
    category: str | None = None
    official_id: int | None = None


def looked_at(year: ReportingYear, today: date) -> date:
    """Return the day on which officers must be designated: rule `liaison.designated_on`."""
    return min(max(today, year.first_day), year.last_day)


def check(
    facts: LiaisonFacts, outcomes: Iterable[OfficerOutcome], rules: LiaisonRules, today: date
) -> tuple[LiaisonFinding, ...]:
    """Return the findings on an authority's year, in the order of their ids.

    OM 36023/1/2024-Estt.(Res-I) para 1: who must be designated, of which rank, who separately.
    """
    day = looked_at(rules.year, today)
    held = [
        (officer, each)
        for officer in facts.officers
        for each in officer.appointments
        if touches(each.validity, Validity(day, day))
    ]
    found = [
        *(each for category in rules.categories for each in _category(category, held, rules, day)),
        *_elsewhere(held, day),
        *_directions(facts, rules),
        *_courses(outcomes, rules),
    ]
    return tuple(sorted(found, key=lambda one: one.rule.id))


def _category(
    category: Category, held: list[Designated], rules: LiaisonRules, day: date
) -> Iterator[LiaisonFinding]:
    here = [pair for pair in held if pair[1].category == category.id]
    officers = {officer.official_id for officer, _ in here}
    words = {"day": day.strftime("%d.%m.%Y"), "officers": len(officers)}
    if not here:
        yield _on(catalogue.NONE_DESIGNATED, category, words)
    elif category.id in rules.separate and officers <= _serving_others(category, held, rules):
        yield _on(catalogue.NOT_SEPARATE, category, words)
    if len(officers) > 1:
        yield _on(catalogue.SEVERAL_DESIGNATED, category, words)
    for officer, appointment in here:
        rule = _rank(appointment, rules)
        if rule is not None:
            yield LiaisonFinding(rule, rule.title, category.id, officer.official_id)


def _on(rule: FindingRule, category: Category, words: dict[str, object]) -> LiaisonFinding:
    title = Wording(
        rule.title.en.format(category=category.en, **words),
        rule.title.hi.format(category=category.hi, **words),
    )
    return LiaisonFinding(rule, title, category.id)


def _serving_others(category: Category, held: list[Designated], rules: LiaisonRules) -> set[int]:
    """Return who is designated for another of the categories that the memorandum states."""
    others = {each.id for each in rules.categories} - {category.id}
    return {officer.official_id for officer, each in held if each.category in others}


def _rank(appointment: Appointment, rules: LiaisonRules) -> FindingRule | None:
    if appointment.level is None:
        return catalogue.RANK_UNKNOWN
    return None if appointment.level in rules.levels_of_rank else catalogue.RANK_BELOW


def _elsewhere(held: list[Designated], day: date) -> Iterator[LiaisonFinding]:
    rule = catalogue.OFFICER_ELSEWHERE
    for officer, each in held:
        if not officer.here:
            title = rule.title.filled(day=day.strftime("%d.%m.%Y"))
            yield LiaisonFinding(rule, title, each.category, officer.official_id)


def _directions(facts: LiaisonFacts, rules: LiaisonRules) -> Iterator[LiaisonFinding]:
    year = Validity(rules.year.first_day, rules.year.last_day)
    holding = [each for each in facts.directions if touches(each.validity, year)]
    if not any(each.workshops for each in holding):
        yield LiaisonFinding(catalogue.NOT_DIRECTED, catalogue.NOT_DIRECTED.title)
    if not any(each.programmes for each in holding):
        rule = catalogue.PROGRAMMES_NOT_DIRECTED
        yield LiaisonFinding(rule, rule.title)


def _courses(outcomes: Iterable[OfficerOutcome], rules: LiaisonRules) -> Iterator[LiaisonFinding]:
    directed = [each.directions for each in outcomes if any(d.programmes for d in each.directions)]
    for programme in rules.programmes:
        if any(not courses_of(programme.id, each, rules) for each in directed):
            rule = catalogue.COURSES_NOT_CONFIGURED
            yield LiaisonFinding(rule, rule.title.filled(title=programme.title))
