"""Holds one row of a table against both engines."""

from typing import Any

from app.store.database import Writing
from tests.parity.comparing import decide
from tests.spec.tables import Example

# Reasons that would make a row too long to read.
SHORT = {
    "not_linked": "assessment_not_linked",
    "not_yet": "assessment_not_yet_mandated",
    "no_flag": "deputation_flag_missing",
    "no_apar": "employment_without_apar",
    "no_plan": "reached_by_no_plan",
    "no_assessment": "assessment_not_linked",
}
NUMBERS = ("prescribed", "required", "completed")


async def both_engines(session: Writing, example: Example) -> list[dict[str, Any]]:
    """Return what each engine says in those columns that the table states."""
    decided = await decide(session, example.population)
    return [
        {name: row[name] for name in expected(example)}
        for row in (*decided.by_statement, *decided.by_core)
    ]


def expected(example: Example) -> dict[str, Any]:
    """Return what the row says must come out; ``of`` writes completed/required/prescribed."""
    words = example.words
    stated: dict[str, Any] = {
        name: None if words[name] == "-" else words[name]
        for name in ("outcome", "level", "assessment")
        if name in words
    }
    if "of" in words:
        completed, required, prescribed = words["of"].split("/")
        counts = (prescribed, required, completed)
        stated |= dict(zip(NUMBERS, map(int, counts), strict=True))
    if "reasons" in words:
        stated["reasons"] = [SHORT.get(word, word) for word in words["reasons"].split()]
    return stated
