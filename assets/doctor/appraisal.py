"""Findings about schemes and scores."""

from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.doctor.finding import Finding
from assets.doctor.question import ask, has
from assets.doctor.wording import say

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def schemes_amiss(desk: Desk) -> list[Finding]:
    """Schemes that desk.yml names and that don't exist, or whose parameters are not set."""
    return []


def unscored_agents(connection: "DuckDBPyConnection", desk: Desk) -> list[Finding]:
    if not has(connection, "score.results"):
        return []
    language = desk.settings.language
    remedy = say(
        language,
        "Enter it for the period in month-end/, then: deskmark run",
        "在 month-end/ 补录该周期，再运行 deskmark run。",
    )
    return [
        Finding(
            "warn",
            say(language, f"{agents} agents without a score: ", f"{agents} 人没有得分：") + problem,
            f"{period} · {scheme}",
            remedy,
        )
        for period, scheme, problem, agents in ask(connection, "unscored_agents")
    ]
