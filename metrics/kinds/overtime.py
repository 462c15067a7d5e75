"""Overtime: which hours count, by form, by day and by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from metrics.exact import Exact
from metrics.label import Label
from metrics.number import Fraction
from metrics.scheme_part import Part

Filed = Literal["before", "after"]
DayKind = Literal["weekday", "weekend", "holiday"]


class OvertimeKind(Part):
    """`filed`: when its form counts; one that is filed at another time does not."""

    label: Label
    filed: tuple[Filed, ...]


class Overtime(Part):
    """On a gated day, hours up to the gate are no overtime; over it all count, or the excess."""

    gate_hours: Exact
    gate_on: tuple[DayKind, ...]
    over_the_gate: Literal["all_hours", "excess"]
    month_most_hours: Exact
    kinds: dict[str, OvertimeKind]


@dataclass(frozen=True)
class Worked:
    """Extra hours of one day; nothing was filed where `filed` is None."""

    hours: Fraction
    day: DayKind
    kind: str
    filed: Filed | None


@dataclass(frozen=True)
class Counted:
    before_cap: Fraction
    hours: Fraction


def counted(rule: Overtime, month: Sequence[Worked]) -> Counted:
    """Overtime of a month, before and after its cap."""
    total = sum((_of_day(rule, one) for one in month), Fraction(0))
    return Counted(total, min(total, rule.month_most_hours))


def _of_day(rule: Overtime, one: Worked) -> Fraction:
    kinds: Mapping[str, OvertimeKind] = rule.kinds
    if one.filed not in kinds[one.kind].filed:
        return Fraction(0)
    if one.day not in rule.gate_on:
        return one.hours
    if one.hours <= rule.gate_hours:
        return Fraction(0)
    return one.hours if rule.over_the_gate == "all_hours" else one.hours - rule.gate_hours
