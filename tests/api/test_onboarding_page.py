"""The picture of onboarding as a page: the same numbers, drawn and in tables, and nothing else."""

import base64
import hashlib
import re

import httpx
import pytest

from app.api.pictures.markup import element
from app.api.pictures.onboarding import Language
from app.policy.onboarding.picture_wording import COUNTS
from tests.api.conftest import ClientOf
from tests.api.pages import NAMES, parsed, rendered, tables
from tests.api.population import Population
from tests.api.rosters import YEAR

BARS = re.compile(r"(.+): ([0-9,]+|not told|ज्ञात नहीं|[0-9,.]+ %)")


@pytest.mark.parametrize("language", ["en", "hi"])
def test_each_drawing_is_told_and_has_its_numbers_in_a_table(language: Language) -> None:
    """Name and description are read out; each bar's number stands in the table of that name."""
    page = parsed(rendered(language))
    told = tables(page)
    drawings = list(page.iter("svg"))
    for one in drawings:
        title, described = one.find("title"), one.find("desc")
        assert title is not None
        assert described is not None
        assert (one.get("role"), one.get("aria-labelledby")) == ("img", title.get("id"))
        assert one.get("aria-describedby") == described.get("id")
        assert described.text
        for label, number in (found for text in one.iter("text") if (found := bar(text.text))):
            assert number in told[title.text or ""][label]

    assert page.get("lang") == language
    assert [one.findtext("title") for one in drawings] == [
        one for one in told if one not in {"What was asked of iGOT", "आईगॉट से क्या कहा गया"}
    ]
    assert len(drawings) == 6


def bar(text: str | None) -> tuple[str, str] | None:
    """Return label and number of a bar's words."""
    found = BARS.fullmatch(text or "")
    return (found[1], found[2]) if found else None


def test_more_than_all_is_drawn_and_told_as_what_it_is() -> None:
    """140 per cent is a bar beyond the mark of 100, the number itself, and its reasons."""
    page = parsed(rendered("en"))
    told = tables(page)
    (shares, *_) = page.iter("svg")
    beyond = [one for one in shares.iter("rect") if one.get("class") == "bar beyond"]
    widths = [float(one.get("width", "0")) for one in shares.iter("rect")]
    reasons = [item.text or "" for item in page.iter("li")]

    assert told["How much of the strength is on iGOT"]["On iGOT, of posts filled"] == ["140.0 %"]
    assert len(beyond) == 2
    assert (widths[0] + widths[1]) / widths[0] == pytest.approx(1.4, rel=0.001)
    assert any("no strength is stated. 300" in one for one in reasons)
    assert any(one.startswith("OB-034") for one in reasons)


def test_what_nobody_told_is_no_nought() -> None:
    """A count that no source tells is said to be so, and breaks the line over time."""
    page = parsed(rendered("en"))
    told = tables(page)
    over_time = list(page.iter("svg"))[-1]
    points = {
        one.get("class"): len((one.get("points") or "").split())
        for one in over_time.iter("polyline")
    }

    assert told["By kind of employment"]["Posts filled"] == ["not told", "1,000"]
    assert told["Over time"]["01.01.2026"][:4] == ["not told", "not told", "not told", "1,390"]
    assert points == {"line first": 8, "line third": 11}


def test_nothing_is_loaded_and_no_text_is_markup() -> None:
    """No script, host or attribute of style; what an authority is called stays text."""
    page = parsed(rendered("en"))
    attributes = {name for one in page.iter() for name in one.attrib}

    assert page.findtext("body/main/h1") == f"Onboarding: {NAMES[0]}, 2025-26"
    assert not attributes & {"src", "style", "srcset", "data", "action"}
    assert [one.get("href") for one in page.iter() if "href" in one.attrib] == [
        "?reporting_year=2025-26&language=hi"
    ]
    assert {"script", "link", "img", "iframe", "object", "form"} & {
        one.tag for one in page.iter()
    } == set()
    assert element("p", '<i title="x">') == "<p>&lt;i title=&quot;x&quot;&gt;</p>"


async def test_the_page_is_the_picture(
    client: httpx.AsyncClient, as_authority: ClientOf, population: Population
) -> None:
    """It has the picture's own numbers, under a policy that allows its style and nothing else."""
    place = f"/v1/authorities/{population.authority}/onboarding"
    counts = (await client.get(place, params=YEAR)).json()["total"]
    answered = await client.get(f"{place}/page", params={**YEAR, "language": "hi"})
    page = parsed(answered.text)
    style = (page.findtext("head/style") or "").encode()
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
    async with as_authority(population.other) as other:
        unseen = await other.get(f"{place}/page", params=YEAR)
    shown = {
        name: f"{count:,}" if count is not None else "ज्ञात नहीं" for name, count in counts.items()
    }

    assert {name: tables(page)["कुल"][COUNTS[name].hi][0] for name in counts} == shown
    assert answered.headers["Content-Security-Policy"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    )
    assert answered.headers["Content-Language"] == "hi"
    assert unseen.status_code == 404
