"""Looks at every line that the suite logs, as it would be written, for what names a person."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from app.integrations.igot.stand_in.vocabulary import FIRST_NAMES, LAST_NAMES
from app.logs import Lines

# What tests plant for this, e-mails, the invented world's names and the ids of its officials.
PERSONAL = re.compile(
    r"[Pp]lanted-|[\w.+-]+@[\w-]+\.\w|-8000-0000000[0-9a-f]{5}|Official [a-z]+-[0-9]"
    rf"|\b({'|'.join((*FIRST_NAMES, *LAST_NAMES))})\b"
)


def named_in(lines: str) -> list[str]:
    """Return the lines in which a person is named: for what another process has logged."""
    return [line for line in lines.splitlines() if PERSONAL.search(line)]


WATCHED = ("app", "app.requests", "uvicorn")


class Watch(logging.Handler):
    """Keeps the lines in which a person is named, and drops all others."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(Lines())
        self.lines = 0
        self.personal: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Look at a line."""
        line = self.format(record)
        self.lines += 1
        if PERSONAL.search(line):
            self.personal.append(line)

    def begin(self) -> None:
        """Watch what our own code logs, down to the least, and what libraries warn of."""
        logging.getLogger().addHandler(self)
        for name in WATCHED:
            logging.getLogger(name).setLevel(logging.DEBUG)


@contextmanager
def as_it_was() -> Iterator[None]:
    """Undo what is set up for logging within: a command does so for its process, as if alone."""
    root = logging.getLogger()
    handlers = root.handlers[:]
    yield
    root.handlers[:] = handlers
    for name in WATCHED:
        logging.getLogger(name).setLevel(logging.DEBUG)
