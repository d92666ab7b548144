"""The tables as classes with relations: what an application that thinks in objects begins with."""

from typing import Any

from sqlalchemy import Table, and_
from sqlalchemy.orm import foreign, registry, relationship

from app.store.tables.authority import authority
from app.store.tables.fact import assessment_result, completion
from app.store.tables.ledger import ingest_position
from app.store.tables.official import (
    completion_doubt,
    official,
    official_identifier,
    posting,
    profile,
)
from app.store.tables.outcome import evaluation
from app.store.tables.plan import plan_criterion, plan_group, prescribed_course, training_plan
from app.store.tables.register import (
    assessment_terms,
    autonomous_body,
    course_equivalence,
    designation_level,
    exemption,
    no_mdo_declaration,
)
from bench.population import YEAR

MAPS = registry()


class Row:
    """A row as an object; its attributes are the columns, and what they lead to."""

    def __init__(self, **columns: object) -> None:
        for name, value in columns.items():
            setattr(self, name, value)


def _mapped(name: str, table: Table, **relations: Any) -> Any:
    cls = type(name, (Row,), {})
    MAPS.map_imperatively(cls, table, properties=relations)
    return cls


def _one(cls: Any, key: Any, of: Any) -> Any:
    return relationship(cls, viewonly=True, uselist=False, primaryjoin=foreign(key) == of)


def _many(cls: Any, *keys: tuple[Any, Any], where: Any = True) -> Any:
    joined = and_(*(foreign(key) == of for key, of in keys), where)
    return relationship(cls, viewonly=True, primaryjoin=joined)


def _held(cls: Any, key: Any, of: Any, *, of_year: bool = False) -> Any:
    """Return a relation to what is not withdrawn, and of the year where a table keeps years."""
    held = key.table.c.withdrawn_position.is_(None)
    if of_year:
        held = and_(held, key.table.c.reporting_year == YEAR.start)
    return _many(cls, (key, of), where=held)


Level = _mapped("Level", designation_level)
Body = _mapped("Body", autonomous_body)
Authority = _mapped(
    "Authority",
    authority,
    levels=_held(Level, designation_level.c.authority_id, authority.c.id),
    bodies=_held(Body, autonomous_body.c.authority_id, authority.c.id),
)
Look = _mapped("Look", profile, authority=_one(Authority, profile.c.authority_id, authority.c.id))
Posting = _mapped("Posting", posting, profile=_one(Look, posting.c.profile_id, profile.c.id))
Identifier = _mapped("Identifier", official_identifier)
Completion = _mapped("Completion", completion)
Result = _mapped("Result", assessment_result)
Exemption = _mapped("Exemption", exemption)
Doubt = _mapped("Doubt", completion_doubt)
Declaration = _mapped("Declaration", no_mdo_declaration)
Official = _mapped(
    "Official",
    official,
    profile=_one(Look, official.c.profile_id, profile.c.id),
    postings=_many(Posting, (posting.c.official_id, official.c.id)),
    identifiers=_held(Identifier, official_identifier.c.official_id, official.c.id),
    completions=_held(Completion, completion.c.official_id, official.c.id, of_year=True),
    results=_held(Result, assessment_result.c.official_id, official.c.id, of_year=True),
    exemptions=_held(Exemption, exemption.c.official_id, official.c.id),
    doubts=_held(Doubt, completion_doubt.c.official_id, official.c.id),
    declarations=_held(Declaration, no_mdo_declaration.c.official_id, official.c.id),
)
Criterion = _mapped("Criterion", plan_criterion)
Group = _mapped(
    "Group",
    plan_group,
    criteria=_many(
        Criterion,
        (plan_criterion.c.plan_id, plan_group.c.plan_id),
        (plan_criterion.c.group_no, plan_group.c.group_no),
    ),
)
Listed = _mapped("Listed", prescribed_course)
Position = _mapped("Position", ingest_position)
Plan = _mapped(
    "Plan",
    training_plan,
    groups=_many(Group, (plan_group.c.plan_id, training_plan.c.id)),
    courses=_many(Listed, (prescribed_course.c.plan_id, training_plan.c.id)),
    retiring=_one(Position, training_plan.c.retired_position, ingest_position.c.position),
)
Equivalence = _mapped("Equivalence", course_equivalence)
Terms = _mapped("Terms", assessment_terms)
Outcome = _mapped("Outcome", evaluation)
