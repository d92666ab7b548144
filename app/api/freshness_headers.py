"""How long ago facts were held in full, beside a body whose entity tag must not change with it."""

from app.api import contract
from app.services.freshness import Freshness

LAG = "Karmasetu-Lag-Seconds"
DECLARED = {
    LAG: contract.header(
        "Seconds since the facts were held in full; not there if they never were.", "integer"
    )
}


def of(freshness: Freshness) -> dict[str, str]:
    """Return the header that says how old the facts are, in seconds."""
    return {} if freshness.lag_seconds is None else {LAG: str(freshness.lag_seconds)}
