"""The documentation pages in a browser: they show the contract, and no other host is asked."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import uvicorn
import yaml
from fastapi import FastAPI
from starlette.responses import JSONResponse

from app.api import docs, document
from app.api.edge import Edge, Limits
from tests.architecture.tree import ROOT
from tests.browser.chromium import chromium

SHOWN = "document.querySelectorAll('.opblock, [data-section-id]').length"
PATIENCE_SECONDS = 60


@pytest.fixture
async def origin() -> AsyncIterator[str]:
    """The address of a server of the pages and of the contract that they show."""
    app = FastAPI(title="Karmasetu", openapi_url=None, docs_url=None, redoc_url=None)
    contract = yaml.load((ROOT / "openapi.yaml").read_text("utf-8"), yaml.CSafeLoader)
    app.add_route(document.PLACE, lambda _: JSONResponse(contract))
    docs.install(app)
    app.add_middleware(Edge, limits=Limits())
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn sets no event
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await serving


@pytest.mark.parametrize("page", ["/docs", "/redoc"])
async def test_the_contract_is_shown_and_no_other_host_answers(origin: str, page: str) -> None:
    """Both show every operation under their policy; Redoc's logo, from elsewhere, is not loaded."""
    async with chromium() as tab:
        await tab.open(origin + page)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await tab.evaluated(SHOWN):  # noqa: ASYNC110 - the page tells nobody
                await asyncio.sleep(0.2)
        shown = await tab.evaluated(SHOWN)
        answered = {one["response"]["url"] for one in tab.of("Network.responseReceived")}
        refused = [one["entry"]["text"] for one in tab.of("Log.entryAdded")]

    assert shown > 100
    assert {one for one in answered if not one.startswith((origin, "data:", "blob:"))} == set()
    assert all("cdn.redoc.ly/redoc/logo" in one for one in refused)
    assert tab.of("Runtime.exceptionThrown") == []
