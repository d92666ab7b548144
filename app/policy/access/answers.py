"""How an operation answers on a record, by whose record it is: the same for all of a kind."""

from collections.abc import Mapping
from typing import Literal

# Given; given, but with nothing in it; as if there were no such thing (404); refused (403).
Answer = Literal["given", "nothing", "missing", "refused"]
# How a record stands to the caller's tenant.
Relation = Literal["own", "arrived", "prescribes", "prescribed", "other"]
# What an operation is about.
Subject = Literal[
    "nobody",
    "all",
    "authority",
    "record",
    "official",
    "entry",
    "paper",
    "proof",
    "filing",
    "request",
    "list",
]

RELATIONS: Mapping[Relation, str] = {
    "own": "of the caller's own authority, service or cadre, or the caller's own record",
    "arrived": (
        "of an official whose posting to the caller's authority has begun, and whose entry is"
        " still the one that was published for the place before"
    ),
    "prescribes": "of another authority's official for whom the caller's authority prescribes",
    "prescribed": (
        "of an official who has left, and for whom the caller's authority prescribed when an"
        " earlier version of his entry was published"
    ),
    "other": "anybody else's, or there is none: the two answer alike",
}
SUBJECTS: Mapping[Subject, str] = {
    "nobody": "what concerns no official and no authority",
    "all": "all authorities at once: only for a caller who sees everything",
    "authority": "an authority, or what it keeps",
    "record": "one numbered record or run",
    "official": "one official's facts and outcome",
    "entry": "one official's entry: the one that stands, or else the last that one prescribed",
    "paper": "the entry that stands for one official",
    "proof": "the entry of one official as it was sealed",
    "filing": "what SPARROW was told of one official",
    "request": "what a client of the same reach asked for",
    "list": "whatever of all the caller may see",
}
_HELD: Mapping[Relation, Answer] = {
    "own": "given",
    "arrived": "given",
    "prescribes": "missing",
    "prescribed": "missing",
    "other": "missing",
}
ANSWERS: Mapping[Subject, Mapping[Relation, Answer]] = {
    "nobody": dict.fromkeys(RELATIONS, "given"),
    "all": {**dict.fromkeys(RELATIONS, "refused"), "own": "given"},
    "authority": _HELD,
    "record": _HELD,
    "official": _HELD,
    "entry": {**_HELD, "prescribes": "given", "prescribed": "given"},
    "paper": {**_HELD, "prescribes": "given"},
    "proof": {**_HELD, "arrived": "missing", "prescribes": "given", "prescribed": "given"},
    "filing": {**_HELD, "arrived": "missing"},
    "request": _HELD,
    "list": {**_HELD, "prescribes": "given", "prescribed": "given", "other": "nothing"},
}
