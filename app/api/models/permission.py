"""Whether a course needs the office's permission: the question and the answer."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.api.models.shapes import Answer, Cited, Sentence, Submission
from app.policy.permission import OfferedBy, Permission

# JSON has no enumerations: the text is taken as one, though bodies are strict.
Offerer = Annotated[OfferedBy, Field(strict=False)]


class PermissionCheck(Submission):
    """A course that an official intends to pursue; null where it is not known."""

    offered_by: Offerer
    online: bool | None = None
    outside_office_hours: bool | None = None


class OlderInstructionTold(Answer):
    """An older memorandum, as the one of 15.01.2024 cites it."""

    issuer: str
    number: str
    dated: date


class PermissionTold(Answer):
    """What the memorandum says, in whose words, and what else is to be read."""

    permission: Permission
    sentence: Sentence
    citation: Cited | None
    older_instructions: list[OlderInstructionTold]
