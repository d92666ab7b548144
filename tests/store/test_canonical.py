"""The entry's body: canonical JSON (RFC 8785), a digest over its bytes, no personal data."""

import hashlib
import json
from datetime import UTC, datetime

import pytest
import rfc8785
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.policy.apar import entry_forms
from app.policy.reporting_year import IST
from app.store import positions
from app.store.apar import entry_forms as store
from app.store.database import Database, Writing
from app.store.feed import facts, plans
from tests.harness.arranged import (
    IN_YEAR,
    RULES,
    a_plan,
    an_authority,
    an_official,
    rows,
    take_completions,
    take_staff,
)
from tests.harness.fixtures import rolled_back
from tests.harness.published import decide_and_publish, entries, publish

# PostgreSQL's text holds any character but NUL.
names = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30)
AWKWARD = '"quoted" \\ back/slash \b\t\n\f\r\x01\x1f\x7f \u2028 प्रशासन 🎓 é'


async def name(session: Writing, feed_id: str, stated: str) -> None:
    """Take up a course under a name."""
    course = {"feed_id": feed_id, "name": stated, "category": "Course", "status": "Live"}
    await plans.name_courses(session, [course | {"duration_seconds": None}])


async def one_body(session: Writing) -> tuple[str, bytes]:
    """Publish the one official's entry and return its body and digest."""
    await decide_and_publish(session)
    published = await entries(session)
    _, _, _, body, digest = published[-1]
    return body, digest


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(stated=AWKWARD)
@given(stated=names)
async def test_the_body_is_canonical(common_database: Database, stated: str) -> None:
    """Whatever a course is called, the body is what RFC 8785 makes of its own content."""
    async with rolled_back(common_database) as session:
        number = await an_authority(session)
        await take_staff(session, number, an_official())
        await plans.merge(session, a_plan(number, "A", "B", assessment="X"), 1)
        await name(session, "A", stated)
        body, digest = await one_body(session)
    content = json.loads(body)

    assert body.encode() == rfc8785.dumps(content)
    assert digest == hashlib.sha256(body.encode()).digest()
    assert content["courses"][0]["name"] == stated


async def test_the_body_says_what_was_counted(undone: Writing) -> None:
    """The body names year, ruleset, schema, counts, and each course with its day in India."""
    number = await an_authority(undone)
    await take_staff(undone, number, an_official())
    await plans.merge(undone, a_plan(number, "B", "A"), 1)
    await take_completions(undone, ("user-1", "B", datetime(2025, 12, 1, 0, 15, tzinfo=IST)))
    await name(undone, "A", "Ethics")
    body, _ = await one_body(undone)

    assert json.loads(body) == {
        "assessments": [],
        "courses": [
            {"completed_on": None, "course_id": "A", "name": "Ethics", "status": "not_completed"},
            {"completed_on": "2025-12-01", "course_id": "B", "name": None, "status": "completed"},
        ],
        "reporting_year": "2025-26",
        "ruleset": RULES.digest,
        "schema": "karmasetu.apar-entry/1",
        "summary": {"completed": 1, "outcome": "met", "prescribed": 2, "required": 1},
    }


async def test_a_course_that_another_counts_for_is_marked(undone: Writing) -> None:
    """The body names the course that iGOT shows and the order, and is canonical all the same."""
    number = await an_authority(undone)
    await take_staff(undone, number, an_official())
    await plans.merge(undone, a_plan(number, "A", "B"), 1)
    await take_completions(undone, ("user-1", "E", datetime(2025, 12, 1, 0, 15, tzinfo=IST)))
    await undone.run(
        text(
            "INSERT INTO course_equivalence (authority_id, course_id, counts_for_id, order_number,"
            " ordered_on, ordered_by, valid_from, learned_position)"
            " SELECT :authority, other.id, course.id, 'E-1', '2025-12-01', 'Director',"
            " '2025-12-01', 1 FROM course, course AS other"
            " WHERE course.feed_id = 'B' AND other.feed_id = 'E'"
        ),
        {"authority": number},
    )
    await name(undone, "B", "Ethics")
    body, _ = await one_body(undone)
    content = json.loads(body)

    assert body.encode() == rfc8785.dumps(content)
    assert content["courses"][1] == {
        "completed_on": None,
        "course_id": "B",
        "equivalent": {
            "completed_on": "2025-12-01",
            "course_id": "E",
            "name": None,
            "order_number": "E-1",
        },
        "name": "Ethics",
        "status": "equivalent_completed",
    }
    assert content["summary"]["completed"] == 1


async def test_a_passed_assessment_reaches_the_body(undone: Writing) -> None:
    """The body names the assessment and the day of the first pass in India, and never a score."""
    number = await an_authority(undone)
    await take_staff(undone, number, an_official())
    await plans.merge(undone, a_plan(number, "A", assessment="X"), 1)
    position = await positions.close(undone, 1, IN_YEAR)
    night = datetime(2025, 11, 30, 20, 0, tzinfo=UTC)
    stated = (("failed", 31.0, night.replace(day=1)), ("passed", 62.5, night))
    await facts.pour_assessments(
        undone, [(position, "user-1", "X", state, score, at, False) for state, score, at in stated]
    )
    await facts.merge_assessments(undone, position, position, RULES.year.start)
    body, _ = await one_body(undone)

    assert json.loads(body)["assessments"] == [
        {"assessment_id": "X", "name": None, "passed_on": "2025-12-01", "status": "passed"}
    ]
    assert "62" not in body.replace(RULES.digest, "")


@pytest.mark.parametrize(
    ("score", "certified", "passed"), [(59.99, False, []), (60.0, False, ["X"]), (1.0, True, ["X"])]
)
async def test_a_cut_off_by_order_decides_what_the_body_shows(
    undone: Writing, score: float, passed: list[str], *, certified: bool
) -> None:
    """Below it nothing is passed, whatever iGOT says; its certificate passes at any score."""
    number = await an_authority(undone)
    await take_staff(undone, number, an_official())
    await plans.merge(undone, a_plan(number, "A", assessment="X"), 1)
    position = await positions.close(undone, 1, IN_YEAR)
    await facts.pour_assessments(
        undone, [(position, "user-1", "X", "passed", score, IN_YEAR, certified)]
    )
    await facts.merge_assessments(undone, position, position, RULES.year.start)
    await undone.run(
        text(
            "INSERT INTO assessment_terms (authority_id, assessment_id, reporting_year,"
            " order_number, ordered_on, ordered_by, opens_on, closes_on, cut_off_percent,"
            " learned_position) SELECT :authority, id, 2025, 'T-1', '2025-05-02', 'Secretary',"
            " '2025-09-01', '2026-01-31', 60, 1 FROM course WHERE feed_id = 'X'"
        ),
        {"authority": number},
    )
    body, _ = await one_body(undone)

    assert [one["assessment_id"] for one in json.loads(body)["assessments"]] == passed


async def test_no_personal_data_in_the_body(undone: Writing) -> None:
    """Neither the name nor an identifier of the official stands in the body."""
    number = await an_authority(undone)
    asha = an_official(name="Asha Rao", email="asha.rao@example.gov.in", employee_code="E-77")
    await take_staff(undone, number, asha)
    await plans.merge(undone, a_plan(number), 1)
    body, _ = await one_body(undone)

    assert not [said for said in ("Asha", "asha", "E-77", "user-1") if said in body]


async def test_courses_stand_in_the_order_of_their_ids(undone: Writing) -> None:
    """Courses are ordered by the bytes of their ids, whatever order the plan and server know."""
    number = await an_authority(undone)
    await take_staff(undone, number, an_official())
    await plans.merge(undone, a_plan(number, "b", "A", "a", "B", "_"), 1)
    body, _ = await one_body(undone)

    assert [course["course_id"] for course in json.loads(body)["courses"]] == list("AB_ab")


async def in_goa(session: Writing, form: str, since: str = "2025-26") -> str:
    """Have a form of its own in use for a cadre, and return the schema's name."""
    forms = entry_forms.read(f'[[cadre]]\nname = "Goa"\nsince = "{since}"\n{form}')
    await store.take_in(session, forms, IN_YEAR)
    return forms[0].schema.id


async def test_a_cadre_that_withholds_the_outcome_has_none_in_its_entry(undone: Writing) -> None:
    """The member stays, as null, and the entry is canonical and names the form; others don't."""
    number = await an_authority(undone)
    ips = {"service": "Indian Police Service", "on_central_deputation": True}
    await take_staff(undone, number, an_official("plain"), an_official("own", cadre="Goa", **ips))
    await plans.merge(undone, a_plan(number), 1)
    name = await in_goa(undone, 'withheld = ["outcome"]')
    await decide_and_publish(undone)
    bodies = [body for _, _, _, body, _ in await entries(undone)]

    outcomes = {json.loads(one)["schema"]: json.loads(one)["summary"]["outcome"] for one in bodies}
    assert outcomes == {name: None, "karmasetu.apar-entry/1": "short_of_courses"}
    assert all(rfc8785.dumps(json.loads(body)) == body.encode() for body in bodies)


async def test_a_form_is_its_cadres_from_its_year_on(undone: Writing) -> None:
    """One of a later year changes nothing; one of this year publishes its cadre's entries anew.

    When it ends the common entry is published again, as it was before.
    """
    number = await an_authority(undone)
    ips = {"service": "Indian Police Service", "on_central_deputation": True}
    await take_staff(undone, number, an_official("plain"), an_official("own", cadre="Goa", **ips))
    await plans.merge(undone, a_plan(number), 1)
    await decide_and_publish(undone)
    await in_goa(undone, 'columns = ["courses.name"]', since="2026-27")
    later = await publish(undone)
    await undone.run(text("DELETE FROM evaluation_due"))
    name = await in_goa(undone, 'columns = ["courses.name"]')
    due = await rows(undone, "SELECT count(*) FROM evaluation_due WHERE reporting_year = 2025")
    came = await publish(undone)
    again = await store.take_in(undone, await store.in_use(undone), IN_YEAR)
    await store.take_in(undone, (), IN_YEAR)
    ended = await publish(undone)
    held = await entries(undone)

    assert (later, due, came, again, ended) == (0, [(1,)], 1, 0, 1)
    assert json.loads(held[2][3])["schema"] == name
    assert held[3][3:] in [one[3:] for one in held[:2]]
    assert (await store.of(undone, name)).columns_of("Goa")[0].path == "courses.name"


async def test_a_score_is_in_the_entry_of_a_cadre_that_shows_it_alone(undone: Writing) -> None:
    """Of two with the same results one cadre's form shows scores: the other entry has none."""
    number = await an_authority(undone)
    ips = {"service": "Indian Police Service", "on_central_deputation": True}
    await take_staff(undone, number, an_official("plain"), an_official("own", cadre="Goa", **ips))
    await plans.merge(undone, a_plan(number, "A", assessment="X"), 1)
    position = await positions.close(undone, 1, IN_YEAR)
    told = [(position, user, "X", "passed", 62.5, IN_YEAR, False) for user in ("plain", "own")]
    await facts.pour_assessments(undone, told)
    await facts.merge_assessments(undone, position, position, RULES.year.start)
    await in_goa(undone, 'shown = ["scores"]')
    await decide_and_publish(undone)
    bodies = [body for _, _, _, body, _ in await entries(undone)]

    scores = [json.loads(body)["assessments"][0].get("score") for body in bodies]
    assert sorted(scores, key=str) == [62.5, None]
    assert sum('"score"' in body for body in bodies) == 1
    assert all(rfc8785.dumps(json.loads(body)) == body.encode() for body in bodies)
