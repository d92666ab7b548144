"""The words of the invented world: designations as people type them, services, names."""

from typing import NamedTuple

MTS, SO_ASO, US, DS_DIRECTOR, JS = "mts", "so_aso", "us", "ds_director", "js_and_above"
LEVELS = (MTS, SO_ASO, US, DS_DIRECTOR, JS)
_BAND_BATCHES = {
    "upto_9": range(2016, 2025),
    "above_9_upto_16": range(2009, 2016),
    "above_16_upto_25": range(2001, 2009),
    "25_and_above": range(1988, 2001),
}
BANDS = tuple(_BAND_BATCHES)
SLOTS = 1024
ALL_INDIA = "All India Services"
AIS_NAMES = ("Indian Administrative Service", "Indian Police Service", "Indian Forest Service")
CADRE = "Purvanchal Pradesh"
FIRST_BATCH, BATCHES = 1990, 35
_OFFICERS = 614  # of 1,024 at the state's authority; the others are the state's own staff
_BATCH_UNKNOWN = (5, 97)
_SERVICE_TURNS = (0, 0, 0, 1, 1, 2)  # places in AIS_NAMES


class Designation(NamedTuple):
    """A designation as it stands in profiles, with the level and group that go with it."""

    text: str | None
    level: str | None
    group: str
    weight: int


_CENTRAL = (
    Designation("Multi Tasking Staff", MTS, "GROUP C", 0),
    Designation("Assistant Section Officer", SO_ASO, "GROUP B", 240),
    Designation("Section Officer", SO_ASO, "GROUP B", 150),
    Designation("Under Secretary", US, "GROUP A", 110),
    Designation("Deputy Secretary", DS_DIRECTOR, "GROUP A", 48),
    Designation("Director", DS_DIRECTOR, "GROUP A", 40),
    Designation("Joint Secretary", JS, "GROUP A", 24),
    Designation("Additional Secretary", JS, "GROUP A", 8),
    Designation("Stenographer Grade D", None, "GROUP C", 42),
    Designation("Data Entry Operator", None, "GROUP C", 20),
    Designation("Staff Car Driver", None, "GROUP C", 14),
    Designation("MULTI TASKING STAFF", MTS, "GROUP C", 12),
    Designation("Multi  Tasking  Staff", MTS, "GROUP C", 6),
    Designation("M.T.S.", MTS, "GROUP C", 5),
    Designation("assistant section officer", SO_ASO, "GROUP B", 9),
    Designation("Asstt. Section Officer", SO_ASO, "GROUP B", 6),
    Designation("Section Officer ", SO_ASO, "GROUP B", 7),
    Designation("Section Officer (Cash & Acc", SO_ASO, "GROUP B", 4),
    Designation("under secretary", US, "GROUP A", 6),
    Designation("Under Secretary to the Governm", US, "GROUP A", 4),
    Designation("Dy. Secretary", DS_DIRECTOR, "GROUP A", 4),
    Designation("Jt. Secretary", JS, "GROUP A", 3),
    Designation("", None, "GROUP C", 6),
    Designation(None, None, "GROUP C", 4),
)
_TITLES = (
    ("District Magistrate", "Secretary to Government", "Joint Secretary"),
    ("Superintendent of Police", "Deputy Inspector General", "Inspector General"),
    ("Divisional Forest Officer", "Conservator of Forests", "Chief Conservator of Forests"),
)
_STATE_STAFF = ("Block Development Officer", "Assistant Engineer", "Section Officer")
FIRST_NAMES = (
    "Asha", "Bhavesh", "Chitra", "Devendra", "Esha", "Farhan", "Gurpreet", "Harini",
    "Ishaan", "Jaya", "Kabir", "Lalitha", "Manoj", "Nandini", "Omkar", "Pallavi",
    "Rafiq", "Sarita", "Tarun", "Usha", "Vikram", "Wasim", "Yamini", "Zoya",
)  # fmt: skip
LAST_NAMES = (
    "Achary", "Baruva", "Chandel", "Desai", "Ekbote", "Fernandes", "Gogoi", "Hazarika",
    "Iyengar", "Jamatia", "Kamble", "Lakra", "Munda", "Nambiar", "Oraon", "Pillai",
    "Qureshi", "Raut", "Sandhu", "Tirkey", "Unnikrishnan", "Verghese", "Yadav",
)  # fmt: skip
TAGS = ("headquarters", "field", "accounts", "Probationer")


def _deal(designations: tuple[Designation, ...]) -> tuple[Designation, ...]:
    dealt = [entry for entry in designations for _ in range(entry.weight)]
    return (*dealt, *([designations[0]] * (SLOTS - len(dealt))))


class Officer(NamedTuple):
    """What a slot of the state's authority stands for; no service for the state's own staff."""

    designation: Designation
    service: str | None
    batch: int | None


def _officer(slot: int) -> Officer:
    if slot >= _OFFICERS:
        text = _STATE_STAFF[slot % len(_STATE_STAFF)]
        return Officer(Designation(text, None, "GROUP B", 1), None, None)
    batch = FIRST_BATCH + slot % BATCHES
    service = _SERVICE_TURNS[slot // BATCHES % len(_SERVICE_TURNS)]
    title = _TITLES[service][min(2, (2024 - batch) // 12)]
    known = slot % _BATCH_UNKNOWN[1] != _BATCH_UNKNOWN[0]
    designation = Designation(title, None, "GROUP A", 1)
    return Officer(designation, AIS_NAMES[service], batch if known else None)


CENTRAL_SLOTS = _deal(_CENTRAL)
STATE_SLOTS = tuple(_officer(slot) for slot in range(SLOTS))


def designations_of(level: str) -> list[str]:
    """Return the designations that a careful authority would write for a level."""
    return [entry.text for entry in _CENTRAL[:8] if entry.text and entry.level == level]


def batches_of(band: str) -> list[int]:
    """Return the batches of a band of service, counted on 1 April 2025."""
    return list(_BAND_BATCHES[band])


def band_of(batch: int | None) -> str | None:
    """Return the band of service of a batch, or None for an unknown batch."""
    return next((band for band, batches in _BAND_BATCHES.items() if batch in batches), None)
