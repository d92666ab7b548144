"""The audit trail: who looked at what, on whom, when; appended in the transaction that looks."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.store.database import Writing
from app.store.statements import statement


@dataclass(frozen=True, slots=True)
class Access:
    """What is being done, by whom and what for; ``purpose`` is the caller's own word.

    ``person`` is for whom the client speaks; None for a client that speaks for itself.
    """

    client_id: str
    purpose: str
    request_id: str
    action: str
    year: int | None = None
    authority_id: int | None = None
    person: str | None = None


async def append(
    session: Writing,
    access: Access,
    outcome: str,
    official_ids: Sequence[int | None] = (None,),
    positions: tuple[int, int] | None = None,
) -> None:
    """Append one event for each official, or one about none in particular.

    ``positions`` are the first and the last publish position that were looked through, if any.
    """
    first, last = positions or (None, None)
    await session.run(
        statement("audit/append"),
        {
            "client_id": access.client_id,
            "person": access.person,
            "purpose": access.purpose,
            "action": access.action,
            "request_id": access.request_id,
            "year": access.year,
            "authority_id": access.authority_id,
            "outcome": outcome,
            "official_ids": list(official_ids),
            "first_position": first,
            "last_position": last,
        },
    )
