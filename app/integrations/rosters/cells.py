"""Cells that no spreadsheet takes for a formula, and that come back as they were."""

import re

# What spreadsheets begin a formula with, full-width forms among them (ASVS 5.0, 1.2.10).
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]")


def neutral(cell: str) -> str:
    """Return a cell with an apostrophe before it where it would begin a formula.

    One that has apostrophes before a formula's sign already gets one more, so that taking one away
    gives every cell back.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def original(cell: str) -> str:
    """Return a cell as it was before ``neutral``."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
