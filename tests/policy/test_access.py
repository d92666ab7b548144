"""The table of operations: whole, without a write for an auditor, and one's own record alone."""

import pytest

from app.main import create_app
from app.policy.access.answers import ANSWERS, RELATIONS, SUBJECTS
from app.policy.access.roles import EVERY_ROLE, ROLES, Role
from app.policy.access.scopes import SCOPES
from app.policy.access.table import OPEN, OPERATIONS, expected, scopes_of

CHANGING = ("record", "withdraw", "state", "put", "request", "confirm", "send", "answer")
BESIDES = {"requeueFilings", "requeueQuarantine", "startEvaluation", "askForAction"}


def test_every_operation_has_a_row() -> None:
    """The table and the contract name the same operations, each once."""
    paths = create_app().openapi()["paths"].values()
    served = {one["operationId"] for methods in paths for one in methods.values()}

    assert served == {*OPERATIONS, *OPEN}
    assert not OPEN & {*OPERATIONS}


def test_every_question_has_an_answer() -> None:
    """Each subject answers each relation; each role and each scope is used by some operation."""
    assert set(ANSWERS) == set(SUBJECTS)
    assert all(set(held) == set(RELATIONS) for held in ANSWERS.values())
    assert set(ROLES) == EVERY_ROLE
    assert {scope for role in EVERY_ROLE for scope in scopes_of(role)} == set(SCOPES)


def test_an_auditor_changes_nothing() -> None:
    """Whatever is recorded, withdrawn, sealed, sent or put is refused to an auditor."""
    changing = [name for name in OPERATIONS if name.startswith(CHANGING) or name in BESIDES]

    assert len(changing) == 34
    assert {expected("auditor", name, "own") for name in changing} == {"refused"}
    assert not {"registers:write", "filings:manage"} & set(scopes_of("auditor"))


@pytest.mark.parametrize("role", sorted(EVERY_ROLE))
def test_another_s_is_given_to_nobody(role: Role) -> None:
    """What is another's is refused, missing or not in the list, whoever asks."""
    told = {
        expected(role, name, "other") for name, row in OPERATIONS.items() if row.subject != "nobody"
    }

    assert "given" not in told


def test_an_official_has_his_own_record_alone() -> None:
    """Entries, outcome and who looked; no list of others, no register, nothing to change."""
    may = {name for name, row in OPERATIONS.items() if "official" in row.roles}
    about = {OPERATIONS[name].subject for name in may}

    assert about == {"nobody", "entry", "paper", "proof", "official", "list"}
    assert {name for name in may if OPERATIONS[name].subject == "list"} == {"lookUpAparEntries"}
    assert "listAccessesToOfficial" in may
