"""An order: what whatever an authority records rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

Fault = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Order:
    """An order by its number, its date, and who issued it."""

    number: str
    dated: date
    issued_by: str


@dataclass(frozen=True, slots=True)
class Validity:
    """The days on which something holds, both included; without a last day until further notice."""

    valid_from: date
    valid_until: date | None


def faults_of_order(order: Order, today: date) -> Iterator[Fault]:
    """Yield what is wrong with an order, each with its JSON pointer."""
    yield from faults_of_date(order.dated, today)


def faults_of_date(dated: date, today: date) -> Iterator[Fault]:
    """Yield what is wrong with the date of an order, with its JSON pointer."""
    if dated > today:
        yield "/order/dated", "in-the-future"


def faults_of_validity(validity: Validity) -> Iterator[Fault]:
    """Yield what is wrong with days of validity, each with its JSON pointer."""
    if validity.valid_until is not None and validity.valid_until < validity.valid_from:
        yield "/valid_until", "before-valid-from"
