"""Five lines on what a desk's figures say."""

from typing import TYPE_CHECKING, Any

from assets.desk.home import Desk
from assets.measures import get
from assets.warehouse import open_measured
from metrics.label import Language
from pipelines.cli.speech import say

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

VOLUMES = {
    "chat_customers": ("chat customers", "接待人数"),
    "calls_offered": ("calls offered", "进线量"),
    "tickets_created": ("tickets", "工单"),
}


def highlights(desk: Desk) -> list[str]:
    language = desk.settings.language
    with open_measured(desk) as connection:
        lines = [
            _volumes(connection, language),
            _worst_queue(connection, language),
            _slowest_agent(connection, language),
            _conversion(connection, language),
            _top_score(connection, language),
        ]
    return [line for line in lines if line]


def _volumes(connection: "DuckDBPyConnection", language: Language) -> str:
    parts = [
        f"{say(*VOLUMES[row['kpi']], language)} {row['value']:,.0f}"
        for row in _rows(connection, [*VOLUMES], [], language)
    ]
    return say("Volumes: ", "业务量：", language) + say(", ", "，", language).join(parts)


def _worst_queue(connection: "DuckDBPyConnection", language: Language) -> str:
    rows = _rows(connection, ["service_level"], ["queue"], language)
    if not rows:
        return ""
    worst = min(rows, key=lambda row: (row["value"], row["queue"]))
    share, n = f"{worst['value']:.1%}", f"{worst['n']:,}"
    return say(
        f"Lowest service level: {worst['queue']} {share} of {n} calls",
        f"服务水平最低的队列：{worst['queue']} {share}（{n} 通）",
        language,
    )


def _slowest_agent(connection: "DuckDBPyConnection", language: Language) -> str:
    rows = _rows(connection, ["first_response_seconds"], ["agent"], language)
    rows = [row for row in rows if row["agent"] and row["n"] >= 30]
    if not rows:
        return ""
    slowest = max(rows, key=lambda row: (row["value"], row["agent"]))
    who, seconds, n = _name(connection, slowest["agent"]), f"{slowest['value']:.1f}", slowest["n"]
    return say(
        f"Slowest first response: {who}, {seconds} s over {n:,} conversations",
        f"首次响应最慢：{who}，{seconds} 秒（{n:,} 次会话）",
        language,
    )


def _conversion(connection: "DuckDBPyConnection", language: Language) -> str:
    rows = _rows(connection, ["inquiry_conversion_rate"], [], language)
    if not rows:
        return ""
    row = rows[0]
    paid, asked, share = f"{row['numerator']:,.0f}", f"{row['denominator']:,.0f}", row["value"]
    return say(
        f"Inquiry conversion: {share:.1%} ({paid} of {asked} inquiry buyers paid)",
        f"询单转化率：{share:.1%}（询单 {asked} 人，付款 {paid} 人）",
        language,
    )


def _top_score(connection: "DuckDBPyConnection", language: Language) -> str:
    best = connection.execute(
        "select period, agent_id, score_shown from score.results where rank = 1 "
        "order by period desc, ranked desc, scheme, agent_id limit 1"
    ).fetchall()
    if not best:
        return ""
    period, agent, score = best[0]
    who = _name(connection, agent)
    return say(
        f"Top score of {period}: {who}, {score}", f"{period} 最高分：{who}，{score} 分", language
    )


def _rows(
    connection: "DuckDBPyConnection", ids: list[str], by: list[str], language: Language
) -> list[dict[str, Any]]:
    rows = get(connection, ids, by, {}, None, None, language)
    return [row for row in rows if row["value"] is not None]


def _name(connection: "DuckDBPyConnection", agent_id: str) -> str:
    names = connection.execute(
        "select name from staged.agents where agent_id = $id order by valid_from desc limit 1",
        {"id": agent_id},
    ).fetchall()
    return names[0][0] if names and names[0][0] else agent_id
