"""An award: the best of a group by declared measures, with conditions and a rule for ties."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, Literal

from pydantic import Field

from metrics.formula import Formula
from metrics.label import Label
from metrics.mark import Value
from metrics.number import Fraction
from metrics.scheme_part import Part

Known = dict[str, Value]


class Award(Part):
    """`by` are measures, the first one first; a leading minus means that less is better.

    Who does not meet `where` is passed over and the next in rank comes up. Equal at the last
    place: all share it, or nobody has it and a person decides.
    """

    label: Label
    among: Literal["group", "everybody"] = "everybody"
    by: list[str] = Field(min_length=1)
    where: Formula | None = None
    places: int = Field(default=1, ge=1)
    ties: Literal["share", "human"] = "human"
    least_ranked: int = Field(default=1, ge=1)

    @property
    def measures(self) -> tuple[tuple[str, bool], ...]:
        return tuple((name.removeprefix("-"), not name.startswith("-")) for name in self.by)


def winners(
    award: Award,
    known: Sequence[Known],
    groups: Sequence[tuple[str, str]],
    holds: Callable[[Formula, Known], bool],
) -> tuple[set[int], set[int]]:
    """Places in the list of who has it, and of who is tied for it."""
    together: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, (period, group) in enumerate(groups):
        if all(known[place].get(name) is not None for name, _ in award.measures):
            together[period, group if award.among == "group" else ""].append(place)
    has: set[int] = set()
    tied: set[int] = set()
    for places in together.values():
        if len(places) < award.least_ranked:
            continue
        able = [one for one in places if award.where is None or holds(award.where, known[one])]
        able.sort(key=lambda one: _order(award, known[one]), reverse=True)
        last = able[award.places - 1 : award.places]
        if not last:
            has.update(able)
            continue
        edge = _order(award, known[last[0]])
        above = [one for one in able if _order(award, known[one]) > edge]
        level = [one for one in able if _order(award, known[one]) == edge]
        fits = len(above) + len(level) <= award.places
        has.update(above)
        (has if fits or award.ties == "share" else tied).update(level)
    return has, tied


def _order(award: Award, known: Known) -> tuple[Any, ...]:
    return tuple(_signed(known[name], more) for name, more in award.measures)


def _signed(value: Value, more_is_better: bool) -> Fraction:
    assert isinstance(value, Fraction)
    return value if more_is_better else -value
