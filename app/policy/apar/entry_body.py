"""What can be told of an entry's body without reading all of it."""

import re

# In canonical JSON a quotation mark within a text stands behind a backslash, so this is no text's.
_RULESET = re.compile(r'"ruleset":"([0-9a-f]{64})"')


def ruleset_of(body: str) -> str:
    """Return the digest of the ruleset that an entry's canonical JSON (RFC 8785) names.

    An entry names one alone. Raises ValueError for a body that names none.
    """
    found = _RULESET.search(body)
    if found is None:
        raise ValueError("an entry names its ruleset")
    return found[1]
