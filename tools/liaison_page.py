"""The chapter of docs/policy.md on liaison officers: their rules, and what can be found."""

import json
from collections.abc import Iterator, Sequence

from app.policy.examples import Table
from app.policy.liaison import examples, ruleset
from app.policy.liaison.catalogue import CATALOGUE
from app.policy.rules.ruleset import Rule
from tools.openness import changeable

INTRODUCTION = """## Liaison officers

OM F. No. 36023/1/2024-Estt.(Res-I) of 22.10.2024 asks ministries to direct their liaison officers;
it never mentions the APAR. These rules stand in files of their own (`app/policy/liaison/rules`)
with digests of their own: nothing here touches an outcome of courses or an APAR entry. One engine
decides, the one that explains. An authority's order for one of them holds for those whom it has
designated. What a year comes to is `done`, `not_done`, `evidence_missing` or,
where nothing is owed, `not_directed`, for each of the four items and for all together.

**How to read the examples.** Officers are set apart by semicolons, the categories of one by commas;
each is designated for the whole year unless days are given. R and W are the two workshops of ISTM,
“Reservation in Services” and “Workshop for Liaison Officers”, shown by a certificate or by the
order alone; P and L the two programmes on iGOT, “Reservation Policy - Reservation in Service” and
“Role of Liaison Officer in Reservation”. What was done is the first officer's, on 2025-09-01 unless
a day is given, and so is what comes of the four. It is asked for on 2026-06-01 unless the table
says otherwise. Every line is also a test of the engine.
"""
HEADS = {
    "officers": "liaison officers",
    "directed": "directed to",
    "asked": "asked for on",
    "R": "R",
    "W": "W",
    "P": "P",
    "L": "L",
    "done": "done",
    "late": "late",
    "outcome": "in all",
    "findings": "findings",
}
# How the page tells what the tables write in short.
WORDS = {"sc_st": "SC/ST", "obc": "OBC", "pwd": "PwD", "ews": "EWS", "_": " ", "@": " on "}
FACTS = {"officers", "directed", "done", "asked"}


def chapter() -> Iterator[str]:
    """Yield the chapter: each rule of the first year, what differs later, and the findings."""
    first, *later = map(ruleset.load, ruleset.available_years())
    yield INTRODUCTION
    yield f"{len(first.rules)} rules of {first.year.label}. Digest: `{first.digest}`.\n"
    for rule in first.rules:
        yield from _rule(rule)
    for after in later:
        differing = [rule for rule in after.rules if rule not in first.rules]
        told = "as follows" if differing else "nothing"
        yield f"What differs in {after.year.label}: {told}. Digest: `{after.digest}`.\n"
        for rule in differing:
            yield from _rule(rule)
    yield from _findings()


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}\n"
    yield f"- Value: {_value(rule.value)}"
    yield f"- Standing: *{rule.standing.value}*."
    yield changeable(rule)
    if rule.question:
        yield f"- Open question: {rule.question}"
    if cited := rule.citation:
        words = "Words it reads" if rule.question else "Source"
        place = f"OM {cited.memorandum} of {cited.dated:%d.%m.%Y}, para {cited.paragraph}"
        yield f"- {words}: {place}: “{cited.quotation}”"
    yield ""
    for table in examples.tables()[rule.id]:
        yield from _examples(table)


def _examples(table: Table) -> Iterator[str]:
    if table.under:
        varied = ", ".join(json.dumps(value) for value in table.under.values())
        yield f"Were the value `{varied}` instead:\n"
    heads, *rows = table.cells()
    facts = sum(head in FACTS for head in heads)
    yield _line([HEADS[head] for head in heads], facts)
    yield "|" + "---|" * (len(heads) + 1)
    for row in rows:
        yield _line([_worded(cell) for cell in row], facts)
    yield ""


def _worded(cell: str) -> str:
    for written, told in WORDS.items():
        cell = cell.replace(written, told)
    return cell or "nothing"


def _line(cells: Sequence[str], facts: int) -> str:
    return f"| {' | '.join([*cells[:facts], '→', *cells[facts:]])} |"


def _value(value: object) -> str:
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        return "; ".join(f"`{each['id']}`: {_described(each)}" for each in value)
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def _described(entry: dict[str, object]) -> str:
    return ", ".join(str(found) for name, found in entry.items() if name != "id")


def _findings() -> Iterator[str]:
    yield "### Findings on liaison officers\n"
    yield "| id | severity | what is found | what to do | rule |"
    yield "|---|---|---|---|---|"
    for one in CATALOGUE:
        told = f"{one.title.en} {one.title.hi} | {one.action.en} {one.action.hi}"
        yield f"| {one.id} | {one.severity.value} | {told} | `{one.rule_id}` |"
