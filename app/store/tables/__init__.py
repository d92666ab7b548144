"""One room of tables a file, gathered here so that their metadata is whole."""

from app.store.tables import (
    action,
    authority,
    change,
    correction,
    export,
    fact,
    ledger,
    liaison,
    official,
    outcome,
    picture,
    plan,
    register,
    roster,
    seal,
    staging,
    strength,
)
from app.store.tables.metadata import metadata

__all__ = [
    "action",
    "authority",
    "change",
    "correction",
    "export",
    "fact",
    "ledger",
    "liaison",
    "metadata",
    "official",
    "outcome",
    "picture",
    "plan",
    "register",
    "roster",
    "seal",
    "staging",
    "strength",
]
