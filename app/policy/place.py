"""On which day an official's place in a year is taken: who prescribes, which level, which plans."""

from datetime import date, datetime

from app.policy.reporting_year import IST, ReportingYear


def reference_day(year: ReportingYear, as_of: datetime | None) -> date:
    """Return the last day of the year, or the day of ``as_of`` by the clock in India if earlier.

    House rule `year.transfer`: para 3(iv) speaks of the authority in which the officer "is
    serving", so a transfer within the year brings the new place's plan for the whole of it, and one
    after the year's end changes nothing of it.
    """
    if as_of is None:
        return year.last_day
    return min(year.last_day, as_of.astimezone(IST).date())
