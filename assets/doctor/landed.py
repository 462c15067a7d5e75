"""Findings about the files on the desk."""

from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.doctor.finding import Finding
from assets.doctor.question import ask
from assets.doctor.wording import listed, say
from assets.files.landing import landed_files

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def never_run(desk: Desk) -> list[Finding]:
    language = desk.settings.language
    if not any(desk.landing.rglob("*.*")):
        what = say(language, "there are no logs yet.", "还没有日志。")
        remedy = say(
            language,
            "Drop exported logs into landing/, then: deskmark run",
            "把导出的日志放进 landing/，然后运行：deskmark run",
        )
        return [Finding("warn", what, "landing/", remedy)]
    what = say(language, "no run has finished yet.", "还没有成功运行过。")
    return [Finding("warn", what, "landing/", say(language, "Run: ", "运行：") + "deskmark run")]


def nobody_known(desk: Desk) -> list[Finding]:
    """People come from any file in people/; a header alone names nobody."""
    files = [path for path in desk.people.rglob("*") if path.is_file()]
    if any(_has_rows(path.read_bytes()) for path in files):
        return []
    language = desk.settings.language
    return [
        Finding(
            "warn",
            say(language, "no agents are named.", "没有客服名单。"),
            "people/agents.csv",
            say(
                language,
                "Add one row per agent: agent_id, name, team; without it there are no teams.",
                "每名客服写一行：agent_id、name、team；没有名单就没有班组。",
            ),
        )
    ]


def refused_files(connection: "DuckDBPyConnection", desk: Desk) -> list[Finding]:
    language = desk.settings.language
    remedy = say(
        language,
        "See: deskmark sources check FILE; or take the file out of landing/.",
        "看：deskmark sources check 文件；或把文件移出 landing/。",
    )
    return [
        Finding(
            "error",
            say(language, "not loaded: ", "没有读入：") + reason,
            listed(files, language),
            remedy,
        )
        for files, reason in ask(connection, "refused_files")
    ]


def rejected_records(connection: "DuckDBPyConnection", desk: Desk) -> list[Finding]:
    """Those of a source in one line, few or many."""
    language = desk.settings.language
    found = []
    for files, rejected, read, reasons in ask(connection, "rejected_records"):
        why = "; ".join(f"{one['reason']} ({one['records']})" for one in reasons)
        what = say(
            language,
            f"{rejected:,} of {read:,} records were rejected: {why}",
            f"{read:,} 行中有 {rejected:,} 行被拒收：{why}",
        )
        remedy = say(
            language,
            "Mend them and drop the corrected file in; ops.rejects holds every line.",
            "改好后放入更正的文件；每一行都记在 ops.rejects 里。",
        )
        found.append(Finding("warn", what, listed(files, language), remedy))
    return found


def files_to_load(connection: "DuckDBPyConnection", desk: Desk) -> list[Finding]:
    known = {file for (file,) in ask(connection, "known_files")}
    waiting = [
        file.name
        for file in landed_files(desk.home, (desk.landing, desk.people, desk.month_end))
        if file.name not in known
    ]
    if not waiting:
        return []
    language = desk.settings.language
    what = say(language, f"{len(waiting)} files wait.", f"{len(waiting)} 个文件待读入。")
    remedy = say(language, "Run: ", "运行：") + "deskmark run"
    return [Finding("info", what, listed(waiting, language), remedy)]


def _has_rows(content: bytes) -> bool:
    """Anything but a text of one line."""
    return b"\0" in content[:1024] or len(content.strip().splitlines()) > 1
