"""The mean of a group against a limit or a budget: reported, and sent back where it is above."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from metrics.exact import Exact
from metrics.formula import Formula
from metrics.label import Label
from metrics.number import Fraction
from metrics.scheme_part import Part


class GroupMean(Part):
    """Never changes anybody's score or pay; above `most` everybody in the group gets the flag."""

    label: Label
    of: Formula
    among: Literal["group", "everybody"] = "group"
    most: Exact | None = None
    expected: Exact | None = None


@dataclass(frozen=True)
class Mean:
    """One group's mean in one period."""

    name: str
    period: str
    group: str
    mean: Fraction
    people: int
    limit: Fraction | None

    @property
    def is_above(self) -> bool:
        return self.limit is not None and self.mean > self.limit


def means_of(
    name: str, one: GroupMean, values: list[tuple[str, str, Fraction | None]]
) -> list[Mean]:
    """Values come with period and group; people without one are left out."""
    found: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
    for period, group, value in values:
        if value is not None:
            found[period, group if one.among == "group" else ""].append(value)
    limit = one.most if one.most is not None else None
    return [
        Mean(name, period, group, sum(numbers, Fraction(0)) / len(numbers), len(numbers), limit)
        for (period, group), numbers in sorted(found.items())
    ]
