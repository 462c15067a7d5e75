"""Results of quarters, half-years and years from those of their months."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from metrics.number import Fraction
from metrics.period import ends, window_of
from metrics.scheme import Scheme
from metrics.sheet import Sheet
from metrics.statement import Statement
from metrics.summary import Summary


def summed_up(scheme: Scheme, sheets: list[Sheet]) -> list[Statement]:
    """One statement per person and window that closes with a period among the sheets."""
    answer: list[Statement] = []
    for key, summary in scheme.summaries.items():
        windows: dict[tuple[str, str], list[Sheet]] = defaultdict(list)
        for sheet in sheets:
            if sheet.case.period:
                window = window_of(sheet.case.period, summary.over)
                windows[window, sheet.case.agent_id].append(sheet)
        closed = {
            window_of(sheet.case.period, summary.over)
            for sheet in sheets
            if sheet.case.period and ends(sheet.case.period, summary.over)
        }
        for (window, agent_id), months in sorted(windows.items()):
            if window in closed:
                answer += _summary(scheme, key, summary, window, agent_id, months)
    return answer


def _summary(
    scheme: Scheme, key: str, summary: Summary, window: str, agent_id: str, months: list[Sheet]
) -> Iterator[Statement]:
    """Months without a result are left out, never counted as 0; without any there is none."""
    scored = [month for month in months if month.statement.is_scored]
    lists: dict[str, Any] = {
        name: _fixed(scheme, name) if name in scheme.parameters else _list(name, scored)
        for name in summary.formula.names
    }
    if not scored or any(values is None for values in lists.values()):
        return
    try:
        number = summary.formula.number(lists)
    except ZeroDivisionError:
        return
    group = scored[-1].case.group
    yield Statement(agent_id, window, scheme.id, group, score=number, summary=key,
                    assumed=scheme.assumed)  # fmt: skip


def _list(name: str, months: list[Sheet]) -> tuple[Fraction, ...]:
    numbers: list[Fraction] = []
    for month in months:
        value = month.known.get(name)
        if isinstance(value, tuple):
            numbers += value
        elif value is not None:
            numbers.append(value)
    return tuple(numbers)


def _fixed(scheme: Scheme, name: str) -> Fraction | None:
    return scheme.parameters[name].value
