"""A summary: one result of a quarter, half-year or year from the results of its months."""

from typing import Literal

from metrics.formula import Formula
from metrics.label import Label
from metrics.scheme_part import Part


class Summary(Part):
    """Names in the formula are lists over the months that were appraised; others are left out.

    They are the score, lines by their points, blocks, inputs and figures. It comes with the last
    month of the window.
    """

    label: Label
    over: Literal["quarter", "half_year", "year"]
    formula: Formula
