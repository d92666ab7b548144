"""Whom a plan is meant for, told from what it names or not at all, and whom it reaches instead."""

from typing import Any

import pytest

from app.policy.facts import Criterion, OfficialFacts
from app.policy.mandate import evaluate
from app.policy.plans.levels import meant_for, of_posts, of_service
from app.policy.telling.explanation import explain
from tests.policy.factories import (
    CCA,
    MDO,
    RULES,
    YEAR,
    a_plan,
    a_profile,
    an_ais_profile,
    an_official,
)

POSTS, SERVICE = of_posts(RULES.level_map), of_service(YEAR, RULES)


@pytest.mark.parametrize(
    ("groups", "levels"),
    [
        ([["under secretary"]], {"us"}),
        ([["Under  Secretary.", "joint secretary"]], {"us", "js_and_above"}),
        ([["under secretary"], ["director"]], {"us", "ds_director"}),
        ([["under secretary"], []], None),
        ([["under secretary", "head of nothing"]], None),
        ([[""]], None),
        ([], None),
    ],
)
def test_levels_that_a_plan_is_meant_for(groups: list[list[str]], levels: set[str] | None) -> None:
    """Each group names designations, and each leads to a level; otherwise nothing is said."""
    assert meant_for(groups, POSTS.level_of) == levels


@pytest.mark.parametrize(
    ("groups", "levels"),
    [
        ([["2016", "2017"]], {"upto_9"}),
        ([["2016"], ["2015"]], {"upto_9", "above_9_upto_16"}),
        ([["2000"]], {"above_16_upto_25"}),
        ([["1999"], []], None),
        ([["2026"]], None),
        ([["under secretary"]], None),
        ([["²⁰⁰⁰"]], None),
    ],
)
def test_bands_that_a_plan_is_meant_for(groups: list[list[str]], levels: set[str] | None) -> None:
    """Each group names batches that lead to a band by this year; otherwise nothing is said."""
    assert meant_for(groups, SERVICE.level_of) == levels


def named(number: int, key: str, *values: str, of: int = MDO, **changes: Any) -> Any:
    """Return a plan for whoever has one of some values."""
    groups = ((Criterion(key, values),),)
    return a_plan(plan_id=number, authority_id=of, groups=groups, **changes)


def told(**changes: Any) -> list[tuple[str, list[int]]]:
    """Return the differences that the explanation of an official tells, by rule and plans."""
    facts: OfficialFacts = an_official(**changes)
    explained = explain(evaluate(facts, YEAR, RULES), facts, YEAR, RULES, YEAR.last_day)
    return [
        (one.rule.id, [plan.plan_id for plan in one.plans]) for one in explained.level_differences
    ]


ASTRAY = a_plan(
    plan_id=2, groups=((Criterion("designation", ("director",)),), (Criterion("user", ("x",)),))
)
DIRECTORS = named(3, "designation", "director")
EXACT = named(4, "designation_exact", "Under Secretary (US)")
BATCHES = named(5, "batch", "2017", "2018", of=CCA)


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        ({}, []),
        ({"plans": (a_plan(), EXACT, DIRECTORS)}, [("RL-002", [4])]),
        ({"plans": (named(4, "designation", "under secretary"), EXACT)}, []),
        ({"plans": (ASTRAY,), "profile": a_profile(designation_key="director")}, []),
        (
            {
                "plans": (DIRECTORS,),
                "profile": a_profile(designation="Director", designation_key="under secretary"),
            },
            [("RL-001", [3])],
        ),
        ({"plans": (named(4, "designation_exact", "Under Secretary (US)", apar=None),)}, []),
        ({"plans": (EXACT,), "own_levels": {MDO: {"under secretary (us)": "mts"}}}, []),
        (
            {"plans": (EXACT,), "own_levels": {CCA: {"under secretary (us)": "mts"}}},
            [("RL-002", [4])],
        ),
        ({"plans": (named(4, "designation_exact", "Head of nothing"),)}, []),
        # Whom another authority prescribes for: by its plans, on the scale of years of service.
        ({"plans": (BATCHES,), "profile": an_ais_profile(batch=2016)}, [("RL-002", [5])]),
        ({"plans": (BATCHES,), "profile": an_ais_profile(batch=2017)}, []),
        ({"plans": (BATCHES,), "profile": an_ais_profile(batch=2012)}, []),
        (
            {
                "plans": (BATCHES, DIRECTORS),
                "profile": a_profile(batch=2016, no_mdo_prescriber_id=CCA),
            },
            [("RL-002", [5])],
        ),
        (
            {
                "plans": (named(6, "designation", "under secretary", of=CCA),),
                "profile": an_ais_profile(),
            },
            [],
        ),
        # Without level, prescriber or mandate there is nothing to hold a plan against.
        ({"plans": (EXACT,), "profile": a_profile(designation_key="clerk")}, []),
        ({"plans": (BATCHES,), "profile": an_ais_profile(controlling_authority_id=None)}, []),
        ({"plans": (EXACT,), "profile": a_profile(body_without_choice=True)}, []),
    ],
)
def test_an_explanation_tells_reach_and_level_apart(
    changes: dict[str, Any], findings: list[tuple[str, list[int]]]
) -> None:
    """What the prescriber's list says of an official is told to whoever asks about him."""
    assert told(**changes) == findings
