"""What is wrong with a value that an authority orders for a rule, whichever rules it is one of."""

from app.errors import InvalidError
from app.policy.liaison import ruleset as liaison_rules
from app.policy.liaison.rules_file import APART
from app.policy.orders import Fault
from app.policy.reporting_year import ReportingYear
from app.policy.rules import overrides, ruleset
from app.policy.rules.laying import pointer
from app.policy.rules.overrides import Overriding


def faults(year: ReportingYear, wanted: Overriding) -> list[Fault]:
    """Return why a rule can't have a value in a year, each fault with its JSON pointer."""
    if year not in ruleset.available_years():
        return [("/reporting_year", "no-rules")]
    apart = wanted.rule_id.startswith(APART)
    rules = liaison_rules.load(year).rules if apart else ruleset.load(year).rules
    if refused := list(overrides.faults_of(rules, wanted.rule_id)):
        return refused
    try:
        if apart:
            liaison_rules.override(liaison_rules.load(year), [wanted])
        else:
            overrides.override(ruleset.load(year), [wanted])
    except InvalidError as error:
        # Below the rule's own pointer stands where in its value something is wrong.
        above = len(pointer(wanted.rule_id))
        return [(f"/value{place[above:]}", code) for place, code in error.faults]
    return []
