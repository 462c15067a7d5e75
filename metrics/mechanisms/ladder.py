"""Ladder: the first time costs this, the second that; the count runs over a window of periods."""

from collections.abc import Callable

from pydantic import Field

from metrics.exact import Exact, signed
from metrics.held import Held
from metrics.mark import Mark, Reading
from metrics.number import Fraction
from metrics.period import Window, window_of


class Ladder(Held):
    """`steps` are the points of the 1st, 2nd … time; the last one stays, or `after_last` counts."""

    steps: list[Exact] = Field(min_length=1)
    over: Window = "ever"
    after_last: Exact | None = None

    @property
    def full_points(self) -> Fraction:
        return self.full_mark(Fraction(0))

    def mark(self, reading: Reading) -> Mark:
        before = sum(
            (
                one.value
                for one in reading.earlier
                if window_of(one.period, self.over) == window_of(reading.facts.period, self.over)
            ),
            Fraction(0),
        )
        times = range(int(before) + 1, int(before + reading.value) + 1)
        points = [self._step(time) for time in times]
        terms = " + ".join(
            f"{time}: {signed(one)}" for time, one in zip(times, points, strict=True)
        )
        return self.held(Mark(sum(points, Fraction(0)), terms or "0"))

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        last = self._step(len(self.steps) + 1)
        rules = [f"{time}: {signed(points)}" for time, points in enumerate(self.steps, 1)]
        return (named(name), *rules, f"{len(self.steps) + 1}+: {signed(last)}", *self.limits())

    def _step(self, time: int) -> Fraction:
        if time <= len(self.steps):
            return self.steps[time - 1]
        return self.steps[-1] if self.after_last is None else self.after_last
