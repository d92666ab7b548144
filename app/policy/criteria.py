"""The keys by which a training plan's groups may choose officials."""

from typing import Literal

Key = Literal[
    "rootorgid",
    "designation",
    "designation_exact",
    "group",
    "user",
    "tag",
    "cadre",
    "service",
    "batch",
    "civil_service_type",
    "isoncentraldeputation",
    "isprofileverified",
    "profilestatus",
]
# Ids, and what plans of the first generation compare letter by letter.
EXACT_KEYS = frozenset({"user", "designation_exact"})
