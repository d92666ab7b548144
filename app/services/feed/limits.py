"""How far a run reaches, and how much it asks of iGOT: house values, each with its reason."""

from dataclasses import dataclass
from datetime import timedelta

# Under which name all calls for the years before are planned and told, whatever their authority.
OLDER = "older enrolments"


@dataclass(frozen=True, slots=True)
class SyncLimits:
    """What an installation may set of a run.

    ``looks_an_hour``: own lists, a call each, read by all runs of an hour together. 1,000 an hour
    is the lowest rate that iGOT's gateway is known to allow a key on a route.
    ``older_years``: how many years before its two a reconciling run asks for enrolments. An
    enrolment has no end on iGOT; a course is seldom completed more than five years after it.
    ``resumable_for``: for how long what a killed run read is not read again: past half a day,
    iGOT's own reports are written anew.
    """

    looks_an_hour: int = 1_000
    older_years: int = 5
    resumable_for: timedelta = timedelta(hours=12)


USUAL = SyncLimits()
