"""How an operation answers on a record, by whose record it is: the same for all of a kind."""

from collections.abc import Mapping
from typing import Literal

# Given; given, but with nothing in it; as if there were no such thing (404); refused (403).
Answer = Literal["given", "nothing", "missing", "refused"]
# How a record stands to the caller's tenant.
Relation = Literal["own", "prescribes", "other"]
# What an operation is about.
Subject = Literal["nobody", "all", "authority", "record", "official", "entry", "request", "list"]

RELATIONS: Mapping[Relation, str] = {
    "own": "of the caller's own authority, service or cadre, or the caller's own record",
    "prescribes": "of another authority's official for whom the caller's authority prescribes",
    "other": "anybody else's, or there is none: the two answer alike",
}
SUBJECTS: Mapping[Subject, str] = {
    "nobody": "what concerns no official and no authority",
    "all": "all authorities at once: only for a caller who sees everything",
    "authority": "an authority, or what it keeps",
    "record": "one numbered record or run",
    "official": "one official's facts and outcome",
    "entry": "one official's published entry",
    "request": "what a client of the same reach asked for",
    "list": "whatever of all the caller may see",
}
_HELD: Mapping[Relation, Answer] = {
    "own": "given",
    "prescribes": "missing",
    "other": "missing",
}
ANSWERS: Mapping[Subject, Mapping[Relation, Answer]] = {
    "nobody": dict.fromkeys(RELATIONS, "given"),
    "all": {**dict.fromkeys(RELATIONS, "refused"), "own": "given"},
    "authority": _HELD,
    "record": _HELD,
    "official": _HELD,
    "entry": {**_HELD, "prescribes": "given"},
    "request": _HELD,
    "list": {**_HELD, "prescribes": "given", "other": "nothing"},
}
