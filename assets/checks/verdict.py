"""What came of a check of a relation, in words for people, and where it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assets.desk.checks import Severity
from metrics.label import Label
from sql import insert_rows, remember, remembered, transaction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Verdict:
    """One check of one relation; `message` says what, where, how many."""

    relation: str
    name: str
    severity: Severity
    passed: bool
    message: Label


def kept(
    connection: "DuckDBPyConnection", relations: Iterable[str], asked: str
) -> list[Verdict] | None:
    """The verdicts of before, where neither the relations nor what is asked of them changed."""
    relations = list(relations)
    if any(remembered(connection, _memory_of(relation)) != asked for relation in relations):
        return None
    rows = connection.execute(
        "select relation, name, severity, passed, message_en, message_zh from ops.checks "
        "where list_contains($relations, relation) order by relation, name",
        {"relations": relations},
    ).fetchall()
    return [
        Verdict(relation, name, severity, passed, Label(en=en, zh=zh))
        for relation, name, severity, passed, en, zh in rows
    ]


def keep(
    connection: "DuckDBPyConnection",
    relations: Iterable[str],
    asked: str,
    version: int,
    verdicts: Iterable[Verdict],
) -> None:
    with transaction(connection):
        for relation in relations:
            connection.execute("delete from ops.checks where relation = ?", [relation])
            remember(connection, _memory_of(relation), asked)
        now = datetime.now(UTC)
        insert_rows(
            connection,
            "ops.checks",
            [
                (
                    one.relation,
                    one.name,
                    one.severity,
                    one.passed,
                    one.message.en,
                    one.message.zh,
                    version,
                    now,
                )
                for one in verdicts
            ],
        )


def version_of(connection: "DuckDBPyConnection", relation: str) -> int:
    """The latest build of the relation: a view's is that of what it shows."""
    ((version,),) = connection.execute(
        "select greatest((select max(version) from ops.builds where relation = $relation), "
        "(select max(version) from ops.days where relation = $relation))",
        {"relation": relation},
    ).fetchall()
    return int(version or 0)


def _memory_of(relation: str) -> str:
    return f"checks of {relation}"
