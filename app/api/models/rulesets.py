"""Rules of reporting years."""

from app.api.models.shapes import Answer, RuleAsApplied, Sentence, YearLabel


class RulesetName(Answer):
    """A year's rules by their digest, the SHA-256 that entries name."""

    reporting_year: YearLabel
    digest: str


class Rulesets(Answer):
    """The years that have rules, oldest first."""

    rulesets: list[RulesetName]


class WhyFixed(Answer):
    """Why no authority may order its own value; an order that tries is refused by this `code`."""

    code: str
    sentence: Sentence


class RuleOfYear(RuleAsApplied):
    """A rule of a year; `fixed` is null where an authority may order its own value."""

    fixed: WhyFixed | None


class LiaisonRuleset(Answer):
    """The rules on liaison officers, in the order of their ids, with the digest of these alone."""

    digest: str
    rules: list[RuleOfYear]


class Ruleset(RulesetName):
    """A year's rules, in the order of their ids, and those on liaison officers beside them."""

    rules: list[RuleOfYear]
    liaison: LiaisonRuleset
