"""The wire to a SPARROW instance: filings as JSON, and its answers read without trust.

There is no public contract of SPARROW's: this is the one that docs/push.md asks for.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.integrations.http import Answer
from app.integrations.sparrow.filing import Letter, UnansweredError
from app.policy.apar.filing import Filing, Verdict

SCHEMA = "karmasetu.filing/1"
SIGNATURE = "Karmasetu-Signature"
FILINGS = "apar-training/v1/filings"
STATUS = "apar-training/v1/filings/status"
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_REFERENCE = re.compile(r"[!-~]{1,120}")
_STATUSES = frozenset({"accepted", "refused", "later", "unknown"})


def batch(letters: Sequence[Letter]) -> dict[str, Any]:
    """Return the body that tells an instance of filings, all of one reporting year."""
    return {
        "schema": SCHEMA,
        "reporting_year": letters[0].filing.year.label,
        "filings": [_told(letter) for letter in letters],
    }


def _told(letter: Letter) -> dict[str, Any]:
    filing, content = letter.filing, letter.content
    return {
        "filing_id": filing.id(),
        "kind": filing.kind,
        "official_id": filing.official_id,
        "position": filing.position,
        "published_at": filing.published_at.isoformat(),
        "keys": list(content.keys),
        "keys_before": list(content.keys_before),
        "published": _published(letter),
    }


def _published(letter: Letter) -> dict[str, Any] | None:
    content = letter.content
    if content.body is None:
        return None
    through, correction = content.facts_through, content.correction
    confirmed = content.confirmed_through
    return {
        "version": content.version,
        "digest": letter.filing.digest,
        "facts_through": None if through is None else through.isoformat(),
        "confirmed_through": None if confirmed is None else confirmed.isoformat(),
        "stale": content.stale,
        "cadre": content.cadre,
        "correction": None if correction is None else json.loads(correction),
        "entry": json.loads(content.body),
    }


def verdicts(answer: Answer, asked: Mapping[str, Filing]) -> dict[str, Verdict]:
    """Return what an answer says of the filings that were asked about, by id.

    Of what was not asked about nothing is believed, and of what is said two ways nothing either.
    Raises UnansweredError for an answer that can't be read.
    """
    try:
        results = json.loads(answer.body)["results"]
        read = [_read(row) for row in results]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnansweredError("answer-unreadable") from None
    found: dict[str, Verdict] = {}
    for row, said in read:
        name = row["filing_id"]
        if name not in asked:
            continue
        checked = _checked(said, row, asked[name])
        same = found.setdefault(name, checked).status == checked.status
        found[name] = found[name] if same else Verdict("unknown", "answers-contradict")
    return found


def _read(row: Any) -> tuple[Mapping[str, Any], Verdict]:
    if row["status"] not in _STATUSES or not isinstance(row["filing_id"], str):
        raise ValueError("a result that can't be read")
    return row, Verdict(row["status"], _code(row.get("code")), _reference(row.get("reference")))


def _code(value: Any) -> str | None:
    if value is None:
        return None
    return value if isinstance(value, str) and _CODE.fullmatch(value) else "code-unreadable"


def _reference(value: Any) -> str | None:
    return value if isinstance(value, str) and _REFERENCE.fullmatch(value) else None


def _checked(said: Verdict, row: Mapping[str, Any], filing: Filing) -> Verdict:
    """Refuse to believe that an entry was accepted which is not the one that was sent."""
    held = row.get("digest")
    if said.status != "accepted" or held is None or held == filing.digest:
        return said
    return Verdict("refused", "digest-differs", said.reference)
