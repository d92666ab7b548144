"""HTML and SVG put together so that no text can become markup."""

from html import escape

_WITHOUT_END = frozenset({"circle", "line", "link", "meta", "polyline", "rect"})


class Markup(str):
    """Text that is markup already; any other text is escaped where it is put in."""

    __slots__ = ()


def element(name: str, /, *inside: str | None, **attributes: object) -> Markup:
    """Return an element; of an attribute's name each ``_`` is a hyphen, and a last one is dropped.

    What is None is left out, inside as among the attributes.
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _WITHOUT_END:
        return Markup(f"<{name}{told} />")
    held = "".join(
        one if isinstance(one, Markup) else escape(one) for one in inside if one is not None
    )
    return Markup(f"<{name}{told}>{held}</{name}>")


def together(*parts: str | None) -> Markup:
    """Return parts one after the other, text escaped, None left out."""
    return Markup(
        "".join(one if isinstance(one, Markup) else escape(one) for one in parts if one is not None)
    )
