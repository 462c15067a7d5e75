"""Findings about the loaded records."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.doctor.finding import Finding
from assets.doctor.question import ask, has
from assets.doctor.wording import listed, say
from assets.raw.log import load_logs

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def missing_days(connection: "DuckDBPyConnection", desk: Desk) -> list[Finding]:
    """Gaps inside a log, on weekdays on which it usually has records."""
    language = desk.settings.language
    found = []
    for log, days in _days_of_logs(connection).items():
        usual = _usual_weekdays(days)
        gaps = [day for day in _between(min(days), max(days)) if day not in days]
        gaps = [day for day in gaps if day.weekday() in usual]
        if gaps:
            shown = listed([day.isoformat() for day in gaps], language)
            what = say(
                language,
                f"{len(gaps)} days without records: {shown}",
                f"{len(gaps)} 天没有记录：{shown}",
            )
            remedy = say(
                language,
                "Export these days again and drop them in.",
                "重新导出这些天的日志放进来。",
            )
            found.append(Finding("warn", what, log, remedy))
    return found


def late_logs(connection: "DuckDBPyConnection", desk: Desk) -> list[Finding]:
    """Logs that end before the others do."""
    days_of_logs = _days_of_logs(connection)
    if not days_of_logs:
        return []
    language = desk.settings.language
    last = max(max(days) for days in days_of_logs.values())
    found = []
    for log, days in days_of_logs.items():
        usual = _usual_weekdays(days)
        if any(day.weekday() in usual for day in _between(max(days), last)[1:]):
            what = say(
                language,
                f"ends on {max(days)}, while others reach {last}.",
                f"只到 {max(days)}，其他日志已到 {last}。",
            )
            remedy = say(language, "Export what is missing.", "补导缺的日志。")
            found.append(Finding("warn", what, log, remedy))
    return found


def unknown_agents(connection: "DuckDBPyConnection", desk: Desk) -> list[Finding]:
    if not has(connection, "kpi.agent_days") or not has(connection, "staged.agents"):
        return []
    agents = [agent for (agent,) in ask(connection, "unknown_agents")]
    if not agents:
        return []
    language = desk.settings.language
    what = say(
        language,
        f"{len(agents)} agents of the logs are not in the people file: {listed(agents, language)}",
        f"日志里有 {len(agents)} 名客服不在名单上：{listed(agents, language)}",
    )
    remedy = say(
        language, "Add them; until then they have no team.", "请补上；补之前他们没有班组。"
    )
    return [Finding("warn", what, "people/agents.csv", remedy)]


def _days_of_logs(connection: "DuckDBPyConnection") -> dict[str, set[date]]:
    days: dict[str, set[date]] = {}
    for log in load_logs().values():
        if log.is_dated and has(connection, log.table):
            rows = connection.sql(f"select distinct business_date from {log.table}").fetchall()
            days[log.name] = {day for (day,) in rows if day is not None}
    return {name: found for name, found in days.items() if found}


def _usual_weekdays(days: set[date]) -> set[int]:
    """Weekdays that had records in at least half of the log's weeks."""
    weeks = (max(days) - min(days)).days // 7 + 1
    counts = [sum(day.weekday() == weekday for day in days) for weekday in range(7)]
    return {weekday for weekday, count in enumerate(counts) if 2 * count >= weeks}


def _between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]
