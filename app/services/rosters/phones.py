"""The phones of an authority's users as iGOT shows them now, as digests for one roster's check."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from app.errors import FeedFailedError
from app.integrations.igot.feed import FeedPhone, Page
from app.policy.onboarding.phones import digests


class PhoneFeed(Protocol):
    """What of a feed is asked here; each raises FeedFailedError as the whole port does."""

    def allow(self, calls: int) -> None:
        """Begin no further call once so many more are sent."""
        ...

    def phones(self, org_id: str) -> AsyncIterator[Page[FeedPhone]]:
        """Yield the mobile numbers of the organisation's users."""
        ...


OpenFeed = Callable[[], AbstractAsyncContextManager[PhoneFeed]]


@dataclass(frozen=True, slots=True)
class Known:
    """Users with the digests of their phones; without any, the code of why none was asked for."""

    users: tuple[tuple[str, int], ...]
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class PhoneRoad:
    """Asks iGOT for phones, by so many calls for one roster at the most."""

    open_feed: OpenFeed
    calls: int

    async def known(self, org_id: str, key: bytes) -> Known:
        """Return digests under a key: of all users of an organisation, or of nobody.

        A part of them would show a roster whose other phones lead nowhere.
        """
        users: list[tuple[str, int]] = []
        try:
            async with self.open_feed() as feed:
                feed.allow(self.calls)
                async for page in feed.phones(org_id):
                    made = digests((one.phone for one in page.records), key)
                    told = zip(page.records, made, strict=True)
                    users.extend(
                        (one.user_id, digest) for one, digest in told if digest is not None
                    )
        except FeedFailedError as failure:
            return Known((), failure.code)
        return Known(tuple(users), None if users else "none-shown")
