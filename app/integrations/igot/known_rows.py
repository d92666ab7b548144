"""Rows of the enrolment report whose meaning is certain by their look: taken as text, unread.

Nearly all rows of a report look so, and reading them field by field was the dearest part of a sync.
The reader of rows stays the definition: whatever looks otherwise goes to it, and what is taken here
is what it would say, to which a test holds both on rows of every kind.
"""

import re
from collections.abc import Sequence

from app.integrations.igot.completion_lines import NONE, CompletionLines
from app.integrations.igot.feed import Fault
from app.integrations.igot.reports import (
    ENROLMENT_COLUMNS,
    NULLS,
    Columns,
    read_completion,
    read_numbered,
)

_AS_ASKED = tuple(range(len(ENROLMENT_COLUMNS)))
_NULL = f"(?:{'|'.join(sorted(map(re.escape, NULLS), key=len, reverse=True))})"
# Longer than any word for null, and of letters that COPY takes as they are.
_ID = "[0-9A-Za-z_.:-]{5,64}"
_DAY = (
    "20[0-9]{2}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    "|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
)
# Midnight may stand for a day alone, of which the reader thinks.
_CLOCK = "(?!00:00:00)(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_MOMENT = rf"{_DAY} {_CLOCK}(?:\.[0-9]{{1,6}})?\+(?:00:00|05:30)"
_COMPLETED = rf"({_MOMENT})\|[^|]*\|(?:({_ID})|{_NULL})\|[^|]*\|(?:({_MOMENT})|{_NULL})"
_UNDER_WAY = rf"{_NULL}\|{_NULL}\|{_NULL}\|(?:No|{_NULL})\|[^|]*"
_known = re.compile(rf"({_ID})\|({_ID})\|(?:{_COMPLETED}|{_UNDER_WAY})").fullmatch
_IDS = 2  # the groups of a row that tells no completion


def take_completions(
    lines: Sequence[str], columns: Columns, first_row: int
) -> tuple[CompletionLines, list[Fault]]:
    """Take a batch of enrolment rows, and have the reader read what is not known by its look."""
    taken: list[str] = []
    unknown: list[tuple[int, str]] = []
    asked = columns.width == len(_AS_ASKED) and columns.places == _AS_ASKED
    for number, line in enumerate(lines, first_row):
        row = _known(line) if asked else None
        if row is None:
            unknown.append((number, line))
        elif row.lastindex != _IDS:
            taken.append("\t".join(row.groups(NONE)))
    read, faults = read_numbered(unknown, columns, read_completion)
    return CompletionLines(taken, read), faults
