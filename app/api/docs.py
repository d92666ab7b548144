"""The documentation pages, with all that they need served from here: no other host is asked."""

import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from app.api import document

ASSETS = "/docs/assets"
# What a page may load and ask: this service. Both write styles into their elements, Swagger UI
# draws from images in its text, and Redoc searches in a worker of its own making.
_POLICY = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; connect-src 'self'; worker-src blob:;"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_WRITTEN_IN = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def install(app: FastAPI) -> None:
    """Serve /docs (Swagger UI) and /redoc (Redoc) beside the contract that they show."""
    held = Path(str(files("fastapi_offline").joinpath("static")))
    app.mount(ASSETS, StaticFiles(directory=held), name="docs-assets")

    @app.get("/docs", include_in_schema=False)
    async def read_swagger() -> HTMLResponse:
        """Return the page on which the API can be tried out."""
        page = get_swagger_ui_html(
            openapi_url=document.PLACE,
            title=app.title,
            swagger_js_url=f"{ASSETS}/swagger-ui-bundle.js",
            swagger_css_url=f"{ASSETS}/swagger-ui.css",
            swagger_favicon_url=f"{ASSETS}/favicon.png",
        )
        return _bounded(page)

    @app.get("/redoc", include_in_schema=False)
    async def read_redoc() -> HTMLResponse:
        """Return the page on which the API can be read."""
        page = get_redoc_html(
            openapi_url=document.PLACE,
            title=app.title,
            redoc_js_url=f"{ASSETS}/redoc.standalone.js",
            redoc_favicon_url=f"{ASSETS}/favicon.png",
            with_google_fonts=False,
        )
        return _bounded(page)


def _bounded(page: HTMLResponse) -> HTMLResponse:
    """Let a page run what stands in it now, and load and ask nothing beyond this service."""
    digests = [sha256(one).digest() for one in _WRITTEN_IN.findall(bytes(page.body))]
    scripts = "".join(f" 'sha256-{b64encode(one).decode()}'" for one in digests)
    page.headers["Content-Security-Policy"] = _POLICY.format(scripts=scripts)
    return page
