"""Which of the offered media types an Accept header asks for (RFC 9110, section 12.5.1)."""

from collections.abc import Iterator, Sequence


def chosen(lines: Sequence[str], offered: Sequence[str]) -> str | None:
    """Return the offered type that is wanted most, the first offered among equals; None if none."""
    accept = ",".join(lines)
    if not accept.strip():
        return offered[0]
    ranges = list(_ranges(accept))
    best = max(offered, key=lambda one: (_quality(one, ranges), -offered.index(one)))
    return best if _quality(best, ranges) > 0 else None


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        stated = next((one[2:] for one in parameters if one.startswith("q=")), "1")
        try:
            quality = float(stated)
        except ValueError:
            quality = 0.0
        yield media, quality if 0.0 <= quality <= 1.0 else 0.0


def _quality(offered: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return the quality of the most precise range that holds the offered type."""
    for pattern in (offered, f"{offered.partition('/')[0]}/*", "*/*"):
        found = [quality for media, quality in ranges if media == pattern]
        if found:
            return max(found)
    return 0.0
