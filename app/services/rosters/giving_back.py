"""Gives a roster back as it was sent, each row with what was found in it."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Literal

from app.integrations.rosters.cells import neutral
from app.integrations.rosters.packing import unpack
from app.policy.onboarding.roster_catalogue import BY_ID, ROW_UNREADABLE, UNREADABLE
from app.policy.onboarding.roster_columns import FINDINGS_HEADING, Meaning
from app.policy.wording import Wording
from app.store.database import Reading
from app.store.onboarding import rosters
from app.store.onboarding.rosters import Roster

Language = Literal["en", "hi"]
_MARK = "\ufeff"


async def lines(session: Reading, held: Roster, language: Language) -> AsyncIterator[bytes]:
    """Yield the file as CSV in UTF-8, its findings in the last column.

    Columns that are not kept come back blank. No cell begins as a formula: an apostrophe is put
    before what would (ASVS 5.0, 1.2.10), and taken away again when the file is sent anew.
    """
    kept = [place for place, one in enumerate(held.meanings) if one != Meaning.FINDINGS]
    heading = [neutral(held.headings[place]) for place in kept]
    yield (_MARK + _csv([[*heading, FINDINGS_HEADING]])).encode()
    async for first, last, cells in rosters.chunks(session, held):
        found = await rosters.found_in(session, held, first, last)
        yield await asyncio.to_thread(_annotated, cells, kept, found, language)


def _annotated(
    cells: bytes,
    kept: Sequence[int],
    found: Mapping[int, Sequence[tuple[str, str | None]]],
    language: Language,
) -> bytes:
    told = []
    for number, *row in sorted(unpack(cells), key=lambda one: int(one[0])):
        in_row = found.get(int(number), ())
        broken = any(rule_id == ROW_UNREADABLE.id for rule_id, _ in in_row)
        # A row that can't be read stays as it is, so that it can't be read as another one.
        cells_kept = row if broken else [row[place] for place in kept]
        told.append([*map(neutral, cells_kept), _said(in_row, language)])
    return _csv(told).encode()


def _said(found: Sequence[tuple[str, str | None]], language: Language) -> str:
    parts = []
    for rule_id, field in found:
        rule = BY_ID[rule_id]
        parts.append(f"{rule_id} {_in(language, rule.title)}")
        if rule is ROW_UNREADABLE:
            parts.append(_in(language, UNREADABLE[field or "cells"]))
        elif field:
            parts.append(f"({field})")
    return " ".join(parts)


def _in(language: Language, wording: Wording) -> str:
    return wording.hi if language == "hi" else wording.en


def _csv(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
