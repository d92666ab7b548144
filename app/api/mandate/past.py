"""What a question about the past says: what had happened, what was known, by which rules."""

from typing import Annotated

from fastapi import Depends, Query
from pydantic import AwareDatetime

from app.api.dependencies import PlainMoment
from app.services.mandate.past import Asked

AsOf = Annotated[
    AwareDatetime | None,
    Query(
        description="Only what had happened by this moment, with its zone.",
        examples=["2025-12-31T23:59:59+05:30"],
    ),
    PlainMoment,
]
KnownAt = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=40,
        description="What had been learned by a closed ingest position, or by a moment with its"
        " zone after which something more has been learned.",
        examples=["1042"],
    ),
]
RulesetDigest = Annotated[
    str | None,
    Query(
        pattern="^[0-9a-f]{64}$",
        description="The digest of the year's general rules to decide by, with the overrides"
        " of authorities that were in force then; without it those of now.",
    ),
]


async def past_of(
    as_of: AsOf = None, known_at: KnownAt = None, ruleset: RulesetDigest = None
) -> Asked:
    """Return what of the past is asked for."""
    return Asked(as_of, known_at, ruleset)


Past = Annotated[Asked, Depends(past_of)]
