"""Text as the paper's one font can show it: nothing is lost in silence, nothing plays tricks."""

import unicodedata
from typing import Any

from app.integrations.papers import limits

# What the font has glyphs for, by first and last character; a test sets all of them.
SHOWN = (
    (0x0020, 0x007E),
    (0x00A0, 0x00AC),
    (0x00AE, 0x0137),
    (0x0139, 0x017E),
    (0x0900, 0x0977),
    (0x0979, 0x097F),
    # Latin with the marks by which Indian names are transliterated.
    (0x1E0C, 0x1E0D),
    (0x1E24, 0x1E25),
    (0x1E36, 0x1E3B),
    (0x1E42, 0x1E49),
    (0x1E5A, 0x1E5F),
    (0x1E62, 0x1E63),
    (0x1E6C, 0x1E6F),
    (0x200C, 0x200D),
    (0x2013, 0x2014),
    (0x2018, 0x201A),
    (0x201C, 0x201E),
    (0x2020, 0x2022),
    (0x2026, 0x2026),
    (0x2030, 0x2030),
    (0x20AC, 0x20AC),
    (0x20B9, 0x20B9),
)
_JOINING = ("\u094d", "\u200c", "\u200d")
_BREAK = "\u200b"


def printable(value: Any, run: int = limits.CELL_RUN) -> Any:
    """Return data with each text in it as it can be shown; a list's lines are longer than cells."""
    if isinstance(value, str):
        return _text(value, run)
    if isinstance(value, dict):
        longest = limits.LINE_RUN if value.get("kind") == "list" else run
        return {key: printable(one, longest) for key, one in value.items()}
    return [printable(one, run) for one in value] if isinstance(value, list | tuple) else value


def _text(value: str, run: int) -> str:
    """Write what has no glyph as its number; cut what is too long, and say so; break long runs."""
    normal = unicodedata.normalize("NFC", value)
    cut = f"{normal[: limits.TEXT]}…" if len(normal) > limits.TEXT else normal
    shown = "".join(map(_character, cut))
    return _broken(shown, run) if max(map(len, shown.split(" "))) > run else shown


def _character(one: str) -> str:
    if one.isspace() or one == "\x00":
        return " "
    held = any(first <= ord(one) <= last for first, last in SHOWN)
    return one if held else f"[U+{ord(one):04X}]"


def _broken(text: str, longest: int) -> str:
    """Let runs without a blank break, but never inside a cluster of Devanagari."""
    pieces: list[str] = []
    run = 0
    for one in text:
        run = 0 if one == " " else run + 1
        inside = unicodedata.combining(one) or unicodedata.category(one) in {"Mn", "Mc"}
        joined = pieces and pieces[-1][-1] in _JOINING
        if run > longest and not inside and not joined and one not in _JOINING:
            pieces.append(_BREAK)
            run = 1
        pieces.append(one)
    return "".join(pieces)
