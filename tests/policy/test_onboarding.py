"""Onboarding: what stands between a submitted official and a right APAR entry."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.facts import Employment
from app.policy.onboarding.catalogue import Field
from app.policy.onboarding.facts import HeldOfficial, Matches, SubmittedOfficial
from app.policy.onboarding.findings import check
from app.policy.onboarding.roster_catalogue import CATALOGUE
from tests.policy.factories import GROUND, a_held, a_submitted

OTHER = 11
AIS: dict[str, Any] = {
    "service": "Indian Administrative Service",
    "cadre": "Kerala",
    "batch": 2010,
    "on_central_deputation": True,
}


def found(submitted: SubmittedOfficial, *held: HeldOfficial) -> list[tuple[str, str | None]]:
    """Return rule id and field of each finding about one row that the e-mail leads to."""
    findings = check([submitted], [Matches(by_email=held)], GROUND)
    return [(one.rule.id, one.field) for one in findings]


def test_a_row_without_fault_has_no_finding() -> None:
    """Who is held as submitted, verified, of known level and reached by a plan, is in order."""
    assert found(a_submitted(), a_held()) == []
    assert found(a_submitted(**AIS), a_held(**AIS)) == []


HELD_FAULTS: list[tuple[dict[str, Any], list[tuple[str, str | None]]]] = [
    ({"authority_id": OTHER, "name": "Another", "has_plan": False}, [("OB-002", None)]),
    ({"name": "Ashok Rao"}, [("OB-005", "name")]),
    ({"name": "RAO  A.S.HA"}, [("OB-005", "name")]),
    ({"profile_status": "NOT-VERIFIED"}, [("OB-006", None)]),
    ({"profile_status": "NOT-MY-USER", "level": None, "has_plan": False}, [("OB-007", None)]),
    ({"designation": None, "level": None}, [("OB-008", "designation")]),
    ({"designation": "  ", "level": None}, [("OB-008", "designation")]),
    ({"group": None}, [("OB-009", "group")]),
    ({"group": "Group B"}, [("OB-013", "group")]),
    ({"designation": "Director", "level": "ds_director"}, [("OB-013", "designation")]),
    ({"batch": 2010}, [("OB-010", "service")]),
    ({"cadre": "Kerala"}, [("OB-010", "service")]),
    ({"level": None}, [("OB-015", "designation")]),
    ({"has_plan": False}, [("OB-016", None)]),
    ({"has_plan": False, "employment": Employment.CONTRACTUAL}, []),
    ({**AIS, "batch": None}, [("OB-011", "batch")]),
    ({**AIS, "batch": 2026}, [("OB-019", "batch")]),
    ({**AIS, "cadre": None}, [("OB-012", "cadre")]),
    ({**AIS, "on_central_deputation": None}, [("OB-014", "on_central_deputation")]),
    ({**AIS, "on_central_deputation": False, "level": None}, []),
    ({**AIS, "level": None}, [("OB-015", "designation")]),
]


@pytest.mark.parametrize(("held", "expected"), HELD_FAULTS)
def test_faults_of_what_is_held(
    held: dict[str, Any], expected: list[tuple[str, str | None]]
) -> None:
    """Each fault of a profile has its finding; another authority's profile is not looked into."""
    assert found(a_submitted(), a_held(**held)) == expected


@pytest.mark.parametrize(
    ("submitted", "expected"),
    [
        ({"email": None, "employee_code": None}, [("OB-018", None)]),
        ({"email": " ", "employee_code": ""}, [("OB-018", None)]),
        ({"email": "asha@gmail.com"}, [("OB-001", None), ("OB-017", "email")]),
        ({"email": "asha@GMail.com "}, [("OB-001", None), ("OB-017", "email")]),
        ({"email": "gmail.com@gov.in"}, [("OB-001", None)]),
        ({"email": None}, [("OB-001", None)]),
    ],
)
def test_rows_that_lead_to_nobody(
    submitted: dict[str, Any], expected: list[tuple[str, str | None]]
) -> None:
    """Without a match the official is not onboarded; without identifiers nobody was looked for."""
    assert found(a_submitted(**submitted)) == expected


@pytest.mark.parametrize(
    ("field", "given_value", "held_value"),
    [
        ("service", "Indian Police Service", "Indian Administrative Service"),
        ("cadre", "Tamil Nadu", "Kerala"),
        ("batch", 2011, 2010),
        ("on_central_deputation", False, True),
    ],
)
def test_contradictions(field: str, given_value: object, held_value: object) -> None:
    """A field that is said differently on the two sides is named."""
    submitted, held = a_submitted(**{field: given_value}), a_held(**(AIS | {field: held_value}))

    assert found(submitted, held) == [("OB-013", field)]


def test_what_is_not_submitted_contradicts_nothing() -> None:
    """All fields but the reference may be left out; case, blanks and name order don't matter."""
    bare = SubmittedOfficial("row-1", email="asha.rao@gov.in")
    loud = a_submitted(name="RAO ASHA", group=" GROUP A ", designation="under  secretary")

    assert found(bare, a_held()) == []
    assert found(loud, a_held()) == []


def test_a_service_that_is_submitted_is_missed() -> None:
    """A profile without a service is at fault where the authority knows of one."""
    assert found(a_submitted(service="IAS"), a_held()) == [("OB-010", "service")]


def test_identifiers_that_disagree() -> None:
    """E-mail and code that lead to two officials are one fault, and neither is looked into."""
    one, two = a_held(), a_held(official_id=2, has_plan=False)
    twice = Matches(by_email=(one, two))
    apart = Matches(by_email=(one,), by_code=(two,))
    same = Matches(by_email=(one,), by_code=(one,))
    ids = [[f.rule.id for f in check([a_submitted()], [m], GROUND)] for m in (twice, apart, same)]

    assert ids == [["OB-022"], ["OB-004"], []]


def test_rows_that_repeat() -> None:
    """An e-mail or a code that stands in two rows is a fault of both, whatever its case."""
    rows = [
        a_submitted(reference="a", employee_code="E-1"),
        a_submitted(reference="b", email="ASHA.RAO@gov.in ", employee_code="E-2"),
        a_submitted(reference="c", email=None, employee_code="e-1"),
        a_submitted(reference="d", email=None, employee_code="E-4"),
    ]
    findings = check(rows, [Matches(by_email=(a_held(),))] * 4, GROUND)

    assert [(one.row, one.reference, one.rule.id, one.field) for one in findings] == [
        (0, "a", "OB-003", Field.EMAIL),
        (0, "a", "OB-003", Field.EMPLOYEE_CODE),
        (1, "b", "OB-003", Field.EMAIL),
        (2, "c", "OB-003", Field.EMPLOYEE_CODE),
    ]


def test_each_row_needs_its_matches() -> None:
    """A row without its matches is a mistake of the caller, never an official not onboarded."""
    with pytest.raises(ValueError, match="shorter"):
        check([a_submitted()], [], GROUND)


def test_the_catalogue_is_whole() -> None:
    """Ids are numbered without a gap, and all is said in English and Hindi."""
    sentences = [part for rule in CATALOGUE for part in (rule.title, rule.action)]

    assert [rule.id for rule in CATALOGUE] == [f"OB-{n:03d}" for n in range(1, len(CATALOGUE) + 1)]
    assert all(re.search("[\u0900-\u097f]", one.hi) and one.en for one in sentences)


def test_sources_of_the_catalogue() -> None:
    """What a memorandum asks of an authority is cited; the rest is the house's own."""
    paragraphs = {rule.id: rule.citation.paragraph for rule in CATALOGUE if rule.citation}

    assert paragraphs == {
        "OB-001": "3.I",
        "OB-002": "3.I",
        "OB-006": "3.I",
        "OB-007": "3.I",
        "OB-008": "3(iv)",
        "OB-010": "3(iv)",
        "OB-011": "3(iv)",
        "OB-016": "3.I",
        "OB-021": "3.I",
        "OB-032": "3.I",
        "OB-035": "3.I",
        "OB-036": "3.I",
    }


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=8))
def test_any_text_can_be_checked(rows: list[tuple[str, str]]) -> None:
    """Whatever is submitted, findings stand in the order of the rows."""
    submitted = [SubmittedOfficial("r", email=email, name=name) for email, name in rows]
    findings = check(submitted, [Matches(by_email=(a_held(),))] * len(rows), GROUND)

    assert [one.row for one in findings] == sorted(one.row for one in findings)
