"""The picture of an authority's onboarding as a page: each drawing has its numbers below it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Literal

from starlette.responses import HTMLResponse

from app.api.pictures.bars import Bar, Group, bars
from app.api.pictures.charts import Named
from app.api.pictures.lines import Line, lines
from app.api.pictures.markup import Markup, element
from app.api.pictures.page import listed, page, table
from app.policy.onboarding import picture_wording as words
from app.policy.onboarding.picture import NAMES, Counts, shares
from app.policy.onboarding.strength import posts
from app.policy.reporting_year import IST, ReportingYear
from app.policy.wording import Wording, written
from app.services.onboarding.picture import Drawn

Language = Literal["en", "hi"]
# The counts that are drawn beside each other; the tables have all of them.
_DRAWN = ("strength", "rostered", "onboarded", "verified")
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class OnboardingPage:
    """Draws one picture in one language."""

    drawn: Drawn
    year: ReportingYear
    language: Language

    def response(self) -> HTMLResponse:
        """Return the page."""
        name = self.drawn.authority.name_hi if self.language == "hi" else None
        title = self._say(
            words.TITLE.filled(authority=name or self.drawn.authority.name, year=self.year.label)
        )
        body = [
            element("h1", title),
            self._other_language(),
            *(element("p", one) for one in self._sources()),
            *self._shares(),
            *self._excess(),
            *self._all(),
            *self._kinds(),
            *self._amiss(),
            *self._days(),
            *self._actions(),
        ]
        return page(self.language, title, body)

    def _say(self, wording: Wording) -> str:
        return wording.hi if self.language == "hi" else wording.en

    def _other_language(self) -> Markup:
        other = "en" if self.language == "hi" else "hi"
        address = f"?reporting_year={self.year.label}&language={other}"
        said = self._say(words.OTHER_LANGUAGE)
        return element("nav", element("a", said, href=address, hreflang=other, lang=other))

    def _sources(self) -> Iterator[str]:
        yield self._say(words.ON.filled(day=written(self.drawn.on)))
        stated, roster = self.drawn.stated, self.drawn.roster
        if stated is None:
            yield self._say(words.NOT_STATED)
        else:
            filled = posts(stated.lines, "headquarters").filled
            day = written(stated.valid_from)
            yield self._say(words.STATED.filled(day=day, headquarters=filled))
        if roster is None:
            yield self._say(words.NO_ROSTER)
        else:
            day = written(roster.checked_at.astimezone(IST).date())
            yield self._say(words.ROSTER.filled(roster=roster.id, day=day))

    def _shares(self) -> Iterator[Markup]:
        told = shares(self.drawn.picture.total)
        title = self._say(words.SHARE_TITLE)
        drawn = [
            Bar(self._say(words.SHARES[name]), value, self._per_cent(value))
            for name, value in told.items()
        ]
        described = words.SHARE_TEXT.filled(told=_read_out(drawn))
        yield element("h2", title)
        yield bars(Named("shares", title, self._say(described)), [Group(None, drawn)], _WHOLE)
        rows = [(bar.label, [bar.told]) for bar in drawn]
        yield table(title, [self._say(words.SHARE), self._say(words.PER_CENT)], rows)

    def _excess(self) -> Iterator[Markup]:
        if self.drawn.excess:
            yield element("h2", self._say(words.EXCESS))
            yield listed([f"{self._say(one.text)} {one.count:,}" for one in self.drawn.excess])

    def _all(self) -> Iterator[Markup]:
        title, total = self._say(words.ALL_TITLE), asdict(self.drawn.picture.total)
        drawn = [self._bar(name, total[name]) for name in NAMES]
        described = self._say(words.ALL_TEXT.filled(told=_read_out(drawn)))
        # Each bar by itself, so that all are drawn alike.
        groups = [Group(None, [bar]) for bar in drawn]
        yield element("h2", title)
        yield bars(Named("all", title, described), groups)
        rows = [(bar.label, [bar.told]) for bar in drawn]
        yield table(title, [self._say(words.COUNT), self._say(words.NUMBER)], rows)

    def _kinds(self) -> Iterator[Markup]:
        picture = self.drawn.picture
        every = (
            ("employment", words.BY_EMPLOYMENT, picture.by_employment, self._employment),
            ("group", words.BY_GROUP, picture.by_group, str.title),
            ("level", words.BY_LEVEL, picture.by_level, self._level),
        )
        for one in every:
            yield from self._by(*one)

    def _by(
        self,
        which: str,
        heading: Wording,
        counted: Mapping[str | None, Counts],
        name_of: Callable[[str], str],
    ) -> Iterator[Markup]:
        if not counted:
            return
        kinds = {
            self._say(words.NOT_TOLD) if kind is None else name_of(kind): asdict(counts)
            for kind, counts in counted.items()
        }
        groups = [
            Group(kind, [self._bar(name, counts[name]) for name in _DRAWN])
            for kind, counts in kinds.items()
        ]
        title = self._say(heading)
        yield element("h2", title)
        yield bars(Named(f"by-{which}", title, self._say(words.KIND_TEXT)), groups)
        rows = [
            (
                self._say(words.COUNTS[name]),
                [self._number(counts[name]) for counts in kinds.values()],
            )
            for name in NAMES
        ]
        yield table(title, [self._say(words.COUNT), *kinds], rows)

    def _amiss(self) -> Iterator[Markup]:
        yield element("h2", self._say(words.AMISS))
        if not self.drawn.findings:
            yield element("p", self._say(words.NONE_AMISS))
            return
        yield listed(
            [
                f"{one.id}: {self._say(one.title)} {self._say(one.action)}"
                for one in self.drawn.findings
            ]
        )

    def _days(self) -> Iterator[Markup]:
        title, series = self._say(words.OVER_TIME), self.drawn.series
        yield element("h2", title)
        if not series:
            yield element("p", self._say(words.NO_DAYS))
            return
        days = [day["taken_on"] for day in series]
        drawn = [
            Line(self._say(words.COUNTS[name]), [day["counts"].get(name) for day in series])
            for name in _DRAWN
        ]
        last = [Bar(one.label, None, self._number(one.counts[-1])) for one in drawn]
        described = words.OVER_TIME_TEXT.filled(
            first=written(days[0]), last=written(days[-1]), told=_read_out(last)
        )
        yield lines(Named("days", title, self._say(described)), days, drawn)
        rows = [
            (written(day["taken_on"]), [self._number(day["counts"].get(name)) for name in NAMES])
            for day in series
        ]
        heads = [self._say(words.COUNTS[name]) for name in NAMES]
        yield table(title, [self._say(words.DAY), *heads], rows)

    def _actions(self) -> Iterator[Markup]:
        title, done = self._say(words.ACTIONS), self.drawn.actions
        rows = [
            (self._say(wording), [self._number(done[state])])
            for state, wording in words.STATES.items()
            if state in done
        ]
        if rows:
            yield element("h2", title)
            yield table(title, [self._say(words.STATE), self._say(words.NUMBER)], rows)

    def _bar(self, name: str, count: int | None) -> Bar:
        return Bar(self._say(words.COUNTS[name]), count, self._number(count))

    def _number(self, count: int | None) -> str:
        return self._say(words.NOT_TOLD) if count is None else f"{count:,}"

    def _per_cent(self, value: Decimal | None) -> str:
        return self._say(words.NOT_TOLD) if value is None else f"{value:,} %"

    def _employment(self, kind: str) -> str:
        return self._say(words.EMPLOYMENTS[kind])

    def _level(self, level: str) -> str:
        return self._say(words.LEVELS[level])


def _read_out(told: list[Bar]) -> str:
    return "; ".join(f"{bar.label} {bar.told}" for bar in told)
