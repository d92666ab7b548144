"""Faults planted into single steps of the statement: the comparison notices each of them."""

from dataclasses import replace
from typing import Any

import pytest

from app.policy.facts import Employment
from app.store import statements
from app.store.database import Writing
from app.store.mandate import evaluations
from tests.harness.arranged import RULES
from tests.parity.comparing import decide
from tests.parity.directed import AS_OF, DIRECTED
from tests.parity.faults import FAULTS, Fault
from tests.parity.ordered_faults import ORDERED
from tests.parity.population import Population


def planted(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the store run the statement with the fault in it."""
    honest = statements.source
    step = f"evaluate/{fault.step}"
    assert honest(step).count(fault.written) == 1, "the step no longer says so: plant it anew"
    monkeypatch.setattr(
        statements,
        "source",
        lambda name: (
            honest(name).replace(fault.written, fault.slipped) if name == step else honest(name)
        ),
    )
    # None of them as it was composed before the slip.
    for name in (
        "framing_statement",
        "following_statement",
        "setting_down_verdicts",
        "answering_statement",
    ):
        made = getattr(evaluations, name)
        monkeypatch.setattr(evaluations, name, made.__wrapped__)


def under(switched: dict[str, Any]) -> Population:
    """Return the directed population under switched rules, for everyone."""
    own = tuple((place, replace(rules, **switched)) for place, rules in DIRECTED.own_rules)
    return replace(DIRECTED, rules=replace(RULES, **switched), own_rules=own)


EVERY = {**FAULTS, **ORDERED}


@pytest.mark.parametrize("name", EVERY)
async def test_a_planted_fault_is_noticed(
    undone: Writing, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Each slip makes the statement differ from the pure core over the directed population."""
    fault = EVERY[name]
    planted(fault, monkeypatch)
    as_of = AS_OF if "moment" in name else None
    decided = await decide(undone, replace(under(fault.rules), as_of=as_of))

    assert decided.differences() != []


@pytest.mark.parametrize("as_of", [None, AS_OF])
@pytest.mark.parametrize(
    "switched",
    [
        {},
        {"assessment_attempt": "latest", "transfer": "longest"},
        {"exemption_covers": "whole_year", "transfer": "union"},
        # Everything that an authority may order, as nobody has it.
        {
            "after_due_counts": False,
            "before_plan_counts": False,
            "central_levels": frozenset({"mts", "us"}),
            "certificate_passes": False,
            "doubt_withholds": False,
            "missing_group": Employment.OUTSOURCED,
            "outside_days_counts": False,
            "plans_count_together": False,
            "retired_plans_count": False,
            "transfer": "union",
            "undated_counts": False,
            "unlinked_passes": False,
            "vanished_stay": False,
        },
    ],
)
async def test_without_a_fault_nothing_is_noticed(
    undone: Writing, as_of: Any, switched: dict[str, Any]
) -> None:
    """Over the same population the honest statement agrees with the pure core."""
    decided = await decide(undone, replace(under(switched), as_of=as_of))

    assert decided.differences() == []
