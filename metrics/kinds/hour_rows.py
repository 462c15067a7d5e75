"""Rules of working time as people read them."""

from collections.abc import Mapping, Sequence
from datetime import time

from metrics.document_head import Table
from metrics.exact import plain
from metrics.kinds.leave import Approval, PartMonth, Validity
from metrics.kinds.overtime import Overtime
from metrics.kinds.words import head, told, word
from metrics.kinds.workday_base import WorkdayBase
from metrics.label import Language
from metrics.number import Fraction
from metrics.opening_hours import WEEKDAYS
from metrics.words import words

RULE = ("rule", "value")


def _pairs(title: str, rows: Sequence[tuple[str, ...]], language: Language) -> list[Table]:
    return [Table(title, head(language, *RULE), rows)]


def overtime_rows(rule: Overtime, language: Language) -> list[Table]:
    days = ", ".join(word(language, f"on_{day}") for day in rule.gate_on)
    rows = [
        (told(language, "gate", days=days), f"> {plain(rule.gate_hours)} h"),
        (word(language, "over_the_gate"), word(language, f"gate_{rule.over_the_gate}")),
        (word(language, "month_most"), f"{plain(rule.month_most_hours)} h"),
    ]
    for kind in rule.kinds.values():
        filed = " / ".join(word(language, f"filed_{when}") for when in kind.filed)
        rows.append((kind.label.in_(language), filed))
    return _pairs(word(language, "overtime"), rows, language)


def base_rows(rule: WorkdayBase, language: Language) -> list[Table]:
    numbers = (str(WEEKDAYS.index(day) + 1) for day in rule.without)
    off = ", ".join(words("weekdays", number, language) for number in numbers)
    rows = [
        (word(language, "days_off"), off),
        (word(language, "public_holidays"), word(language, f"holidays_{rule.public_holidays}")),
    ]
    return _pairs(word(language, "workday_base"), rows, language)


def validity_rows(rules: Mapping[str, Validity], language: Language) -> list[Table]:
    rows = [(one.label.in_(language), _good(one, language)) for one in rules.values()]
    return [Table(word(language, "time_off_in_lieu"), head(language, "covers", "good_until"), rows)]


def _good(one: Validity, language: Language) -> str:
    if one.end_of_year:
        return word(language, "good_end_of_year")
    if one.months_after is not None:
        return told(language, "good_months", months=one.months_after)
    key = "good_same_month" if one.month_ends_after == 0 else "good_month_ends"
    return told(language, key, months=one.month_ends_after)


def late_night_rows(until: time, start: time, language: Language) -> list[Table]:
    text = told(language, "late_night_rule", until=f"{until:%H:%M}", start=f"{start:%H:%M}")
    return _pairs("", [(word(language, "late_night"), text)], language)


def approval_rows(approval: Approval, language: Language) -> list[Table]:
    rows = [
        (one.label.in_(language), _limit(one.up_to_days, language))
        for one in approval.approvers.values()
    ]
    if approval.month_most_days is not None:
        most = told(language, "up_to_days", days=plain(approval.month_most_days))
        rows.append((word(language, "month_most"), most))
    if approval.unit_days is not None:
        rows.append((word(language, "in_units_of"), plain(approval.unit_days)))
    return [Table(approval.label.in_(language), head(language, "approver", "limit"), rows)]


def _limit(days: Fraction | None, language: Language) -> str:
    if days is None:
        return word(language, "any_length")
    return told(language, "up_to_days", days=plain(days))


def part_month_rows(rule: PartMonth, language: Language) -> list[Table]:
    rows = [
        (word(language, key), plain(share))
        for key, share in (
            ("below_half", rule.below_half),
            ("exactly_half", rule.exactly_half),
            ("from_half", rule.from_half),
        )
    ]
    headers = head(language, "days_worked", "month_share")
    return [Table(word(language, "leaving_month"), headers, rows)]
