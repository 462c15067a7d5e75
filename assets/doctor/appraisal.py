"""Findings about schemes and scores."""

from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.desk.settings import SchemeUse
from assets.doctor.finding import Finding
from assets.doctor.question import ask, has
from assets.doctor.wording import say
from metrics.documents import Problem
from metrics.scheme_files import open_scheme

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def schemes_amiss(desk: Desk) -> list[Finding]:
    """Schemes that desk.yml names and that don't exist, or whose parameters are not set."""
    language = desk.settings.language
    if not desk.settings.schemes:
        what = say(language, "nobody is appraised: no scheme.", "没有考核方案，无人被考核。")
        remedy = say(language, "See: deskmark schemes list", "看：deskmark schemes list")
        return [Finding("info", what, "desk.yml: schemes", remedy)]
    return [finding for use in desk.settings.schemes for finding in _amiss(use, desk)]


def _amiss(use: SchemeUse, desk: Desk) -> list[Finding]:
    language = desk.settings.language
    where = f"desk.yml: schemes: {use.scheme}"
    try:
        scheme = open_scheme(use.scheme, use.parameters, desk.home / "schemes")
    except Problem as problem:
        remedy = say(language, "See: deskmark schemes list", "看：deskmark schemes list")
        return [Finding("error", str(problem), where, remedy)]
    if not scheme.unconfigured:
        return []
    missing = ", ".join(scheme.unconfigured)
    what = say(language, f"parameters without a value: {missing}", f"参数没有取值：{missing}")
    remedy = say(language, "Set them under parameters.", "在 parameters 下写明。")
    return [Finding("error", what, where, remedy)]


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
