"""From what we pay on, by way of what the platform's rule sees, to what its own report says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING

from metrics.exact import exact
from metrics.label import Label, Language
from metrics.number import Fraction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEASURES = {
    "received": Label(en="Customers received", zh="接待人数"),
    "reply_rate": Label(en="Reply rate", zh="回复率"),
    "first_response": Label(en="First response, seconds", zh="首次响应（秒）"),
    "average_response": Label(en="Average response, seconds", zh="平均响应（秒）"),
    "within_180": Label(en="Replied within 3 minutes", zh="3分钟回复率"),
    "within_30": Label(en="Replied within 30 seconds", zh="30秒应答率"),
}
STEPS = {
    "days_without_report": Label(en="days without a report", zh="缺日报的天"),
    "window": Label(en="outside the window", zh="统计时段外"),
    "closings": Label(en="closing courtesies", zh="结束语"),
    "silence": Label(en="silence that splits", zh="静默分段"),
    "cap": Label(en="cap on a wait", zh="等待封顶"),
    "unanswered": Label(en="unanswered counted", zh="未回复计入"),
    "unit": Label(en="the rule's unit", zh="计数单位"),
    "bots": Label(en="perhaps a bot's customers", zh="可能为机器人接待的客户"),
    "only_report": Label(en="only the report knows", zh="仅日报有的客户"),
    "only_messages": Label(en="only the messages know", zh="仅聊天有的客户"),
    "unexplained": Label(en="unexplained", zh="未能解释"),
    "days_without_messages": Label(en="days without messages", zh="缺聊天记录的天"),
}
OURS, SEEN, BOTS, MORE, FEWER, COMMON, REPORT = 0, 7, 8, 9, 10, 11, 12
TOTAL = None
Sums = tuple[Fraction | None, Fraction | None, int]


@dataclass(frozen=True)
class Reconciled:
    """One measure of one agent, or of all: the effects lead from `ours` to `report`, exactly.

    An effect is missing where a value before or after it is; then so is what follows.
    """

    measure: str
    agent_id: str | None
    name: str | None
    ours: Fraction | None
    effects: dict[str, Fraction | None]
    seen: Fraction | None  # by the platform's rule, on days with a report
    report: Fraction | None
    days: int  # with messages
    common_days: int
    report_days: int

    def row(self, language: Language) -> dict[str, object]:
        return {
            "measure": self.measure,
            "label": MEASURES[self.measure].in_(language),
            "agent": self.agent_id,
            "name": self.name,
            "ours": _number(self.ours),
            "effects": {step: _number(effect) for step, effect in self.effects.items()},
            "seen": _number(self.seen),
            "report": _number(self.report),
            "days": self.days,
            "days_with_both": self.common_days,
            "days_with_report": self.report_days,
        }


def reconcile(
    connection: "DuckDBPyConnection",
    first: date | None = None,
    last: date | None = None,
    shop: str | None = None,
    channel: str | None = None,
) -> list[Reconciled]:
    """Of every measure that any report has: all agents together, then each with a report."""
    query = files("assets.reconciliation").joinpath("steps.sql").read_text(encoding="utf-8")
    parameters = {
        "first": first or date.min,
        "last": last or date.max,
        "shop": shop,
        "channel": channel,
    }
    found: dict[tuple[str, str | None], dict[int, Sums]] = {}
    for measure, agent, step, *sums in connection.execute(query, parameters).fetchall():
        found.setdefault((measure, agent), {})[step] = _exact(*sums)
    names = _names(connection)
    answer = []
    for measure in MEASURES:
        agents = sorted(agent for kind, agent in found if kind == measure and agent is not TOTAL)
        reported = [agent for agent in agents if REPORT in found[measure, agent]]
        if not reported:
            continue
        total = _added_up(found[measure, agent] for agent in reported)
        answer.append(_reconciled(measure, TOTAL, None, total))
        answer += [
            _reconciled(measure, agent, names.get(agent), found[measure, agent])
            for agent in reported
        ]
    return answer


def _reconciled(
    measure: str, agent: str | None, name: str | None, steps: dict[int, Sums]
) -> Reconciled:
    is_count = measure == "received"
    value = {step: _value(sums, is_count) for step, sums in steps.items()}
    path = list(STEPS)[:SEEN]
    # a step that leaves no rows is a zero for a count
    at = [value.get(step, Fraction(0) if is_count else None) for step in range(SEEN + 1)]
    effects = {
        name: _difference(after, before)
        for name, before, after in zip(path, at[:-1], at[1:], strict=True)
    }
    if is_count:
        effects["bots"] = value.get(BOTS, Fraction(0))
        effects["only_report"] = value.get(MORE, Fraction(0))
        effects["only_messages"] = value.get(FEWER, Fraction(0))
        effects["unexplained"] = Fraction(0)
    else:
        effects["unexplained"] = _difference(value.get(COMMON), at[SEEN])
    common = value.get(COMMON, Fraction(0) if is_count else None)
    effects["days_without_messages"] = _difference(value.get(REPORT), common)
    return Reconciled(
        measure,
        agent,
        name,
        at[OURS],
        effects,
        at[SEEN],
        value.get(REPORT),
        days=_days(steps, OURS),
        common_days=_days(steps, COMMON),
        report_days=_days(steps, REPORT),
    )


def _added_up(parts: Iterable[dict[int, Sums]]) -> dict[int, Sums]:
    """Of several agents: numerators and denominators each added up; days are agent-days."""
    total: dict[int, Sums] = {}
    for part in parts:
        for step, (numerator, denominator, days) in part.items():
            above, below, so_far = total.get(step, (None, None, 0))
            total[step] = (_plus(above, numerator), _plus(below, denominator), so_far + days)
    return total


def _plus(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other


def _value(sums: Sums, is_count: bool) -> Fraction | None:
    numerator, denominator, _ = sums
    if is_count:
        return numerator
    return (numerator or Fraction(0)) / denominator if denominator else None


def _difference(after: Fraction | None, before: Fraction | None) -> Fraction | None:
    return None if after is None or before is None else after - before


def _days(steps: dict[int, Sums], step: int) -> int:
    return steps[step][2] if step in steps else 0


def _exact(numerator: object, denominator: object, days: int) -> Sums:
    above, below = (None if one is None else exact(str(one)) for one in (numerator, denominator))
    return above, below, days


def _number(value: Fraction | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


def _names(connection: "DuckDBPyConnection") -> dict[str, str]:
    query = "select agent_id, arg_max(name, valid_from) from staged.agents group by agent_id"
    return {agent: name for agent, name in connection.execute(query).fetchall() if name}
