"""What a finding is told by: its severity, what it says, what to do, and on whose word."""

from dataclasses import dataclass
from enum import StrEnum

from app.policy.rules.ruleset import Citation
from app.policy.wording import Wording


class Severity(StrEnum):
    """How much a finding stands in the way of a right APAR entry."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class FindingRule:
    """One kind of finding, in both official languages.

    It rests on a rule of the year's rules file, on a paragraph that it cites, or on neither: then
    it is a house rule of its catalogue.
    """

    id: str
    severity: Severity
    title: Wording
    action: Wording
    rule_id: str | None = None
    citation: Citation | None = None
