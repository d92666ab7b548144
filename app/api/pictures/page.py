"""The page around drawings and tables: it loads nothing, runs nothing, and can be printed."""

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from starlette.responses import HTMLResponse

from app.api.pictures.markup import Markup, element, together

STYLE = files("app.api.pictures").joinpath("style.css").read_text("utf-8")
_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
# Nothing but our own style, told by its digest: no script, no picture, no form, no frame, no host.
_WITHIN = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"
POLICY = f"{_WITHIN}; frame-ancestors 'none'"


def page(language: str, title: str, body: Sequence[Markup]) -> HTMLResponse:
    """Return a page in a language; saved as a file it keeps to the same policy."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_WITHIN),
        element("meta", name="viewport", content="width=device-width"),
        element("title", title),
        element("style", Markup(STYLE)),
    )
    held = element("html", head, element("body", element("main", *body)), lang=language)
    return HTMLResponse(
        together(Markup("<!DOCTYPE html>"), held),
        headers={
            "Content-Security-Policy": POLICY,
            "Content-Language": language,
        },
    )


def table(
    caption: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]
) -> Markup:
    """Return a table with headings of columns and of rows, of which the first column is one."""
    heads = [element("th", one, scope="col") for one in columns]
    lines = [
        element("tr", element("th", name, scope="row"), *(element("td", one) for one in cells))
        for name, cells in rows
    ]
    whole = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *heads)),
        element("tbody", *lines),
    )
    # What is wider than the window is reached by the keyboard, too.
    return element("div", whole, class_="wide", role="region", aria_label=caption, tabindex=0)


def listed(items: Sequence[str]) -> Markup:
    """Return a list of sentences."""
    return element("ul", *(element("li", one) for one in items))
