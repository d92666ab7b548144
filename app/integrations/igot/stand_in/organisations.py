"""The invented organisations: thirteen authorities of uneven size, a custodian and a trainer."""

from bisect import bisect_right
from dataclasses import dataclass

CUSTODIAN_ID = "0131397178949058560"
STATE_NAME = "Government of Purvanchal Pradesh, Personnel Department"
_SMALLEST = 12
_FULL_WORLD = 2_000


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation: ids, name, kind on the wire, and the numbers of its officials.

    Its officials are those numbered from ``first`` to below ``end``.
    """

    number: int
    org_id: str
    name: str
    kind: str | None
    first: int
    end: int

    @property
    def size(self) -> int:
        """How many officials it has, blocked accounts included."""
        return self.end - self.first

    @property
    def map_id(self) -> str:
        """Its place in the tree of organisations, with the leading zero that sheets eat."""
        return f"0{4100 + self.number}"


# name, kind, share of the officials in 10,000; the first takes what is left.
_AUTHORITIES: tuple[tuple[str, str, int], ...] = (
    ("Department of Rural Roads", "department", 0),
    ("Ministry of River Transport", "ministry", 1700),
    ("Department of Public Granaries", "department", 900),
    ("Department of Heritage Crafts", "department", 600),
    ("Ministry of Coastal Affairs", "ministry", 400),
    ("Department of Land Registers", "department", 300),
    ("Department of Minor Minerals", "department", 180),
    ("Department of Hill Area Transport", "department", 120),
    ("Department of Weights and Standards", "department", 80),
    ("Directorate of Inland Lighthouses", "mdo", 60),
    ("National Board of Public Libraries", "mdo", 30),
    ("Commission for Old Manuscripts", "mdo", 0),
    (STATE_NAME, "state", 350),
)
RURAL_ROADS, RIVERS, GRANARIES, CRAFTS, COASTS, LAND, MINERALS, HILLS = range(8)
WEIGHTS, LIGHTHOUSES, LIBRARIES, MANUSCRIPTS, STATE, CUSTODIAN, TRAINER = range(8, 15)
_PARKED_SHARE = 80


def _sizes(officials: int) -> list[int]:
    least = _SMALLEST if officials >= _FULL_WORLD else 1
    sizes = [max(least, officials * share // 10_000) for _, _, share in _AUTHORITIES]
    sizes[MANUSCRIPTS] = least
    sizes.append(max(1, officials * _PARKED_SHARE // 10_000))
    sizes[0] = max(0, officials - sum(sizes[1:]))
    return sizes


def build_organisations(officials: int) -> tuple[Organisation, ...]:
    """Return the organisations, with the officials dealt out to them in one row of numbers."""
    described: list[tuple[str, str | None]] = [(name, kind) for name, kind, _ in _AUTHORITIES]
    described.append(("igot", None))
    sizes = _sizes(officials)
    built: list[Organisation] = []
    first = 0
    for number, ((name, kind), size) in enumerate(zip(described, sizes, strict=True)):
        org_id = (
            CUSTODIAN_ID if number == CUSTODIAN else f"01359{1320 + number}23730739{281 + number}"
        )
        built.append(Organisation(number, org_id, name, kind, first, first + size))
        first += size
    trainer = ("01359133423730739999", "Academy of Public Bookkeeping", "cbp")
    built.append(Organisation(TRAINER, *trainer, first, first))
    return tuple(built)


class Directory:
    """Finds an organisation by its id or by the number of one of its officials."""

    def __init__(self, organisations: tuple[Organisation, ...]) -> None:
        self.all = organisations
        self._by_id = {organisation.org_id: organisation for organisation in organisations}
        self._firsts = [organisation.first for organisation in organisations[: CUSTODIAN + 1]]

    @property
    def officials(self) -> int:
        """How many officials there are in all."""
        return self.all[-1].end

    def find(self, org_id: str) -> Organisation | None:
        """Return the organisation with the id, or None."""
        return self._by_id.get(org_id)

    def of_official(self, index: int) -> Organisation:
        """Return the organisation of the official with the number."""
        return self.all[bisect_right(self._firsts, index) - 1]
