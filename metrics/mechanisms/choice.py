"""Choice: the word that a rater picked gives the points, as the form's scale prints them."""

from collections.abc import Callable

from metrics.exact import Exact, plain, signed
from metrics.mark import Mark, Reading, Unmarkable
from metrics.mechanism import Arguments
from metrics.number import Fraction
from metrics.saying import said


class Choice(Arguments):
    """The full mark is the best word's unless `full` says otherwise."""

    points: dict[str, Exact]
    full: Exact | None = None

    @property
    def full_points(self) -> Fraction:
        return self.full if self.full is not None else max(self.points.values())

    def mark(self, reading: Reading) -> Mark:
        points = self.points.get(reading.word)
        if points is None:
            raise Unmarkable(
                said("appraisal", "no_tier", value=reading.word or plain(reading.value))
            )
        return Mark(points, f"{reading.word} → {signed(points)}")

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        words = {word: named(f"{name}.{word}") for word in self.points}
        return tuple(f"{words[word]} → {signed(points)}" for word, points in self.points.items())
