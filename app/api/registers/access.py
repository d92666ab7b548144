"""What every register's routes ask for: the authority that is the caller's own, and the moment."""

from typing import Annotated

from fastapi import Depends, Path, Query

from app.api.dependencies import AuthorityId, Calling, Flag, PlainNumber
from app.errors import NotFoundError

INTEGER_MAX = 2**31 - 1
WithdrawnToo = Annotated[Flag, Query(alias="history", description="Those withdrawn as well.")]
RecordId = Annotated[
    int, Path(ge=1, le=INTEGER_MAX, description="The record's number.", examples=[31]), PlainNumber
]


async def own_authority(authority_id: AuthorityId, caller: Calling) -> int:
    """Return the authority of the path; raise NotFoundError unless it is the caller's own.

    Seeing some of its officials, as who prescribes for them does, is not enough for its registers.
    """
    if not (caller.tenant.everything or authority_id in caller.tenant.authorities):
        raise NotFoundError("there is no such authority")
    return authority_id


OwnAuthority = Annotated[int, Depends(own_authority)]
