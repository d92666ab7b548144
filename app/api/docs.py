"""The documentation pages, with all that they need served from here: no other host is asked."""

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from app.api import document

ASSETS = "/docs/assets"


def install(app: FastAPI) -> None:
    """Serve /docs (Swagger UI) and /redoc (Redoc) beside the contract that they show."""
    held = Path(str(files("fastapi_offline").joinpath("static")))
    app.mount(ASSETS, StaticFiles(directory=held), name="docs-assets")

    @app.get("/docs", include_in_schema=False)
    async def read_swagger() -> HTMLResponse:
        """Return the page on which the API can be tried out."""
        return get_swagger_ui_html(
            openapi_url=document.PLACE,
            title=app.title,
            swagger_js_url=f"{ASSETS}/swagger-ui-bundle.js",
            swagger_css_url=f"{ASSETS}/swagger-ui.css",
            swagger_favicon_url=f"{ASSETS}/favicon.png",
        )

    @app.get("/redoc", include_in_schema=False)
    async def read_redoc() -> HTMLResponse:
        """Return the page on which the API can be read."""
        return get_redoc_html(
            openapi_url=document.PLACE,
            title=app.title,
            redoc_js_url=f"{ASSETS}/redoc.standalone.js",
            redoc_favicon_url=f"{ASSETS}/favicon.png",
            with_google_fonts=False,
        )
