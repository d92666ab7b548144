"""Who somebody is: the one official whom an identifier of an outside system leads to."""

from sqlalchemy import text

from app.store.database import Reading
from app.store.statements import statement

# The policy own_identifier lets exactly this identifier through, for this transaction.
_ASK = text(
    "SELECT set_config('app.identifier_kind', :kind, true),"
    " set_config('app.identifier_value', :value, true)"
)


async def own(session: Reading, kind: str, value: str) -> int | None:
    """Return the official; None where the identifier leads to nobody, or to several."""
    await session.run(_ASK, {"kind": kind, "value": value})
    found = await session.run(statement("read/own_identifier"), {"kind": kind, "value": value})
    officials: list[int] = list(found.scalars())
    return officials[0] if len(officials) == 1 else None
