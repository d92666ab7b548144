"""What registers have in common: the order that a row rests on, and when it was known."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field, TypeAdapter, ValidationError

from app.api.models.shapes import NO_NUL, Answer, Day, OrderTold, Submission
from app.policy import orders
from app.policy.orders import Fault, Order

INTEGER_MAX = 2**31 - 1
Number = Annotated[int, Field(ge=1, le=INTEGER_MAX)]
Line = Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL)]
DAY: TypeAdapter[date] = TypeAdapter(Day)


class OrderStated(Submission):
    """The order that a record rests on."""

    number: Line
    dated: Day
    issued_by: Line

    def order(self) -> Order:
        """Return the order as the services take it."""
        return Order(self.number, self.dated, self.issued_by)


class Ordered(Submission):
    """What rests on an order, and may have a first and a last day: ``DAYS`` names them."""

    DAYS: ClassVar = ("valid_from", "valid_until")

    @classmethod
    def also_wrong(cls, body: Mapping[str, Any], today: date) -> Iterator[Fault]:
        """Yield what else is wrong in a body that can't be read whole, each with its pointer.

        An order's date that is yet to come, and days that end before they begin.
        """
        dated = _day(body.get("order"), "dated")
        if dated is not None:
            yield from orders.faults_of_date(dated, today)
        first, last = cls.DAYS
        begins, ends = _day(body, first), _day(body, last)
        if begins is not None and ends is not None and ends < begins:
            yield f"/{last}", f"before-{first.replace('_', '-')}"


def _day(body: Any, name: str) -> date | None:
    """Return a day that a part of a body names, None where none can be read there."""
    try:
        return DAY.validate_python(body.get(name) if isinstance(body, Mapping) else None)
    except ValidationError:
        return None


class Recorded(Answer):
    """A record: since which ingest position it is known, and as of which it is withdrawn."""

    id: int
    order: OrderTold
    learned_position: int
    withdrawn_position: int | None


def order_told(row: Any) -> dict[str, Any]:
    """Return a row's order as a body shows it."""
    return {
        "number": row["order_number"],
        "dated": row["ordered_on"],
        "issued_by": row["ordered_by"],
    }
