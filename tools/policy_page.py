"""Compares docs/policy.md with the rules files and their examples; with --write, writes it anew."""

import difflib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.policy.examples import Guide, Table, guides
from app.policy.rules.ruleset import Citation, Rule, Ruleset, available_years, load
from tools import liaison_page
from tools.openness import changeable
from tools.policy_cells import HEADS, OUTCOME_HEADS, worded

PAGE = Path(__file__).parents[1] / "docs" / "policy.md"
SHOWN_LINES = 30
SHORT_VALUE = 60
# In the order in which an office asks; a subject that is not named here comes last, by its id.
CHAPTERS = {
    "prescriber": "Who prescribes",
    "scope": "Of whom nothing is demanded",
    "levels": "Levels",
    "plans": "Training plans",
    "completion": "Courses completed",
    "assessment": "Comprehensive assessment",
    "year": "The year",
    "onboarding": "On-boarding",
    "feeds": "How fresh the facts are",
}
STANDINGS = {
    "stated": "a memorandum says it",
    "illustrative": "a memorandum gives it as an example; an authority may choose otherwise",
    "reported": "known at second hand only",
    "house": "no memorandum says it; a default until an authority decides",
}
INTRODUCTION = """# The rules, for who answers for them

<!-- Written by `python -m tools.policy_page --write` from app/policy/rules and
app/policy/examples.toml; changes made here are lost. -->

What Karmasetu holds an official's year of learning against: each rule with its value, how firmly
it stands, its source, and examples. The rules of {first} come in full; of each later year, what
differs. Where a rule is *house*, the question under it is open. An authority answers it for the
officials for whom it prescribes by recording an order; what a memorandum states, nobody overrides.

{standings}

**How to read the examples.** Capital letters are courses and assessments: A to G are courses, X and
Y assessments. Training plans are set apart by semicolons; each is of the ministry, reaches
everybody in it and is for the APAR, unless it says otherwise. The official is an Under Secretary of
a ministry, who is reached by one plan of the courses A, B, C and D and completed A and B; an
officer is of the Indian Administrative Service, batch 2010; in both, unless the table says
otherwise. What stands without a day happened on 01.09.2025. Left of “→” stand the facts, right of
it what comes out. Every line is also a test: unless it is said otherwise, it is decided by both
engines, the statement that decides for the whole population and the one that explains an official.
"""


def main(arguments: Sequence[str]) -> int:
    """Return 1 when the page and the rules differ, after showing where."""
    written = page()
    if "--write" in arguments:
        PAGE.write_text(written, "utf-8")
        print(f"policy page: wrote docs/{PAGE.name}")
        return 0
    held = PAGE.read_text("utf-8") if PAGE.exists() else ""
    if held == written:
        print("policy page: docs/policy.md says what the rules say")
        return 0
    found = difflib.unified_diff(
        held.splitlines(), written.splitlines(), "docs/policy.md", "the rules", lineterm="", n=1
    )
    print(
        "policy page: docs/policy.md is not what the rules say;"
        " run python -m tools.policy_page --write",
        file=sys.stderr,
    )
    for _, line in zip(range(SHOWN_LINES), found, strict=False):
        print(line, file=sys.stderr)
    return 1


def page() -> str:
    """Return the page: the first year's rules in full, then what differs in each later year."""
    first, *later = map(load, available_years())
    standings = "\n".join(f"- *{name}*: {meaning}." for name, meaning in STANDINGS.items())
    parts = [
        INTRODUCTION.format(first=first.year.label, standings=standings),
        *_year(first),
        *(
            line
            for before, after in zip([first, *later], later, strict=False)
            for line in _differences(before, after)
        ),
        "",
        *liaison_page.chapter(),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _year(rules: Ruleset) -> Iterator[str]:
    yield f"## Reporting year {rules.year.label}\n"
    yield f"{_tally(rules)} Digest of the rules: `{rules.digest}`.\n"
    for subject, named in _chapters(rules).items():
        yield f"## {CHAPTERS.get(subject, subject)}\n"
        for rule in named:
            yield from _rule(rule, _guide(rule))


def _chapters(rules: Ruleset) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {subject: [] for subject in CHAPTERS}
    for rule in rules.rules:
        found.setdefault(rule.id.partition(".")[0], []).append(rule)
    return {subject: named for subject, named in found.items() if named}


def _guide(rule: Rule) -> Guide:
    known = guides()
    if rule.id not in known:
        raise LookupError(f"app/policy/examples.toml has no plain words for {rule.id}")
    return known[rule.id]


def _tally(rules: Ruleset) -> str:
    held = Counter(rule.standing.value for rule in rules.rules)
    counted = ", ".join(f"{held[name]} {name}" for name in STANDINGS if held[name])
    return f"{len(rules.rules)} rules: {counted}."


def _rule(rule: Rule, guide: Guide) -> Iterator[str]:
    yield f"### {rule.id}\n"
    yield f"{guide.says(rule.value)}\n"
    yield from _standing(rule)
    for table in guide.tables:
        yield from _examples(table)


def _standing(rule: Rule) -> Iterator[str]:
    shown = json.dumps(rule.value, ensure_ascii=False)
    long = len(shown) > SHORT_VALUE
    yield f"- Value: {_counted(rule.value) if long else f'`{shown}`'}"
    yield f"- Standing: *{rule.standing.value}*, {STANDINGS[rule.standing.value]}."
    yield changeable(rule)
    if rule.question:
        yield f"- Open question: {rule.question}"
    if rule.citation:
        interpreted = rule.question is not None
        yield f"- {'Words it reads' if interpreted else 'Source'}: {_source(rule.citation)}"
    yield ""
    if long:
        yield from _whole(rule.value)


def _source(cited: Citation) -> str:
    dated = cited.dated.strftime("%d.%m.%Y")
    return f"OM {cited.memorandum} of {dated}, para {cited.paragraph}: “{cited.quotation}”"


def _counted(value: object) -> str:
    return f"{len(value)} entries, below" if isinstance(value, list | dict) else str(value)


def _whole(value: object) -> Iterator[str]:
    """List a long value: designations under their level, anything else one after another."""
    if not isinstance(value, dict):
        named = ", ".join(f"`{each}`" for each in value) if isinstance(value, list) else ""
        yield f"{named}\n"
        return
    kinds = sorted(set(map(str, value.values())), key=list(map(str, value.values())).index)
    for kind in kinds:
        named = ", ".join(str(name) for name, found in value.items() if str(found) == kind)
        yield f"- `{kind}`: {named}"
    yield ""


def _examples(table: Table) -> Iterator[str]:
    if table.under:
        varied = ", ".join(json.dumps(value) for value in table.under.values())
        yield f"Were the value `{varied}` instead:\n"
    heads, *rows = table.cells()
    facts = sum(head not in OUTCOME_HEADS for head in heads)
    yield _line([HEADS[head] for head in heads], facts)
    yield "|" + "---|" * (len(heads) + 1)
    for row in rows:
        yield _line([worded(*pair) for pair in zip(heads, row, strict=True)], facts)
    yield ""


def _line(cells: Sequence[str], facts: int) -> str:
    return f"| {' | '.join([*cells[:facts], '→', *cells[facts:]])} |"


def _differences(before: Ruleset, after: Ruleset) -> Iterator[str]:
    yield f"## Reporting year {after.year.label}: what differs from {before.year.label}\n"
    yield f"{_tally(after)} Digest of the rules: `{after.digest}`.\n"
    earlier = {rule.id: rule for rule in before.rules}
    for rule in after.rules:
        if rule != earlier.pop(rule.id, None):
            yield f"### {rule.id} ({after.year.label})\n"
            yield f"{_guide(rule).says(rule.value)}\n"
            yield from _standing(rule)
    yield from (f"- `{rule_id}` is no longer a rule." for rule_id in earlier)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
