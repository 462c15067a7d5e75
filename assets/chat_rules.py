"""settings/chat_rules: what the platform of each channel counts."""

from typing import TYPE_CHECKING

import dagster as dg

from assets.desk.resource import DeskResource
from metrics.chat_rule import ChatRule, load_chat_rules
from sql import insert_rows, transaction

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection


@dg.asset(key=["settings", "chat_rules"], group_name="settings", kinds={"yaml"}, pool="warehouse")
def chat_rules(desk: DeskResource) -> dg.MaterializeResult[None]:
    """Chat rules, from metrics/chat_rules and the desk's own: one row per channel."""
    rows = write_chat_rules(desk.connection, desk.desk.home / "chat_rules")
    return dg.MaterializeResult(metadata={"dagster/row_count": rows})


def write_chat_rules(connection: "DuckDBPyConnection", folder: "Path | None" = None) -> int:
    rows = [
        (channel, *_columns(name, rule))
        for name, rule in load_chat_rules(folder).items()
        for channel in rule.channels
    ]
    with transaction(connection):
        connection.execute("delete from settings.chat_rules")
        insert_rows(connection, "settings.chat_rules", rows)
    return len(rows)


def _columns(name: str, rule: ChatRule) -> tuple[object, ...]:
    window, within = rule.window, rule.replied_within
    return (
        name,
        window and window.from_seconds,
        window and window.until_seconds,
        window.by if window else "question",
        window.outside if window else "left_out",
        within.unit,
        within.judged_by,
        within.seconds,
        rule.round_cap_seconds,
        rule.unanswered_seconds,
        rule.idle_split_seconds,
        rule.closings == "exempt",
        rule.slow_chat.replies,
        rule.slow_chat.seconds,
    )
