"""Findings about the figures."""

from datetime import timedelta
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.doctor.finding import Finding
from assets.doctor.question import ask, has
from assets.doctor.wording import listed, say
from metrics.kpi import load_kpis

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def queues_without_policy(connection: "DuckDBPyConnection", desk: Desk) -> list[Finding]:
    tables = ("kpi.queue_intervals", "settings.queue_policies")
    rows = (
        ask(connection, "queues_without_policy")
        if all(has(connection, table) for table in tables)
        else []
    )
    if not rows:
        return []
    language = desk.settings.language
    queues = listed([queue for queue, _ in rows], language)
    remedy = say(
        language, "Name them in service_levels/<name>.yml.", "在 service_levels/<名称>.yml 里写明。"
    )
    if rows[0][1]:
        what = say(
            language,
            f"measured by the policy for all other queues: {queues}",
            f"按通用服务水平规则计算的队列：{queues}",
        )
        return [Finding("info", what, "service_levels/", remedy)]
    what = say(
        language,
        f"queues without a service-level policy: {queues}",
        f"没有服务水平规则的队列：{queues}",
    )
    return [Finding("warn", what, "service_levels/", remedy)]


def provisional_kpis(connection: "DuckDBPyConnection", desk: Desk) -> list[Finding]:
    """KPIs that look forward: their last days are not final yet."""
    last = ask(connection, "last_day")[0][0] if has(connection, "kpi.agent_days") else None
    if last is None:
        return []
    language = desk.settings.language
    by_days: dict[int, list[str]] = {}
    for kpi in load_kpis(desk.home / "kpis").values():
        if kpi.matures_after_days:
            by_days.setdefault(kpi.matures_after_days, []).append(kpi.id)
    found = []
    for days, ids in sorted(by_days.items()):
        since = last - timedelta(days=days - 1)
        what = say(
            language,
            f"provisional from {since} on: {listed(sorted(ids), language)}",
            f"{since} 起的数字尚未定案：{listed(sorted(ids), language)}",
        )
        remedy = say(
            language,
            f"Final {days} days after the day; nothing to do.",
            f"{days} 天后定案，无需处理。",
        )
        found.append(Finding("info", what, "kpis", remedy))
    return found
