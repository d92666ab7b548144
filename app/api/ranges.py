"""Byte ranges (RFC 9110, section 14): whether the parts of a file that are asked for can be had."""

import re

from fastapi import Request
from starlette.responses import Response

from app.api import problems

CODE = "range-not-satisfiable"
_SPAN = r"(?:[0-9]+-[0-9]*|-[0-9]+)"
_STATED = re.compile(rf"bytes=\s*({_SPAN}(?:\s*,\s*{_SPAN})*)\s*")


def refused(request: Request, size: int) -> Response | None:
    """Return the problem that answers a range which a file of ``size`` bytes doesn't have.

    None where nothing, or a part that is there, is asked for.
    """
    stated = request.headers.get("range")
    if stated is None or _satisfiable(stated, size):
        return None
    headers = {"Content-Range": f"bytes */{size}"}
    return problems.response(CODE, problems.request_id_of(request), headers=headers)


def _satisfiable(stated: str, size: int) -> bool:
    found = _STATED.fullmatch(stated)
    return found is not None and all(
        _is_there(*span.strip().split("-"), size=size) for span in found[1].split(",")
    )


def _is_there(first: str, last: str, *, size: int) -> bool:
    if not first:
        return int(last) > 0 and size > 0
    return int(first) < size and (not last or int(last) >= int(first))
