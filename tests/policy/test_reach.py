"""Reach: a plan reaches an official if any criteria group fits whole."""

from dataclasses import replace

import pytest

from app.policy import reach
from app.policy.facts import Criterion
from tests.policy.factories import CCA, MDO, RULES, a_plan, a_profile, an_official

PROFILE = a_profile(
    designation=" Under Secretary ",
    group="Group A",
    cadre="CSS",
    service="Central Secretariat Service",
    civil_service_type="Central",
    batch=2010,
    on_central_deputation=True,
    tags=(" APAR-US ", "new"),
)
BLANK = a_profile(designation=None, group=None, profile_status="NOT-VERIFIED")


def reaches(*groups: tuple[Criterion, ...], profile: object = PROFILE) -> bool:
    """Say whether a plan with those groups reaches an official with that profile."""
    facts = an_official(profile=profile, plans=(a_plan(groups=groups),))
    return bool(reach.reached(facts, MDO))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("rootorgid", "org-10"),
        ("designation", "under secretary"),
        ("designation_exact", " Under Secretary "),
        ("group", "group a"),
        ("cadre", "css"),
        ("service", "central secretariat service"),
        ("civil_service_type", "central"),
        ("batch", "2010"),
        ("isoncentraldeputation", "true"),
        ("isprofileverified", "true"),
        ("profilestatus", "verified"),
        ("tag", "apar-us"),
        ("user", "official-1"),
    ],
)
def test_each_criterion(key: str, value: str) -> None:
    """A criterion holds for its value among others, and not for another."""
    assert reaches((Criterion(key, ("another", value)),))
    assert not reaches((Criterion(key, ("another",)),))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("designation_exact", "Under Secretary"),
        ("designation_exact", "under secretary"),
        ("user", "OFFICIAL-1"),
        ("gender", "female"),
        ("RootOrgId", "org-10"),
        ("isprofileverified", "false"),
    ],
)
def test_near_misses(key: str, value: str) -> None:
    """Exact criteria stay exact, and a key that is not known matches nobody."""
    assert not reaches((Criterion(key, (value,)),))


@pytest.mark.parametrize(
    "key", ["designation", "designation_exact", "group", "cadre", "service", "batch", "tag"]
)
def test_a_missing_value_never_matches(key: str) -> None:
    """What the profile does not say fits no criterion, not even a blank one."""
    assert not reaches((Criterion(key, ("", "none")),), profile=BLANK)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("isoncentraldeputation", "false"),
        ("isprofileverified", "false"),
        ("profilestatus", "not-verified"),
    ],
)
def test_flags_of_a_bare_profile(key: str, value: str) -> None:
    """A missing deputation flag reads as not on deputation; not verified is not verified."""
    assert reaches((Criterion(key, (value,)),), profile=BLANK)


def test_all_of_one_group_or_of_another() -> None:
    """Inside a group all criteria hold; of several groups one is enough; without any, nobody."""
    fits, fails = Criterion("group", ("group a",)), Criterion("cadre", ("ias",))

    assert not reaches((fits, fails))
    assert reaches((fails,), (fits,))
    assert not reaches()


@pytest.mark.parametrize("prescriber_id", [None, CCA])
def test_only_the_prescribers_plans(prescriber_id: int | None) -> None:
    """Another authority's plan does not reach, nor any while the prescriber is unknown."""
    assert reach.reached(an_official(), prescriber_id) == ()


def test_plans_come_in_the_order_of_their_ids() -> None:
    """The order of the feed makes no difference."""
    plans = tuple(a_plan(plan_id=number) for number in (3, 1, 2))
    reached = reach.reached(an_official(plans=plans), MDO)

    assert [plan.plan_id for plan in reached] == [1, 2, 3]


@pytest.mark.parametrize(("required", "ids"), [(True, [1]), (False, [1, 2, 3])])
def test_the_apar_flag(ids: list[int], *, required: bool) -> None:
    """Where the rule asks for the flag, only plans that carry it count."""
    plans = tuple(a_plan(plan_id=n, apar=flag) for n, flag in [(1, True), (2, False), (3, None)])
    rules = replace(RULES, apar_flag_required=required)

    assert [plan.plan_id for plan in reach.counting(plans, rules)] == ids
