"""The Taobao KPI tier sheet once more, straight from the paper form, in whole numbers only.

Written apart from the scorer and sharing nothing with it: ratios arrive as two integers, and
every comparison is a cross-multiplication.
"""

from typing import NamedTuple


class Ratio(NamedTuple):
    over: int
    under: int


def at_least(value: Ratio, edge: Ratio) -> bool:
    return value.over * edge.under >= edge.over * value.under


def higher_is_better(value: Ratio, hundred: Ratio, eighty: Ratio, sixty: Ratio) -> int:
    if at_least(value, hundred):
        return 100
    if at_least(value, eighty):
        return 80
    return 60 if at_least(value, sixty) else 0


def response(seconds: Ratio) -> int:
    if at_least(Ratio(30, 1), seconds):
        return 100
    if at_least(Ratio(45, 1), seconds):
        return 80
    return 60 if at_least(Ratio(55, 1), seconds) else 0


def hundredths(  # one argument per cell of the form
    conversion: Ratio,
    payment: Ratio,
    order_value: Ratio,
    reply: Ratio,
    seconds: Ratio,
    task_tenths: int,
    notes: int | None,
    attitude_tenths: int,
    late: int,
    leave_halves: int,
) -> int:
    """The score in hundredths of a point."""
    total = 35 * higher_is_better(conversion, Ratio(75, 100), Ratio(65, 100), Ratio(50, 100))
    total += 20 * higher_is_better(payment, Ratio(92, 100), Ratio(85, 100), Ratio(72, 100))
    total += 10 * higher_is_better(order_value, Ratio(112, 100), Ratio(108, 100), Ratio(106, 100))
    total += 5 * higher_is_better(reply, Ratio(99, 100), Ratio(97, 100), Ratio(95, 100))
    total += 5 * response(seconds)
    total += 10 * min(100, task_tenths + 10 * ((notes or 0) // 5))
    total += 10 * attitude_tenths
    total += max(0, 1000 - 200 * late - 50 * leave_halves)
    return total


def performance_cents(score_hundredths: int) -> int:
    """750 yuan x score %, half a cent up."""
    exact_times_hundred = 750 * score_hundredths
    return (exact_times_hundred + 50) // 100
