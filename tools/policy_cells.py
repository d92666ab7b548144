"""Turns the terse cells of worked examples into words that an office reads."""

import re
from collections.abc import Callable, Mapping

HEADS: Mapping[str, str] = {
    "assessment": "assessment",
    "before": "before that",
    "completed": "courses completed",
    "cut-off": "cut-off ordered",
    "due": "plan's due date",
    "equivalents": "counts for another",
    "email": "e-mail submitted",
    "exempted": "exempted",
    "findings": "findings",
    "in doubt": "a completion without a date",
    "joined": "joined",
    "level": "level",
    "of": "count",
    "official": "official",
    "open": "assessment open",
    "outcome": "outcome",
    "plans": "training plans",
    "profile": "profile",
    "published": "plan published",
    "reasons": "reasons",
    "results": "assessment results",
    "retired": "in service no longer from",
    "since": "here since",
    "took": "from enrolment to completion",
}
OUTCOME_HEADS = frozenset({"assessment", "findings", "level", "of", "outcome", "reasons"})
_OFFICIALS = {
    "in ministry": "an official of a ministry",
    "ais in state": "an officer who serves in a State",
    "ais on deputation": "an officer on central deputation",
    "ais without flag": "an officer, deputation not stated",
    "state's own staff": "a State's own official, of no service",
    "with no mdo": "declared to work with no MDO",
    "ais declared": "an AIS officer, so declared",
    "in unchosen body": "of an autonomous body, whose ministry has not chosen",
    "in chosen body": "of an autonomous body, chosen by its ministry",
    "ais in unchosen body": "an officer on central deputation in a body not chosen",
    "without group": "an official of a ministry, no group stated",
    "contractual": "a contractual official of a ministry",
    "outsourced": "an outsourced official of a ministry",
}
_MOMENTS = {
    "": "",
    "mid-year": " on 01.09.2025",
    "autumn": " on 31.10.2025",
    "first-moment": " on 01.04.2025 at 00:00",
    "last-moment": " on 31.03.2026, the last moment",
    "before-year": " on 31.03.2025, the last moment",
    "after-year": " on 01.04.2026 at 00:00",
    "undated": " without a date",
}
_LEVELS = {
    "-": "not known",
    "mts": "MTS",
    "so_aso": "SO/ASO",
    "us": "US",
    "ds_director": "DS/Director",
    "js_and_above": "JS and above",
    "upto_9": "upto 9 years",
    "above_9_upto_16": "above 9 and upto 16 years",
    "above_16_upto_25": "above 16 and upto 25 years",
    "25_and_above": "25 years and above",
}
_RESULTS = {
    "not_established": "fail without a score,",
    "certified": "passed by certificate",
}
_OF_WHOM = {None: "", "@state": " (the CCA's)", "@body": " (the body's)"}
_FLAGS = {"": "", "?": " (APAR flag missing)", "!": " (not for the APAR)"}
_ENDED = {
    None: "",
    "~retired": " (retired within the year)",
    "~archived": " (retired after the year)",
}
_PLAN = re.compile(
    r"([A-Z](?:\+[A-Z])*|none)((?:-[A-Z])*)(?:/([A-Z]))?([?!]?)(@state|@body)?(~[a-z]+)?(?:\[tag=([a-z]+)\])?"
)


def worded(head: str, cell: str) -> str:
    """Return a cell in words; raise KeyError or ValueError for one that nobody gave words."""
    return _WORDS[head](cell)


def _plain(cell: str) -> str:
    return cell.replace("_", " ").replace("-", " ")


def _as_it_stands(cell: str) -> str:
    return cell


def _plans(cell: str) -> str:
    return "; ".join(map(_plan, cell.split()))


def _plan(word: str) -> str:
    found = _PLAN.fullmatch(word)
    if found is None:
        raise ValueError(f"no words for the plan {word}")
    courses, gone, assessment, flag, state, ended, tag = found.groups()
    listed = "a plan without courses" if courses == "none" else courses.replace("+", ", ")
    linked = f" with assessment {assessment}" if assessment else ""
    of_whom = _OF_WHOM[state]
    alone = f" (for those tagged “{tag}” alone)" if tag else ""
    vanished = "".join(f", {course} (shown no longer)" for course in gone.split("-") if course)
    return f"{listed}{vanished}{linked}{_FLAGS[flag]}{of_whom}{_ENDED[ended]}{alone}"


def _equivalent(word: str) -> str:
    said, _, days = word.rstrip("]").partition("[")
    said, _, state = said.partition("@")
    course, _, counts_for = said.partition(">")
    of_whom = " (by the CCA's order)" if state else ""
    return f"{course} for {counts_for}{of_whom}" + (f", {_span(days)}" if days else "")


def _completed(cell: str) -> str:
    return ", ".join(map(_dated, cell.split())) or "none"


def _dated(word: str) -> str:
    said, _, moment = word.partition("@")
    return said + _MOMENTS[moment]


def _results(cell: str) -> str:
    return "; ".join(_result(word) for word in cell.split()) or "none"


def _result(word: str) -> str:
    assessment, _, said = word.partition(":")
    return f"{assessment} {_plain_result(said)}"


def _plain_result(said: str) -> str:
    said, _, score = said.partition("=")
    state, _, moment = said.partition("@")
    known = _RESULTS.get(state, state) + (f" with {score}" if score else "")
    return known + _MOMENTS[moment]


def _open(word: str) -> str:
    assessment, _, days = word.partition("=")
    return f"{assessment} {_span(days)}"


def _cut_off(word: str) -> str:
    said, _, state = word.partition("@")
    assessment, _, percent = said.partition("=")
    return f"{assessment} {percent} %" + (" (by the CCA's order)" if state else "")


def _of(cell: str) -> str:
    completed, required, prescribed = cell.split("/")
    return f"{completed} done, {required} needed of {prescribed}"


def _span(cell: str) -> str:
    first, _, last = cell.partition("..")
    return f"{_day(first)} to {_day(last)}" if last else f"from {_day(first)}"


def _day(text: str) -> str:
    year, month, day = text.split("-")
    return f"{day}.{month}.{year}"


def _profile(cell: str) -> str:
    return cell.replace("=", ": ").replace(";", "; ")


def _reasons(cell: str) -> str:
    return ", ".join(map(_plain, cell.split()))


_WORDS: Mapping[str, Callable[[str], str]] = {
    "assessment": _plain,
    "before": _OFFICIALS.__getitem__,
    "completed": _completed,
    "cut-off": lambda cell: ", ".join(map(_cut_off, cell.split())) or "none",
    "due": _day,
    "equivalents": lambda cell: ", ".join(map(_equivalent, cell.split())) or "nothing",
    "email": _as_it_stands,
    "exempted": lambda cell: ", ".join(map(_span, cell.split())) or "not",
    "findings": lambda cell: cell.replace(" ", ", "),
    "in doubt": lambda cell: cell or "no",
    "joined": _day,
    "level": _LEVELS.__getitem__,
    "of": _of,
    "official": _OFFICIALS.__getitem__,
    "open": lambda cell: ", ".join(map(_open, cell.split())),
    "outcome": _plain,
    "plans": _plans,
    "profile": _profile,
    "published": _day,
    "reasons": _reasons,
    "results": _results,
    "retired": lambda cell: _day(cell) if cell else "not",
    "since": _day,
    "took": "{} seconds".format,
}
