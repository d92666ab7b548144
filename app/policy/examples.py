"""What each rule says in plain words, with examples of what it makes of facts."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Table:
    """One table of examples, as text with bars; ``under`` varies fields of the ruleset for it."""

    rows: str
    under: Mapping[str, object]

    def cells(self) -> list[list[str]]:
        """Return the table's lines, the heads first, each as its trimmed cells."""
        lines = (line for line in self.rows.splitlines() if line.strip())
        return [[cell.strip() for cell in line.split("|")] for line in lines]

    @property
    def heads(self) -> list[str]:
        """The names of the columns: facts and what they come to."""
        return self.cells()[0]


@dataclass(frozen=True, slots=True)
class Guide:
    """A rule's plain words and its tables; switches have words of their own for each value."""

    rule_id: str
    words: str | Mapping[str, str]
    tables: tuple[Table, ...]

    def says(self, value: object) -> str:
        """Return the plain words for a rule's value; raise KeyError for a value without words."""
        if isinstance(self.words, Mapping):
            return self.words[str(value).lower() if isinstance(value, bool) else str(value)]
        parts = value if isinstance(value, dict) else {"value": value}
        return self.words.format(**parts)


@cache
def guides() -> Mapping[str, Guide]:
    """Return the guide of each rule by the rule's id, in the order of the ids."""
    text = (resources.files("app.policy") / "examples.toml").read_text(encoding="utf-8")
    return {rule_id: _guide(rule_id, part) for rule_id, part in sorted(tomllib.loads(text).items())}


def _guide(rule_id: str, part: dict[str, object]) -> Guide:
    words, tables = part["says"], part["tables"]
    if not isinstance(words, str | dict) or not isinstance(tables, list):
        raise TypeError(f"the guide of {rule_id} needs words under says, and tables")
    shaped = tuple(Table(each["rows"], each.get("under", {})) for each in tables)
    return Guide(rule_id, words, shaped)
