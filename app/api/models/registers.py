"""What registers have in common: the order that a row rests on, and when it was known."""

from typing import Annotated, Any

from pydantic import Field

from app.api.models.shapes import NO_NUL, Answer, Day, OrderTold, Submission
from app.policy.orders import Order

INTEGER_MAX = 2**31 - 1
Number = Annotated[int, Field(ge=1, le=INTEGER_MAX)]
Line = Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL)]


class OrderStated(Submission):
    """The order that a record rests on."""

    number: Line
    dated: Day
    issued_by: Line

    def order(self) -> Order:
        """Return the order as the services take it."""
        return Order(self.number, self.dated, self.issued_by)


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
