"""Compares docs/access.md with the table of operations; with --write, writes it anew."""

import difflib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from app.policy.access.answers import ANSWERS, RELATIONS, SUBJECTS, Answer
from app.policy.access.roles import ROLES
from app.policy.access.table import OPEN, OPERATIONS, Operation

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "access.md"
SHOWN_LINES = 30
TRANSFERS = """## After a transfer

An official's facts and outcome follow him to the authority where he stands as soon as iGOT shows
him there. His published entry says where he served when it was published. From the first day of his
posting on, the new authority sees the entry that stands all the same; with the next publication it
is stated anew for the new place. Whoever prescribes for the year (for a year that had closed, the
authority of its last day; the CCA for an officer of its service) goes on seeing the entry that
stands. An authority that prescribed for him and does so no more goes on seeing the last version
that it prescribed, marked `superseded`. All of it is so in SQL: rows that no policy lets through
are not there for the statement, whatever it asks.
"""
PEOPLE = """## People and clients

A token of a client's credential speaks for the client. It speaks for a *person* if its subject is
not its client and the subject has logged in: a seal takes two people, and an official's own record
takes that official. Tokens come from the built-in issuer (`POST /oauth/token`, for clients alone)
or from an outside one (`KARMASETU_OIDC_ISSUER`, [settings](settings.md)), by whose claims a role, a
tenant and an official are found. Where there is no outside issuer, whoever holds the installation's
key can play any person with `karmasetu token --person`: two such people are two only by the word of
who keeps the key. Where there is one, the installation's own tokens speak for clients alone
([why](decisions/0068-tokens-of-an-outside-issuer.md)).
"""
ANSWERED: dict[Answer, str] = {
    "given": "given",
    "nothing": "nothing in it",
    "missing": "404",
    "refused": "403",
}
INTRODUCTION = """# Who may see what

<!-- Written by `python -m tools.access_page --write` from app/policy/access; changes made here are
lost. -->

One table in the code says, for each operation, each role and each record, what the answer is. The
guard of the routes refuses by it, a test holds every operation to it, and this page is printed from
it. Three things decide, in this order: the token's **role** (below: who may), the token's
**scopes** (which a client may have fewer of than its role could use), and the **tenant**: whose
records the token may see. A role or scope that is lacking is `403`; a token that can't be accepted,
or whose client was revoked, is `401`. Another's record answers as one that does not exist.

The tenant is decided in the database too, by row-level security: no query can show more
([0009](decisions/0009-roles-and-forced-row-level-security.md)). The roles are
[a house rule](decisions/0053-one-table-of-who-may-do-what.md).
"""


def main(arguments: Sequence[str]) -> int:
    """Return 1 when the page and the table differ, after showing where."""
    written = rendered()
    if "--write" in arguments:
        PAGE.write_text(written, "utf-8")
        print(f"access: wrote {PAGE.relative_to(ROOT)}")
        return 0
    held = PAGE.read_text("utf-8") if PAGE.exists() else ""
    if held == written:
        print("access: docs/access.md is what the table says")
        return 0
    print("access: docs/access.md is not what the table says; run make policy", file=sys.stderr)
    found = difflib.unified_diff(held.splitlines(), written.splitlines(), lineterm="", n=1)
    for _, line in zip(range(SHOWN_LINES), found, strict=False):
        print(line, file=sys.stderr)
    return 1


def rendered() -> str:
    """Return the page."""
    answers = [
        (SUBJECTS[subject], *(ANSWERED[held[relation]] for relation in RELATIONS))
        for subject, held in ANSWERS.items()
    ]
    relations = ((f"*{name}*", words) for name, words in RELATIONS.items())
    roles = (
        (f"`{role}`", told.words, ", ".join(sorted(told.keys))) for role, told in ROLES.items()
    )
    parts = (
        INTRODUCTION,
        "## Roles\n\n" + _table(("Role", "What it is", "Sees by"), roles),
        "## Whose record it is\n\n" + _table(("Stands to the caller", "Which is"), relations),
        "Where role and scopes allow it, the answer is:\n\n"
        + _table(("An operation about", *(f"*{name}*" for name in RELATIONS)), answers),
        TRANSFERS,
        PEOPLE,
        _operations(),
    )
    return "\n".join(parts)


def _operations() -> str:
    places = _places()
    head = ("Operation", "About", "Scopes", *(f"`{role}`" for role in ROLES))
    rows = (_row(operation, places[name]) for name, operation in OPERATIONS.items())
    opened = ", ".join(f"`{places[name]}`" for name in sorted(OPEN))
    return (
        "## Operations\n\n● may; ◐ may, if the token speaks for a person. Without a token:"
        f" {opened}.\n\n" + _table(head, rows)
    )


def _row(operation: Operation, place: str) -> tuple[str, ...]:
    mark = "◐" if operation.person else "●"
    scopes = " ".join(f"`{scope}`" for scope in operation.scopes)
    may = (mark if role in operation.roles else "" for role in ROLES)
    return (f"`{place}`", operation.subject, scopes, *may)


def _places() -> dict[str, str]:
    contract = yaml.safe_load((ROOT / "openapi.yaml").read_text("utf-8"))
    return {
        operation["operationId"]: f"{method.upper()} {path}"
        for path, methods in contract["paths"].items()
        for method, operation in methods.items()
    }


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
