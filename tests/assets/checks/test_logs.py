"""Checks of logs together: of agents, of what is kept, of what a desk does not ask."""

from duckdb import DuckDBPyConnection

from assets.desk.home import Desk
from assets.raw.log import load_logs
from tests.assets.checks.log_desk import MONDAY, ONE_DAY, calls, days, failing, judged
from tests.conftest import MakeDesk


def test_an_empty_desk_passes_everything(logs: DuckDBPyConnection, desk: Desk) -> None:
    verdicts = judged(logs, desk)
    assert all(one.passed for one in verdicts.values())
    assert {log for log, _ in verdicts} == {log.table for log in load_logs().values()}


def test_agents_that_nobody_named(logs: DuckDBPyConnection, desk: Desk) -> None:
    calls(logs, {MONDAY: 2}, agent="a1")
    calls(logs, {MONDAY: 1}, agent="a2")
    calls(logs, {MONDAY: 3}, agent="a3", log="chat_messages", source="t", file_id=2)
    calls(logs, {MONDAY: 4}, agent="a3")
    assert failing(logs, desk) == {}  # a desk without a people file is told so by the doctor
    logs.execute("insert into raw.agents (agent_id) values ('a1')")
    logs.execute("insert into ops.days values ('raw.agents', 'business_date', '1970-01-01', 99)")
    verdict = judged(logs, desk)["raw.agents", "known_agents"]
    assert verdict.message.en == (
        "2 agents of the logs are not in the people file: "
        "a3 (calls, chat_messages: 7); a2 (calls: 1)."
    )
    assert verdict.message.zh == (
        "日志里有 2 名客服不在名单上：a3（calls, chat_messages：7）；a2（calls：1）。"
    )


def test_unchanged_logs_keep_their_verdicts(logs: DuckDBPyConnection, desk: Desk) -> None:
    calls(logs, dict.fromkeys(days(MONDAY, 3), 1))
    before = judged(logs, desk)
    logs.execute("update ops.checks set message_en = 'kept'")
    assert {one.message.en for one in judged(logs, desk).values()} == {"kept"}
    calls(logs, {MONDAY: 1})
    assert judged(logs, desk) == before


def test_what_the_desk_switched_off_is_not_asked(
    logs: DuckDBPyConnection, make_desk: MakeDesk
) -> None:
    calls(logs, {MONDAY: 1, MONDAY + 7 * ONE_DAY: 1, MONDAY + 21 * ONE_DAY: 1})
    calls(logs, {MONDAY: 1, MONDAY + 7 * ONE_DAY: 1, MONDAY + 21 * ONE_DAY: 1}, log="tickets")
    asked = judged(logs, make_desk("checks: {missing_days: {severity: block, except: [tickets]}}"))
    assert ("raw.tickets", "missing_days") not in asked
    verdict = asked["raw.calls", "missing_days"]
    assert (verdict.passed, verdict.severity) == (False, "block")


def test_any_log_that_changed_is_looked_at_again(logs: DuckDBPyConnection, desk: Desk) -> None:
    calls(logs, {MONDAY: 1}, log="tickets", source="t")
    calls(logs, {MONDAY: 1})
    judged(logs, desk)
    logs.execute("update ops.checks set message_en = 'kept'")
    logs.execute("update ops.days set version = version + 1 where relation = 'raw.tickets'")
    assert {one.message.en for one in judged(logs, desk).values()} != {"kept"}
