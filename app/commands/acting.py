"""Who acts by the command line, as the audit trail names them."""

import getpass
import uuid
from typing import Annotated

import typer

from app.policy.reporting_year import ReportingYear
from app.store.auditing.audit import Access

CLIENT = "command-line"
Actor = Annotated[
    str | None,
    typer.Option(help="Who acts, as the audit trail is to name them; your account if left out."),
]


def acting(
    action: str,
    actor: str | None = None,
    year: ReportingYear | None = None,
    authority_id: int | None = None,
) -> Access:
    """Return the access that is noted for a command: its person, and a number of its own."""
    start = None if year is None else year.start
    return Access(
        client_id=CLIENT,
        purpose="by hand",
        request_id=uuid.uuid4().hex,
        action=action,
        year=start,
        authority_id=authority_id,
        person=actor or f"account {_account()}",
    )


def _account() -> str:
    """Return the operating system's name of who runs this; in a container it may have none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unnamed"
