"""An interval as a form prints it: "65% ≤ x < 75%", "x ≥ 99%", "x = 5"."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from metrics.exact import exact
from metrics.number import Fraction

_SIGNS = {"<=": "≤", ">=": "≥", "=<": "≤", "=>": "≥", "≦": "≤", "≧": "≥", "＜": "<", "＞": ">"}
_FLIPPED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤", "=": "="}
_FORM = re.compile(
    r"(?:(?P<left>[^<>≤≥=]+)(?P<first>[<>≤≥=]))?x(?:(?P<second>[<>≤≥=])(?P<right>.+))?"
)


@dataclass(frozen=True)
class Interval:
    """Which values lie inside; None is no limit on that side."""

    low: Fraction | None
    holds_low: bool
    high: Fraction | None
    holds_high: bool
    text: str

    def holds(self, value: Fraction) -> bool:
        over = self.low is None or value > self.low or (self.holds_low and value == self.low)
        under = self.high is None or value < self.high or (self.holds_high and value == self.high)
        return over and under

    def distance(self, value: Fraction) -> Fraction:
        if self.low is not None and value <= self.low:
            return self.low - value
        if self.high is not None and value >= self.high:
            return value - self.high
        return Fraction(0)

    def edge(self, value: Fraction) -> Fraction:
        """The nearest number at which the interval begins, seen from a value outside it."""
        below = self.low is not None and value <= self.low
        edge = self.low if below else self.high
        return value if edge is None else edge

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(interval)


def interval(written: object) -> Interval:
    """Reads the text of a form; either order of a double inequality will do."""
    if isinstance(written, Interval):
        return written
    text = re.sub(r"\s+", "", str(written))
    for sign, proper in _SIGNS.items():
        text = text.replace(sign, proper)
    match = _FORM.fullmatch(text)
    if not match or text == "x":
        raise ValueError(f'"{written}" is not an interval such as "65% ≤ x < 75%" or "x ≥ 75%".')
    limits = [
        limit
        for limit in (
            (_FLIPPED[match["first"]], match["left"]) if match["first"] else None,
            (match["second"], match["right"]) if match["second"] else None,
        )
        if limit
    ]
    return _between(limits, str(written))


def _between(limits: list[tuple[str, str]], written: str) -> Interval:
    lows = [(exact(number), sign == "≥", number) for sign, number in limits if sign in ">≥"]
    highs = [(exact(number), sign == "≤", number) for sign, number in limits if sign in "<≤"]
    points = [(exact(number), number) for sign, number in limits if sign == "="]
    if points and len(limits) == 1:
        point, number = points[0]
        return Interval(point, True, point, True, f"x = {number}")
    if points or len(lows) > 1 or len(highs) > 1:
        raise ValueError(f'"{written}" names the same side twice; write it as "65% ≤ x < 75%".')
    low, high = next(iter(lows), None), next(iter(highs), None)
    if low and high and (low[0] > high[0] or (low[0] == high[0] and not (low[1] and high[1]))):
        raise ValueError(f'"{written}" holds no value at all.')
    return Interval(
        low[0] if low else None,
        bool(low and low[1]),
        high[0] if high else None,
        bool(high and high[1]),
        _text(low, high),
    )


Bound = tuple[Fraction, bool, str]


def _text(low: Bound | None, high: Bound | None) -> str:
    if low and high:
        return f"{low[2]} {'≤' if low[1] else '<'} x {'≤' if high[1] else '<'} {high[2]}"
    if low:
        return f"x {'≥' if low[1] else '>'} {low[2]}"
    assert high
    return f"x {'≤' if high[1] else '<'} {high[2]}"


def seams(intervals: list[Interval]) -> tuple[list[str], list[str]]:
    """Overlaps and gaps between intervals over all real values, each as a sentence fragment."""
    overlaps, gaps = [], []
    ordered = sorted(intervals, key=_start)
    for left, right in pairwise(ordered):
        if left.high is None or right.low is None or left.high > right.low:
            overlaps.append(f'"{left}" and "{right}" overlap')
        elif left.high < right.low:
            gaps.append(f'values between "{left}" and "{right}" have no tier')
        elif left.holds_high and right.holds_low:
            overlaps.append(f'"{left}" and "{right}" both hold {_number(left)}')
        elif not left.holds_high and not right.holds_low:
            gaps.append(f'the value {_number(left)} between "{left}" and "{right}" has no tier')
    return overlaps, gaps


def _start(one: Interval) -> tuple[bool, Fraction, bool]:
    return one.low is not None, one.low if one.low is not None else Fraction(0), not one.holds_low


def _number(one: Interval) -> str:
    return one.text.split("x")[1].strip(" ≤<>≥=")
