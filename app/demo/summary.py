"""What a secretary reads first: for each authority, where its officials stand and how fresh."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rich.box import SIMPLE_HEAD
from rich.table import Table

from app.policy.outcome import Outcome
from app.policy.reporting_year import IST, ReportingYear

NAME_WIDTH = 32
LEGEND = (
    "Met: at least the required courses, and the assessment where one is linked.  Test: the"
    " comprehensive assessment.  Unclear: iGOT says Fail and knows neither score nor date.\n"
    "No plan: nothing was prescribed.  No level: the designation is on no map, and no plan reaches"
    " the official.  Not mandated: contractual, outsourced, or not covered."
)
# Column headings, in the order in which a reader asks.
HEADINGS: Mapping[Outcome, str] = {
    Outcome.MET: "Met",
    Outcome.SHORT_OF_COURSES: "Short of courses",
    Outcome.ASSESSMENT_PENDING: "Test pending",
    Outcome.ASSESSMENT_FAILED: "Test failed",
    Outcome.NOT_ESTABLISHED: "Unclear",
    Outcome.NO_PLAN: "No plan",
    Outcome.LEVEL_UNRESOLVED: "No level",
    Outcome.EXEMPT: "Exempt",
    Outcome.NOT_MANDATED: "Not mandated",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One authority's officials by outcome, and through when its facts are held."""

    authority: str
    officials: int
    by_outcome: Mapping[str, int]
    facts_through: datetime | None


def table(year: ReportingYear, standings: list[Standing]) -> Table:
    """Return the summary as a table, largest authority first, with a line of totals."""
    drawn = Table(
        title=f"Mandate {year.label}: officials by outcome (facts as of: Indian Standard Time)",
        title_justify="left",
        box=SIMPLE_HEAD,
        collapse_padding=True,
        pad_edge=False,
        caption=LEGEND,
        caption_justify="left",
    )
    drawn.add_column("Authority", no_wrap=True, width=NAME_WIDTH)
    drawn.add_column("Officials", justify="right", no_wrap=True)
    for heading in HEADINGS.values():
        drawn.add_column(
            heading, justify="right", min_width=max(6, *(len(word) for word in heading.split()))
        )
    drawn.add_column("Facts as of", no_wrap=True, width=12)
    for standing in sorted(standings, key=lambda held: -held.officials):
        drawn.add_row(*_row(standing))
    drawn.add_section()
    drawn.add_row(*_row(_total(standings)))
    return drawn


def _row(standing: Standing) -> list[str]:
    counts = [standing.by_outcome.get(outcome.value, 0) for outcome in HEADINGS]
    through = standing.facts_through
    fresh = "never whole" if through is None else f"{through.astimezone(IST):%d %b %H:%M}"
    return [
        standing.authority,
        f"{standing.officials:,}",
        *(f"{count:,}" if count else "·" for count in counts),
        fresh,
    ]


def _total(standings: list[Standing]) -> Standing:
    summed: dict[str, int] = {}
    for standing in standings:
        for outcome, count in standing.by_outcome.items():
            summed[outcome] = summed.get(outcome, 0) + count
    moments = [held.facts_through for held in standings if held.facts_through is not None]
    oldest = min(moments) if len(moments) == len(standings) and moments else None
    return Standing("All", sum(held.officials for held in standings), summed, oldest)
