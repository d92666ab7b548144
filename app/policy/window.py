"""The part of a reporting year that an evaluation looks at."""

from dataclasses import dataclass
from datetime import datetime

from app.policy.reporting_year import ReportingYear


@dataclass(frozen=True, slots=True)
class Window:
    """A reporting year, seen no later than ``as_of`` (that moment included) when it is given."""

    year: ReportingYear
    as_of: datetime | None = None

    def admits(self, moment: datetime) -> bool:
        """Say whether what happened at a zoned moment counts."""
        return self.year.contains(moment) and not self.hides(moment)

    def hides(self, moment: datetime) -> bool:
        """Say whether a zoned moment lies after the one that the evaluation looks from."""
        return self.as_of is not None and moment > self.as_of
