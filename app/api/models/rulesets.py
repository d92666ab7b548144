"""Rules of reporting years."""

from app.api.models.shapes import Answer, RuleAsApplied, YearLabel


class RulesetName(Answer):
    """A year's rules by their digest, the SHA-256 that entries name."""

    reporting_year: YearLabel
    digest: str


class Rulesets(Answer):
    """The years that have rules, oldest first."""

    rulesets: list[RulesetName]


class Ruleset(RulesetName):
    """A year's rules, in the order of their ids."""

    rules: list[RuleAsApplied]
