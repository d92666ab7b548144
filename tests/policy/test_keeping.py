"""Rules read back as they were kept: also those of a version that named fewer of them."""

from dataclasses import replace
from datetime import date

import pytest

from app.errors import ConflictError
from app.policy.mandate import evaluate
from app.policy.orders import Order
from app.policy.rules.keeping import KeptRule, restore
from app.policy.rules.laying import UNNAMED_BEFORE, entry_of
from app.policy.rules.overrides import Overriding, override
from app.policy.rules.ruleset import digest_of
from app.policy.telling.explanation import explain
from tests.policy.factories import RULES, YEAR, a_profile, an_official

EARLIER = tuple(rule for rule in RULES.rules if rule.id not in UNNAMED_BEFORE)
DIGEST = digest_of(YEAR, EARLIER)
KEPT: list[KeptRule] = [{"id": rule.id, **entry_of(rule)} for rule in EARLIER]
ORDER = Order("A-1", date(2025, 5, 1), "Secretary")


def test_rules_of_a_version_that_named_fewer() -> None:
    """They bear their own digest, decide as they did, and are told without what had no name."""
    found, facts = restore(DIGEST, YEAR, KEPT), an_official(profile=a_profile(group=None))
    evaluation = evaluate(facts, YEAR, found)
    told = explain(evaluation, facts, YEAR, found, YEAR.last_day)

    assert found == replace(RULES, digest=DIGEST, rules=EARLIER)
    assert evaluation == evaluate(facts, YEAR, RULES)
    assert not {rule.id for rule in told.rules} & UNNAMED_BEFORE


def test_rules_of_a_version_that_decided_otherwise() -> None:
    """Of whom no posting covers the day, the place of today decides, as it did before the rule."""
    former = [rule for rule in EARLIER if rule.id != "year.unplaced"]
    kept: list[KeptRule] = [{"id": rule.id, **entry_of(rule)} for rule in former]
    found = restore(digest_of(YEAR, tuple(former)), YEAR, kept)
    came_later = an_official(profile=a_profile(unplaced=True))
    told = explain(evaluate(came_later, YEAR, found), came_later, YEAR, found, YEAR.last_day)

    assert evaluate(came_later, YEAR, found) == evaluate(an_official(), YEAR, RULES)
    assert "year.unplaced" not in {rule.id for rule in told.rules}
    assert evaluate(came_later, YEAR, RULES).outcome == "not_established"


def test_an_order_over_such_rules_bears_its_digest_of_then() -> None:
    """What an authority has ordered is laid over the rules of then, by name no more than those."""
    own = override(restore(DIGEST, YEAR, KEPT), [Overriding("year.transfer", "union", ORDER)])
    now = override(RULES, [Overriding("year.transfer", "union", ORDER)])

    assert own.transfer == "union"
    assert own.digest == digest_of(
        YEAR, tuple(rule for rule in now.rules if rule.id not in UNNAMED_BEFORE)
    )


def test_rules_that_lack_another_are_refused() -> None:
    """A rule that was named from the beginning is not filled in."""
    with pytest.raises(ConflictError):
        restore(DIGEST, YEAR, [rule for rule in KEPT if rule["id"] != "year.transfer"])
