"""Whether an authority may change a rule for itself, in the words of docs/policy.md."""

from app.policy.rules.fixed import FixedBecause
from app.policy.rules.overrides import fixed
from app.policy.rules.ruleset import Rule
from app.policy.telling.fixed_rules import SENTENCES

# Not by an order for the rule, but by a register of its own.
ELSEWHERE = {FixedBecause.RECORDED_BY_DESIGNATION, FixedBecause.SAID_BY_THE_DIRECTION}


def changeable(rule: Rule) -> str:
    """Return the line that says whether an authority may change a rule, and why not."""
    why = fixed(rule)
    if why is None:
        told = "yes, by an order that it records."
    else:
        told = f"{'yes' if why in ELSEWHERE else 'no'}. {SENTENCES[why].en}"
    return f"- May an authority change it for itself: {told}"
