"""What the stand-in has taken: each filing once, and the record of each official."""

import hashlib
import json
from collections import Counter
from typing import Any

KINDS = frozenset({"upsert", "correction", "tombstone", "withdrawal", "key_change"})
# By these an appraisal system knows an official; it has never heard of an iGOT user.
KNOWN_BY = frozenset({"sparrow_email", "employee_code", "external_system_id"})
Json = dict[str, Any]


def digest_of(entry: Any) -> str:
    """Return the SHA-256 over an entry in canonical form (RFC 8785): its numbers are whole."""
    text = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


class Ledger:
    """Filings by id, with what was said of each, and what stands of each official and year."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._said: dict[str, Json] = {}
        self._records: dict[tuple[str, int], Json] = {}
        self.counts = Counter[str]()

    def take(self, year: str, filing: Json) -> Json:
        """File a filing and return what is said of it; one that is held already is not filed."""
        filing_id = str(filing.get("filing_id"))
        self.counts["received"] += 1
        if filing_id in self._said:
            self.counts["repeated"] += 1
            return self._said[filing_id]
        refused = _fault(filing)
        if refused is not None:
            # Not kept: once its cause is mended, the same filing may be sent again.
            self.counts["refused"] += 1
            return {"filing_id": filing_id, "status": "refused", "code": refused}
        self.counts["filed"] += 1
        said = {
            "filing_id": filing_id,
            "status": "accepted",
            "reference": f"{self._name}-{self.counts['filed']:06}",
            "digest": self._apply(year, filing),
        }
        self._said[filing_id] = said
        return said

    def said_of(self, filing_id: str) -> Json:
        """Return what was said of a filing, or that it is unknown."""
        return self._said.get(filing_id, {"filing_id": filing_id, "status": "unknown"})

    def told(self) -> Json:
        """Return what is held: how much came, was filed and repeated, and what stands."""
        records = [
            {"reporting_year": year, "official_id": official, **record}
            for (year, official), record in sorted(self._records.items())
        ]
        return {"counts": dict(self.counts), "filed": list(self._said), "records": records}

    def _apply(self, year: str, filing: Json) -> str | None:
        """Let a filing stand unless a later one does; return the digest of the entry in it."""
        published, place = filing.get("published"), (year, filing["official_id"])
        held = self._records.get(place)
        digest = None if published is None else digest_of(published["entry"])
        if held is not None and held["position"] >= filing["position"]:
            self.counts["stale"] += 1
        elif filing["kind"] == "key_change" and held is not None:
            self._records[place] = {**held, "position": filing["position"]}
        elif filing["kind"] != "key_change":
            version = None if published is None else published["version"]
            record = {"kind": filing["kind"], "version": version, "digest": digest}
            self._records[place] = {**record, "position": filing["position"]}
        return digest


def _fault(filing: Json) -> str | None:
    """Return why a filing is refused, None for one that is filed."""
    published = filing.get("published")
    if filing.get("kind") not in KINDS or not isinstance(filing.get("official_id"), int):
        return "filing-unreadable"
    if filing["kind"] in {"upsert", "correction"}:
        if not isinstance(published, dict):
            return "filing-unreadable"
        if digest_of(published.get("entry")) != published.get("digest"):
            return "digest-differs"
        if not KNOWN_BY & {key.get("kind") for key in filing.get("keys", [])}:
            return "unknown-official"
    return None
