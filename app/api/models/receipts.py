"""Receipts of streams."""

from app.api.models.apar import Digest
from app.api.models.shapes import Answer, YearLabel


class Receipt(Answer):
    """What an authority's stream held at a publish position: rows, and the digest over theirs."""

    reporting_year: YearLabel
    authority_id: int
    position: int
    count: int
    digest: Digest
