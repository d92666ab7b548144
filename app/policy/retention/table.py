"""The table of what is kept for how long, read from its file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of thing: for how many days it is kept, and what asks for that.

    ``days`` is None for what is kept without an end; ``enforced`` says that a worker removes it.
    """

    id: str
    what: str
    days: int | None
    enforced: bool
    standing: Literal["reported", "house"]
    why: str

    @property
    def age(self) -> timedelta:
        """Return for how long it is kept; raise ValueError for what is kept without an end."""
        if self.days is None:
            raise ValueError(f"{self.id} is kept without an end")
        return timedelta(days=self.days)


@cache
def table() -> Mapping[str, Line]:
    """Return every line by its id; raise ValueError for one that is enforced without days."""
    text = files("app.policy.retention").joinpath("retention.toml").read_text("utf-8")
    return {name: _line(name, held) for name, held in tomllib.loads(text)["lines"].items()}


def _line(name: str, held: Mapping[str, Any]) -> Line:
    line = Line(
        id=name,
        what=held["what"],
        days=held.get("days"),
        enforced=held.get("enforced", False),
        standing=held["standing"],
        why=held["why"],
    )
    if line.enforced and not line.days:
        raise ValueError(f"{name} is enforced, and says no days")
    return line
