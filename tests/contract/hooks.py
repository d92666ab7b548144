"""What schemathesis is told of the service: whose token each request bears, whose numbers exist."""

import json
import os
import re
from itertools import chain, count, cycle, repeat
from typing import Any

import schemathesis
from schemathesis.generation.meta import TestPhase

from tests.contract.refusals import refused_by_what_is_held

__all__ = ["refused_by_what_is_held"]
TOKENS = "KARMASETU_FUZZ_TOKENS"
PLAIN = re.compile("[!-~]{1,64}")
# Numbers up to this one are somebody's: other numbers are asked for as often.
HELD = 10
_NEW = count()
_TOKENS = json.loads(os.environ[TOKENS])
_TURNS = cycle(_TOKENS)
# What one request creates the next ones ask about: a role stays for as many steps as a chain has.
STEPS = 6
_LONG_TURNS = cycle(chain.from_iterable(repeat(token, STEPS) for token in _TOKENS))


@schemathesis.auth(refresh_interval=None)
class EachRole:
    """One role after the other."""

    def get(self, case: Any, context: Any) -> str:
        """Return the next role's token; in chains, the same one for some steps."""
        del context
        in_chain = case.meta is not None and case.meta.phase.name == TestPhase.STATEFUL
        return str(next(_LONG_TURNS if in_chain else _TURNS))

    def set(self, case: Any, data: str, context: Any) -> None:
        """Have a request bear a token, and no Idempotency-Key that was used.

        Such a one is answered by the reply kept under it, whatever else is sent with it.
        """
        del context
        held = {**(case.headers or {}), "Authorization": f"Bearer {data}"}
        for name, value in held.items():
            if name.lower() == "idempotency-key" and PLAIN.fullmatch(str(value)):
                held[name] = f"{value[:40]}-{next(_NEW)}"
        case.headers = held


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> Any:
    """Ask about what is held as often as about what is not."""
    del context
    return {name: _known(name, value) for name, value in (path_parameters or {}).items()}


@schemathesis.hook
def filter_headers(context: Any, headers: dict[str, Any] | None) -> bool:
    """Leave out values with blanks around them: those are no part of a value (RFC 9110, 5.5)."""
    del context
    return all(str(value) == str(value).strip() for value in (headers or {}).values())


def _known(name: str, value: Any) -> Any:
    if name == "reporting_year" and isinstance(value, str) and sum(map(ord, value)) % 2:
        return "2025-26"
    if isinstance(value, int) and value > HELD and value % 2:
        return 1 + value % HELD
    return value
