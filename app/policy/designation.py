"""The one spelling under which designations are compared."""


def key(text: str | None) -> str | None:
    """Return a designation in lower case, without dots and repeated blanks, ``&`` as ``and``.

    Two designations that an official would call the same give the same key; a blank one gives None.
    """
    if text is None:
        return None
    folded = " ".join(text.lower().replace(".", "").replace("&", " and ").split())
    return folded or None
