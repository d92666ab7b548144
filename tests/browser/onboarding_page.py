"""The picture of onboarding in a browser: read out, without a breach of its policy, and printed."""

import asyncio
import base64
from collections.abc import AsyncIterator
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from app.api.pictures.onboarding import Language, OnboardingPage
from tests.api.pages import NAMES, drawn
from tests.browser.chromium import Tab, chromium
from tests.harness.arranged import YEAR


async def answer(request: Request) -> HTMLResponse:
    """Serve the page as the API does, headers and all, without its token."""
    language: Language = "hi" if request.path_params["language"] == "hi" else "en"
    return OnboardingPage(drawn(), YEAR, language).response()


@pytest.fixture
async def origin() -> AsyncIterator[str]:
    """The address of a server of the page."""
    app = Starlette(routes=[Route("/{language}", answer)])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn sets no event
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await serving


@pytest.fixture
async def tab() -> AsyncIterator[Tab]:
    """A page of a browser of its own."""
    async with chromium() as one:
        yield one


async def read_out(tab: Tab) -> list[tuple[str, str, str]]:
    """Return role, name and description of what a screen reader is given, in its order."""
    nodes = (await tab.call("Accessibility.getFullAXTree"))["nodes"]
    told = [one for one in nodes if not one["ignored"]]
    return [(value(one, "role"), value(one, "name"), value(one, "description")) for one in told]


def value(node: dict[str, Any], name: str) -> str:
    """Return a property of a node of the tree that is read out."""
    return str(node.get(name, {}).get("value", ""))


@pytest.mark.parametrize("language", ["en", "hi"])
async def test_a_screen_reader_is_told_everything(tab: Tab, origin: str, language: str) -> None:
    """Headings in order, each drawing with name and description, each table with its headings."""
    await tab.open(f"{origin}/{language}")
    told = await read_out(tab)
    headings = [name for role, name, _ in told if role == "heading"]
    drawings = [(name, described) for role, name, described in told if role in {"image", "img"}]
    tables = [name for role, name, _ in told if role == "table"]
    heads = [name for role, name, _ in told if role in {"rowheader", "columnheader"}]

    assert headings[0].endswith("2025-26")
    assert NAMES[language == "hi"] in headings[0]
    assert len(drawings) == 6
    assert all(name in headings and described for name, described in drawings)
    assert {name for name, _ in drawings} <= set(tables)
    assert "140.0 %" in drawings[0][1]
    assert len(heads) == await tab.evaluated("document.querySelectorAll('th').length") > 50
    assert await tab.evaluated("document.documentElement.lang") == language


async def test_the_policy_is_kept_and_nothing_else_is_loaded(tab: Tab, origin: str) -> None:
    """The style takes effect, nothing breaks the policy, and one request is all there is."""
    await tab.open(f"{origin}/en")
    asked = [one["request"]["url"] for one in tab.of("Network.requestWillBeSent")]
    style = "getComputedStyle(document.querySelector('table')).borderCollapse"
    injected = (
        "{const one = document.createElement('script'); one.textContent = 'window.ran = 1';"
        " document.body.append(one)} window.ran === undefined"
    )

    assert [one for one in asked if not one.endswith("favicon.ico")] == [f"{origin}/en"]
    assert tab.of("Log.entryAdded") == tab.of("Runtime.exceptionThrown") == []
    assert await tab.evaluated(style) == "collapse"
    assert await tab.evaluated(injected)


@pytest.mark.parametrize("width", [360, 1280])
async def test_nothing_is_cut_off(tab: Tab, origin: str, width: int) -> None:
    """On a telephone as on a desk the page is as wide as its window, and all words stand in it."""
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    await tab.call("Emulation.setDeviceMetricsOverride", **metrics)
    await tab.open(f"{origin}/hi")
    cut = """[...document.querySelectorAll('svg')].flatMap(svg => {
        const frame = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('text')].filter(text => {
            const box = text.getBoundingClientRect();
            return box.right > frame.right + 1 || box.left < frame.left - 1;
        }).map(text => text.textContent);
    })"""

    assert await tab.evaluated("document.documentElement.scrollWidth") <= width
    assert await tab.evaluated(cut) == []


async def test_it_can_be_printed(tab: Tab, origin: str) -> None:
    """In print the way to the other language is gone, and no table is wider than the paper."""
    await tab.call("Emulation.setEmulatedMedia", media="print")
    metrics = {"width": 718, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
    await tab.call("Emulation.setDeviceMetricsOverride", **metrics)
    await tab.open(f"{origin}/en")
    wide = "Math.max(...[...document.querySelectorAll('table')].map(one => one.offsetWidth))"
    shown = "getComputedStyle(document.querySelector('nav')).display"
    printed = await tab.call("Page.printToPDF", printBackground=False)

    assert await tab.evaluated(shown) == "none"
    assert await tab.evaluated(wide) <= 718
    assert base64.b64decode(printed["data"]).startswith(b"%PDF-")
