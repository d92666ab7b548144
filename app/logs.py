"""What is logged: one JSON object a line on stderr, with the id of the request it belongs to.

Of a failure its kind is told and where it came from, never its text: that may quote a record.
"""

import json
import logging
import os
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

REQUESTS = "app.requests"
# The id of the request that is being served, for whatever is logged meanwhile.
REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)
_OURS = f"{Path(__file__).parent}{os.sep}"
_STANDARD = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName", "color_message"}


class Lines(logging.Formatter):
    """Writes a record as one line of JSON; what was given beside the message stands beside it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if (request_id := REQUEST_ID.get()) is not None:
            said["request_id"] = request_id
        beside = {name: one for name, one in vars(record).items() if name not in _STANDARD}
        if record.exc_info and record.exc_info[1] is not None:
            beside["failure"] = told(record.exc_info[1])
        return json.dumps({**said, **beside}, ensure_ascii=False, default=str)


def told(error: BaseException) -> str:
    """Return the kind of a failure and the way through our own code to it, the last place first."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f"{one.name}:{one.lineno}" for one in reversed(frames) if _OURS in one.filename]
    return f"{type(error).__name__} at {' < '.join(ours)}"


def configure(*, requests: bool = True) -> None:
    """Have this process log so: our own lines from INFO on, those of libraries from WARNING on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    logging.getLogger().addHandler(handler)
    for name in ("app", "uvicorn"):
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger(REQUESTS).setLevel(logging.INFO if requests else logging.WARNING)
