"""Leave: how long time off in lieu stays good, who approves how much, and part of a month."""

from calendar import monthrange
from datetime import date

from pydantic import Field, model_validator

from metrics.exact import Exact
from metrics.label import Label
from metrics.number import Fraction
from metrics.scheme_part import Part


class Validity(Part):
    """Good until the end of the month that is so many after; or counted from day to day."""

    label: Label
    month_ends_after: int | None = Field(default=None, ge=0)
    months_after: int | None = Field(default=None, ge=1)
    end_of_year: bool = False

    @model_validator(mode="after")
    def _says_one_thing(self) -> "Validity":
        given = (self.month_ends_after is not None, self.months_after is not None, self.end_of_year)
        if sum(given) != 1:
            raise ValueError(
                "give one of `month_ends_after`, `months_after` and `end_of_year: true`."
            )
        return self


def good_until(validity: Validity, worked: date) -> date:
    """The last day on which the time off for that day can be taken; then it is cleared."""
    if validity.end_of_year:
        return date(worked.year, 12, 31)
    months = validity.month_ends_after if validity.months_after is None else validity.months_after
    whole = worked.year * 12 + worked.month - 1 + (months or 0)
    year, month = whole // 12, whole % 12 + 1
    longest = monthrange(year, month)[1]
    by_month = validity.months_after is None
    return date(year, month, longest if by_month else min(worked.day, longest))


class Approver(Part):
    """Who approves up to so many days; the last one has no limit."""

    label: Label
    up_to_days: Exact | None = None


class Approval(Part):
    """Leave by its length; over `month_most_days` it breaks the month's ceiling."""

    label: Label
    approvers: dict[str, Approver] = Field(min_length=1)
    month_most_days: Exact | None = None
    unit_days: Exact | None = None

    @model_validator(mode="after")
    def _rises(self) -> "Approval":
        limits = [one.up_to_days for one in self.approvers.values()]
        known = [limit for limit in limits if limit is not None]
        if limits[-1] is not None or len(known) != len(limits) - 1 or sorted(set(known)) != known:
            raise ValueError("limits rise from approver to approver, and the last one has none.")
        return self


def approver(approval: Approval, days: Fraction) -> str:
    """A limit belongs to the lower one."""
    for name, one in approval.approvers.items():
        if one.up_to_days is None or days <= one.up_to_days:
            return name
    raise AssertionError(days)


def breaks_ceiling(approval: Approval, days: Fraction) -> bool:
    return approval.month_most_days is not None and days > approval.month_most_days


def is_in_units(approval: Approval, days: Fraction) -> bool:
    """Whether it is a whole number of the units in which it is taken."""
    return approval.unit_days is None or (days / approval.unit_days).denominator == 1


class PartMonth(Part):
    """Which share of a month counts of the month in which somebody leaves."""

    below_half: Exact
    from_half: Exact
    exactly_half: Exact


def share_of_month(rule: PartMonth, days: int, month_days: int) -> Fraction:
    """A whole month is a whole month."""
    if days >= month_days:
        return Fraction(1)
    half = Fraction(month_days, 2)
    if days == half:
        return rule.exactly_half
    return rule.below_half if days < half else rule.from_half
