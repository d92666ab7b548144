"""Pages taken apart, and one picture of onboarding that has everything in it."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

from app.api.pictures.onboarding import Language, OnboardingPage
from app.policy.facts import Employment
from app.policy.onboarding import picture
from app.policy.onboarding.picture import Cell, Counts, Kinds
from app.policy.onboarding.strength import StrengthLine
from app.services.freshness import Freshness
from app.services.onboarding.picture import Drawn
from app.store.mandate.outcomes import VisibleAuthority
from app.store.onboarding.pictures import CheckedRoster
from app.store.onboarding.strengths import Statement
from tests.harness.arranged import NOW, YEAR

NAMES = ("Ministry of <b>“Rosters”</b> & Co.", "नामावली मंत्रालय")
FIRST = date(2026, 1, 1)
STRENGTH = StrengthLine("whole", Employment.REGULAR, "GROUP A", None, 1_000, 70)
ROSTERED = Counts(rostered=1_040, missing=2, wrongly_mapped=1, duplicates=3)
REGULAR = Counts(
    onboarded=1_100, verified=900, not_my_user=2, not_on_roster=5, no_level=4, no_plan=6,
    not_decided=0,
)  # fmt: skip
HIRED = Counts(onboarded=300, verified=100, not_my_user=0, not_on_roster=0)


def drawn() -> Drawn:
    """Return a picture of more than 100 per cent, of several kinds, over ten days."""
    kinds = Kinds(
        picture.of_strength([STRENGTH]),
        (Cell(Employment.REGULAR, "group a", None, ROSTERED),),
        (
            Cell(Employment.REGULAR, "group a", "us", REGULAR),
            Cell(Employment.CONTRACTUAL, None, None, HIRED),
        ),
    )
    counted = picture.draw(kinds)
    days = [
        {
            "taken_on": FIRST + timedelta(days),
            "taken_at": NOW,
            "counts": {"onboarded": 1_390 + days, "strength": None if days < 3 else 1_000},
        }
        for days in range(11)
    ]
    return Drawn(
        VisibleAuthority(3, "mdo", *NAMES),
        FIRST + timedelta(10),
        counted,
        Statement(5, "authority", FIRST, "tests", NOW, 1, None, (STRENGTH,)),
        CheckedRoster(12, NOW, {}),
        picture.excess(counted),
        picture.findings(counted, [STRENGTH], None),
        days,
        {"done": 2, "pending": 1},
        Freshness(NOW, 0, stale=False),
    )


def rendered(language: Language) -> str:
    """Return that picture's page."""
    return bytes(OnboardingPage(drawn(), YEAR, language).response().body).decode()


def parsed(text: str) -> ET.Element:
    """Return a page's elements; ours are written so that XML is enough to read them."""
    doctype = "<!DOCTYPE html>"
    assert text.startswith(doctype)
    return ET.fromstring(text.removeprefix(doctype))  # noqa: S314 - our own page


def tables(page: ET.Element) -> dict[str, dict[str, list[str]]]:
    """Return cells by a table's caption and a row's heading; the columns' headings are “”."""
    found = {}
    for table in page.iter("table"):
        rows = {
            row.findtext("th") or "": [cell.text or "" for cell in row.findall("td")]
            for row in table.findall("tbody/tr")
        }
        rows[""] = [head.text or "" for head in table.findall("thead/tr/th")]
        found[table.findtext("caption") or ""] = rows
    return found
