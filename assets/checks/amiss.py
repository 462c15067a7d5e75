"""One thing amiss in a log: a file, a day, a half hour, an agent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.label import Label
from metrics.saying import said

SHOWN = 3


@dataclass(frozen=True)
class Amiss:
    """`place` is the key of the words that say where and how much, with `values` in them."""

    place: str
    values: Mapping[str, object]

    @property
    def label(self) -> Label:
        return said("checks", self.place, **{n: _shown(v) for n, v in self.values.items()})

    @staticmethod
    def together(sentence: str, amiss: Sequence["Amiss"]) -> Label:
        """All of them in one sentence: the first few, and how many there are."""
        places = [one.label for one in amiss[:SHOWN]]
        listed = Label(
            en="; ".join(place.en for place in places), zh="；".join(place.zh for place in places)
        )
        if len(amiss) > SHOWN:
            listed = said("checks", "and_more", places=listed, n=len(amiss) - SHOWN)
        return said("checks", sentence, n=f"{len(amiss):,}", places=listed)


def _shown(value: object) -> object:
    if isinstance(value, bool | str | date):
        return value
    return f"{value:,}" if isinstance(value, int | float) else value
