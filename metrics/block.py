"""A block: lines added up for themselves, as a subtotal of the form or as a ledger of money."""

from typing import Literal

from metrics.exact import Exact
from metrics.formula import Formula
from metrics.label import Label
from metrics.number import Fraction
from metrics.scheme_part import Part


class Block(Part):
    """Points go on into the total; money, shares and hours stand apart, for
    pay to name.

    `zero_when` is a veto on this block alone. `least` and `most` hold its sum. `owed`: the person
    pays it, so that less is better.
    """

    label: Label
    unit: Literal["points", "money", "share", "hours"] = "points"
    start: Exact = Fraction(0)
    least: Exact | None = None
    most: Exact | None = None
    zero_when: Formula | None = None
    owed: bool = False

    def held(self, total: Fraction) -> Fraction:
        total += self.start
        if self.least is not None:
            total = max(total, self.least)
        return total if self.most is None else min(total, self.most)


class Total(Part):
    """Where the total begins and within which limits it stays; the form's "100 less …"."""

    start: Exact = Fraction(0)
    least: Exact | None = None
    most: Exact | None = None

    def held(self, total: Fraction) -> Fraction:
        if self.least is not None:
            total = max(total, self.least)
        return total if self.most is None else min(total, self.most)
