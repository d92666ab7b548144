"""Examples of what each rule on liaison officers makes of records."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from app.policy.examples import Table


@cache
def tables() -> Mapping[str, tuple[Table, ...]]:
    """Return the tables of each rule by the rule's id, in the order of the ids."""
    text = (resources.files("app.policy.liaison") / "examples.toml").read_text(encoding="utf-8")
    return {
        rule_id: tuple(Table(each["rows"], each.get("under", {})) for each in part["tables"])
        for rule_id, part in sorted(tomllib.loads(text).items())
    }
