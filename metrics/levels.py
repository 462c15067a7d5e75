"""Levels with memory: reached by score, promoted by a run, held until a review, lowered, barred."""

from typing import Literal

from pydantic import Field, model_validator

from metrics.exact import Exact
from metrics.formula import Formula
from metrics.interval import Interval
from metrics.label import Label
from metrics.number import Fraction
from metrics.period import Window, ends, months_of, window_of
from metrics.scheme_part import Part


class Level(Part):
    label: Label
    amount: Exact = Fraction(0)


class Promotion(Part):
    """Every month of the review's window must score so; `held` keeps the level to the next one."""

    to: str
    score: Interval
    review: Literal["quarter", "half_year", "year"]
    held: bool = True


class Demotion(Part):
    """So many results of one level in a row make it another, and the run begins anew."""

    level: str
    periods: int = Field(ge=2)
    to: str


class Bar(Part):
    """Puts at the lowest level from the month in which it holds until its window ends."""

    text: Label
    when: Formula
    rest_of: Window


class Levels(Part):
    """`order` lists the levels from the lowest up; `amount` of the level reached is `level_amount`.

    `up` and `down` move one level; a month down also ends what was held.
    """

    order: dict[str, Level] = Field(min_length=2)
    by_score: dict[Interval, str]
    promotion: Promotion | None = None
    demotion: Demotion | None = None
    up: Formula | None = None
    down: Formula | None = None
    bars: dict[str, Bar] = {}

    @model_validator(mode="after")
    def _name_levels(self) -> "Levels":
        named = [*self.by_score.values()]
        named += [self.promotion.to] if self.promotion else []
        named += [self.demotion.level, self.demotion.to] if self.demotion else []
        unknown = [name for name in named if name not in self.order]
        if unknown:
            raise ValueError(f'there is no level "{unknown[0]}" under order.')
        return self

    @property
    def formulas(self) -> tuple[Formula, ...]:
        moves = (one for one in (self.up, self.down) if one is not None)
        return (*moves, *(bar.when for bar in self.bars.values()))

    def walk(self, months: "list[Month]") -> list[str]:
        """The level after each month, in order of time."""
        answer: list[str] = []
        held, run = False, 0
        barred = self._barred(months)
        scores = {month.period: month.score for month in months if month.period not in barred}
        for month in months:
            if month.period in barred:
                answer.append(next(iter(self.order)))
                held, run = False, 0
                continue
            level = self._by_score(month.score)
            if self.promotion and ends(month.period, self.promotion.review):
                held = self._promoted(month.period, scores)
            if held and self.promotion:
                level = self.promotion.to
            held = held and month.step >= 0 and self.promotion is not None and self.promotion.held
            level, run = self._demoted(self._moved(level, month.step), run)
            answer.append(level)
        return answer

    def _barred(self, months: "list[Month]") -> set[str]:
        """Periods in a window that somebody was barred for, from the month of the event on."""
        barred, shut = set(), set[tuple[Window, str]]()
        for month in months:
            shut |= {(one, window_of(month.period, one)) for one in month.barred}
            if any(window_of(month.period, one) == name for one, name in shut):
                barred.add(month.period)
        return barred

    def _by_score(self, score: Fraction) -> str:
        for band, level in self.by_score.items():
            if band.holds(score):
                return level
        return next(iter(self.order))

    def _promoted(self, period: str, scores: dict[str, Fraction]) -> bool:
        """All months of the window were scored, none was barred, and each is in the band."""
        if self.promotion is None:
            return False
        months = list(months_of(window_of(period, self.promotion.review)))
        found = [scores[month] for month in months if month in scores]
        return len(found) == len(months) and all(self.promotion.score.holds(one) for one in found)

    def _demoted(self, level: str, run: int) -> tuple[str, int]:
        if self.demotion is None or level != self.demotion.level:
            return level, 0
        if run + 1 >= self.demotion.periods:
            return self.demotion.to, 0
        return level, run + 1

    def _moved(self, level: str, step: int) -> str:
        names = list(self.order)
        return names[min(max(names.index(level) + step, 0), len(names) - 1)]


class Month(Part):
    """What the machine sees of one month."""

    period: str
    score: Fraction
    step: int = 0
    barred: tuple[Window, ...] = ()
