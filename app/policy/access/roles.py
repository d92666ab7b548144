"""The roles of the field: what each is, and by which keys a token of it may see records."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal[
    "sparrow",
    "mdo_admin",
    "mdo_leader",
    "cca",
    "dopt",
    "karmayogi_bharat",
    "auditor",
    "official",
]
# What a tenant is made of: all records, those of some authorities, services or cadres, one's own.
Key = Literal["everything", "authorities", "services", "cadres", "official"]


@dataclass(frozen=True, slots=True)
class Described:
    """What a role is in the field, and the keys by which it may be given records to see."""

    words: str
    keys: frozenset[Key]


_PLACES: frozenset[Key] = frozenset({"authorities", "services", "cadres"})
_ALL: frozenset[Key] = _PLACES | {"everything"}
ROLES: Mapping[Role, Described] = {
    "sparrow": Described("a SPARROW instance: the officials of its services or cadres", _PLACES),
    "mdo_admin": Described("who keeps an MDO's staff and registers", frozenset({"authorities"})),
    "mdo_leader": Described("who answers for an MDO's plan", frozenset({"authorities"})),
    "cca": Described("a Cadre Controlling Authority: what it prescribes, and its cadres", _PLACES),
    "dopt": Described("the Department of Personnel and Training, who sees all of it", _ALL),
    "karmayogi_bharat": Described(
        "who runs the platform, and does by an office's order what the office may", _ALL
    ),
    "auditor": Described("who reads everything and changes nothing", _ALL),
    "official": Described("one official, before his own record", frozenset({"official"})),
}
EVERY_ROLE: frozenset[Role] = frozenset(get_args(Role))
