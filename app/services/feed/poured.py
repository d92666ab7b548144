"""What stands in staging between the reading of an authority's report and its merge."""

from dataclasses import dataclass, field
from datetime import datetime

from app.integrations.igot.feed import Fault
from app.store.feed.withdrawals import WholeReading


@dataclass(slots=True)
class Poured:
    """An authority's report in staging, all its windows read; how many of them answered 404."""

    reading: WholeReading
    started: datetime
    faults: list[Fault] = field(default_factory=list)
    silent: int = 0
