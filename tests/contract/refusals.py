"""A check of schemathesis': what the schema allows is refused by what is held, never by its shape.

Which operation may answer with which status is the contract's, and a check of its own holds that.
Here is held why: no schema can say that a course must exist, but whatever pydantic says of a value
the schema could have said, and so must.
"""

from typing import Any, get_args

import schemathesis
from pydantic_core.core_schema import ErrorType
from schemathesis.core.failures import Failure

# What a status may say of a request that its operation's schema allows.
BY_STATE = {
    400: {"cursor-invalid"},
    409: {"conflict", "engines-disagree"},
    410: {"cursor-expired"},
    412: {"precondition-failed"},
    428: {"precondition-required"},
    422: {"invalid"},
}
# A token is asked for by RFC 6749, and the extract in iGOT's own words: both refuse by 400 alone.
IN_OTHERS_WORDS = {"issueToken", "extractAparCourses"}
SHAPES = set(get_args(ErrorType))


@schemathesis.check
def refused_by_what_is_held(ctx: Any, response: Any, case: Any) -> None:
    """Fail for a refusal of valid data that names a fault of shape."""
    del ctx
    known = case.operation.definition.raw["operationId"]
    if case.meta is None or not case.meta.generation.mode.is_positive or known in IN_OTHERS_WORDS:
        return
    if response.status_code not in BY_STATE:
        return
    told = response.json()
    faults = {fault["code"] for fault in told.get("errors", ())}
    if told["code"] not in BY_STATE[response.status_code] or faults & SHAPES:
        raise Failure(
            operation=case.operation.label,
            title="Valid data are refused by their shape",
            message=f"{response.status_code} {told['code']}: {sorted(faults)}",
        )
