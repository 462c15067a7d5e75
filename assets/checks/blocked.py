"""A blocked desk: what was published stays, and a note says why until the data is mended."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from assets.checks.remedy import remedy_of
from assets.desk.home import Desk
from metrics.documents import Problem
from metrics.label import Label, Language

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Blocked(Problem):
    """The data broke a promise: what was published before stays, and a person must look."""

    exit_code = 1


def refuse_if_blocked(connection: "DuckDBPyConnection", language: Language) -> None:
    """Nothing that people read is made from data that a blocking check refused."""
    blocked = _blocked(connection)
    if blocked:
        raise Blocked("\n".join(sentence(one, language) for one in blocked))


def sentence(blocked: tuple[str, str, Label], language: Language) -> str:
    """Relation and check, what is amiss, what to do."""
    relation, name, message = blocked
    gap = "" if language == "zh" else " "
    return f"{relation} ({name}): {message.in_(language)}{gap}{remedy_of(name).in_(language)}"


def note_blocked(connection: "DuckDBPyConnection", desk: Desk) -> None:
    """Leaves the note beside what is published, which does not know of it; or takes it away."""
    blocked, note = _blocked(connection), _note(desk)
    if not blocked:
        note.unlink(missing_ok=True)
        return
    rows = [(relation, name, message.en, message.zh) for relation, name, message in blocked]
    unfinished = note.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    os.replace(unfinished, note)


def noted(desk: Desk) -> list[tuple[str, str, Label]]:
    """What blocks the desk, for readers of the published copy."""
    if not _note(desk).is_file():
        return []
    rows = json.loads(_note(desk).read_text(encoding="utf-8"))
    return [(relation, name, Label(en=en, zh=zh)) for relation, name, en, zh in rows]


def _blocked(connection: "DuckDBPyConnection") -> list[tuple[str, str, Label]]:
    rows = connection.execute(
        "select relation, name, message_en, message_zh from ops.checks "
        "where not passed and severity = 'block' order by all"
    ).fetchall()
    return [(relation, name, Label(en=en, zh=zh)) for relation, name, en, zh in rows]


def _note(desk: Desk) -> Path:
    return desk.var / "blocked.json"
