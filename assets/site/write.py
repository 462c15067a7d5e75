"""The dashboard on disk: put in place of the last one at once, with the latest copies by date."""

import os
from datetime import date
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.site.content import content
from dashboards.render import render_site

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

UNSAFE = '/\\:*?"<>|'


def write_site(connection: "DuckDBPyConnection", desk: Desk, team: str | None = None) -> "Path":
    """site/index.html, or site/teams/TEAM/index.html; readers never see half a page."""
    made = content(connection, desk.settings, team)
    folder = desk.site if team is None else desk.site / "teams" / folder_of(team)
    page = render_site(made)
    dated = put(page, folder / f"{made.as_of.isoformat()}.html")
    _prune(dated, desk.settings.site.keep_copies)
    return put(page, folder / "index.html")


def _prune(latest: "Path", keep: int) -> None:
    """Takes away the oldest dated copies beyond so many, never what was just written."""
    if not keep:
        return
    copies = sorted(path for path in latest.parent.glob("*.html") if _is_dated(path.stem))
    for path in copies[:-keep]:
        if path != latest:
            path.unlink(missing_ok=True)


def _is_dated(name: str) -> bool:
    try:
        return date.fromisoformat(name).isoformat() == name
    except ValueError:
        return False


def folder_of(team: str) -> str:
    """A team's name as a folder: whatever no file system takes becomes a dash."""
    safe = "".join("-" if sign in UNSAFE or not sign.isprintable() else sign for sign in team)
    return safe.strip(" .")[:80] or "team"


def put(text: str, path: "Path") -> "Path":
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_text(text, encoding="utf-8", newline="\n")
    os.replace(unfinished, path)
    return path
