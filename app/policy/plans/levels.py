"""Whom a plan is meant for, beside whom it reaches: levels that designations or batches lead to."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.policy import designation, level, reach
from app.policy.facts import OfficialFacts, Plan
from app.policy.finding import FindingRule, Severity
from app.policy.mandate import Evaluation
from app.policy.outcome import Outcome
from app.policy.prescriber import follows_bands
from app.policy.reporting_year import ReportingYear
from app.policy.rules.ruleset import Ruleset
from app.policy.wording import Wording

REACHED_ASTRAY = FindingRule(
    "RL-001",
    Severity.WARNING,
    Wording(
        "A plan that is meant for other levels reaches the official.",
        "अन्य स्तरों के लिए बनी योजना कार्मिक पर लागू है।",
    ),
    Wording(
        "Correct the designations or batches that the plan names, or record the level of the"
        " official's designation.",
        "योजना के पदनाम या बैच ठीक करें, या कार्मिक के पदनाम का स्तर दर्ज करें।",
    ),
)
NOT_REACHED = FindingRule(
    "RL-002",
    Severity.WARNING,
    Wording(
        "No plan that is meant for the official's level reaches the official, though there is one.",
        "कार्मिक के स्तर के लिए योजना है, पर वह उस पर लागू नहीं होती।",
    ),
    Wording(
        "Have the designation or batch in the profile corrected, or name it in the plan as it"
        " stands there.",
        "प्रोफ़ाइल में पदनाम या बैच ठीक कराएँ, या उसे योजना में उसी रूप में जोड़ें।",
    ),
)
CATALOGUE: Mapping[str, FindingRule] = {rule.id: rule for rule in (REACHED_ASTRAY, NOT_REACHED)}


@dataclass(frozen=True, slots=True)
class Scale:
    """By which criteria a plan names levels, and the level that each named value leads to."""

    keys: tuple[str, ...]
    level_of: Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class LevelDifference:
    """One kind of difference of one official, and the plans that it is about."""

    rule: FindingRule
    plans: tuple[Plan, ...]


def of_posts(level_map: Mapping[str, str]) -> Scale:
    """Return the scale of whom an MDO prescribes for: designations, by the authority's map."""
    return Scale(
        ("designation", "designation_exact"),
        lambda named: level_map.get(designation.key(named) or ""),
    )


def of_service(year: ReportingYear, ruleset: Ruleset) -> Scale:
    """Return the scale of whom a CCA prescribes for: batches, by the bands of para 3(ii).

    No designation leads to a band, so that of a plan that names no batch nothing can be said.
    """
    return Scale(("batch",), lambda named: _band(named, year, ruleset))


def meant_for(
    groups: Iterable[Iterable[str]], level_of: Callable[[str], str | None]
) -> frozenset[str] | None:
    """Return the levels that a plan is meant for; None where that can't be told honestly.

    ``groups`` are the values that each of its criteria groups names on a scale. A group that names
    none is meant for whomever, and a value that leads to no level for nobody knows whom: of such a
    plan nothing is said.
    """
    named = [[level_of(one) for one in group] for group in groups]
    if not named or any(not levels or None in levels for levels in named):
        return None
    return frozenset(level for levels in named for level in levels if level is not None)


def differing(
    evaluation: Evaluation, facts: OfficialFacts, year: ReportingYear, ruleset: Ruleset
) -> tuple[LevelDifference, ...]:
    """Return where reach and level of one official differ, as his prescriber's own list has it.

    Levels of plans are told by the prescriber's map, whoever's official he is.
    """
    number = evaluation.prescriber_id
    if evaluation.outcome is Outcome.NOT_MANDATED or evaluation.level is None or number is None:
        return ()
    own = facts.own_levels.get(number, {})
    banded = follows_bands(facts.profile, ruleset)
    scale = of_service(year, ruleset) if banded else of_posts({**ruleset.level_map, **own})
    plans = (plan for plan in facts.plans if plan.authority_id == number)
    meant = [
        (plan, levels)
        for plan in reach.flagged(plans, ruleset)
        if (levels := meant_for(_named(plan, scale), scale.level_of)) is not None
    ]
    return tuple(_differences(evaluation.level, frozenset(evaluation.plan_ids), meant))


def _differences(
    held: str, reached: frozenset[int], meant: list[tuple[Plan, frozenset[str]]]
) -> Iterator[LevelDifference]:
    astray = tuple(plan for plan, levels in meant if plan.plan_id in reached and held not in levels)
    if astray:
        yield LevelDifference(REACHED_ASTRAY, astray)
    fitting = tuple(plan for plan, levels in meant if held in levels)
    if fitting and not any(plan.plan_id in reached for plan in fitting):
        yield LevelDifference(NOT_REACHED, fitting)


def _named(plan: Plan, scale: Scale) -> Iterator[tuple[str, ...]]:
    for group in plan.groups:
        yield tuple(value for one in group if one.key in scale.keys for value in one.values)


def _band(named: str, year: ReportingYear, ruleset: Ruleset) -> str | None:
    if not (named.isascii() and named.isdigit() and len(named) == len(str(year.start))):
        return None
    years = level.years_of_service(int(named), year, ruleset)
    return None if years is None else level.band(years, ruleset)
