"""What a ministry directs its liaison officers to do, OM 36023/1/2024-Estt.(Res-I) para 5."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.errors import InvalidError
from app.policy import orders
from app.policy.liaison import ruleset
from app.policy.orders import Fault, Order, Validity
from app.policy.reporting_year import IST
from app.policy.rules.laying import pointer
from app.services.registers.kept import Kept, Row
from app.store.auditing.audit import Access
from app.store.database import Writing
from app.store.registers import liaison, rows

DIRECTIONS = Kept(liaison.DIRECTIONS, "direction")


@dataclass(frozen=True, slots=True)
class Directed:
    """An order that directs the liaison officers to the workshops, the programmes, or both.

    ``programme_courses`` names, by programme, the courses on iGOT that are meant.
    """

    workshops: bool
    programmes: bool
    programme_courses: Sequence[tuple[str, Sequence[str]]]
    validity: Validity
    order: Order


async def record(
    session: Writing, authority_id: int, asked: Directed, access: Access, now: datetime
) -> Row:
    """Record a direction; return the row.

    Raises InvalidError that names every fault at once; nothing is stored then.
    """
    await rows.hold(session, authority_id)
    faults = [
        *orders.faults_of_order(asked.order, now.astimezone(IST).date()),
        *orders.faults_of_validity(asked.validity),
        *_faults_of_what(asked),
    ]
    if await liaison.is_directed(session, authority_id, asked.order.number):
        faults.append(("/order/number", "already-recorded"))
    if faults:
        raise InvalidError("the direction can't be recorded", faults)
    row = {
        **rows.of_order(asked.order),
        **rows.of_validity(asked.validity),
        "workshops": asked.workshops,
        "programmes": asked.programmes,
        "programme_courses": {name: list(ids) for name, ids in asked.programme_courses},
    }
    return await DIRECTIONS.enter(session, authority_id, row, access, now)


def _faults_of_what(asked: Directed) -> Iterator[Fault]:
    if not (asked.workshops or asked.programmes):
        yield "/workshops", "directs-nothing"
    years = map(ruleset.load, ruleset.available_years())
    known = {programme.id for rules in years for programme in rules.programmes}
    named = [name for name, _ in asked.programme_courses]
    for place, name in enumerate(named):
        if name not in known:
            yield pointer("programme_courses", place, "programme"), "unknown-programme"
        elif name in named[:place]:
            yield pointer("programme_courses", place, "programme"), "named-twice"
    if asked.programme_courses and not asked.programmes:
        yield "/programme_courses", "programmes-not-directed"
