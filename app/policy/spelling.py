"""How values of a profile are folded before they are compared."""


def folded(text: str) -> str:
    """Return a value in lower case and without the blanks around it.

    Only the blank itself is trimmed, since that is what ``trim`` means to the set-based engine.
    """
    return text.strip(" ").lower()
