"""Gates and vetoes: who is appraised at all, and what makes a result nothing."""

from typing import Literal

from metrics.formula import Formula
from metrics.label import Label
from metrics.scheme_part import Part


class Gate(Part):
    """Where `open_when` does not hold there is no score, which is not a score of 0."""

    text: Label
    open_when: Formula
    outcome: Literal["not_appraised", "not_acknowledged"] = "not_appraised"


class Veto(Part):
    """`zeroes`: the score, or the name of a block or an amount of pay."""

    text: Label
    when: Formula
    zeroes: str = "score"
