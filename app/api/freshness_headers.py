"""How long ago facts were held in full, beside a body whose entity tag must not change with it."""

from app.api import contract
from app.services.freshness import Freshness

LAG, STALE = "Karmasetu-Lag-Seconds", "Karmasetu-Stale"
DECLARED = {
    LAG: contract.header(
        "Seconds since the facts were held in full; not there if they never were.", "integer"
    ),
    STALE: contract.header("Whether that is too long ago.", "boolean"),
}


def of(freshness: Freshness) -> dict[str, str]:
    """Return the headers that say how old the facts are, in seconds, and whether too old."""
    lag = {} if freshness.lag_seconds is None else {LAG: str(freshness.lag_seconds)}
    return {STALE: "true" if freshness.stale else "false", **lag}
