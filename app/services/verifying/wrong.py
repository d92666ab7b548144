"""The first thing that is wrong: in which file, under which name, in a sentence."""

from app.errors import ServiceError


class WrongError(ServiceError):
    """Something is not as it was given out; ``name`` is stable, docs/verification.md lists them."""

    code = "wrong"

    def __init__(self, place: str, name: str, sentence: str) -> None:
        """Take the file (and row), the name of the fault, and what it means."""
        super().__init__(f"{place}: {name}: {sentence}")
        self.place = place
        self.name = name
