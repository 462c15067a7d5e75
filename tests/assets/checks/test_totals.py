"""Sums by agent, and what has no agent, against one sum over everything."""

from duckdb import DuckDBPyConnection

from assets.checks.totals import judge_totals
from assets.desk.home import Desk
from assets.kpi_tables import kpi_models, write_catalogue
from assets.settings import write_desk, write_queue_policies
from sql import load_models, mark_days, next_version, refresh
from tests.assets.checks.log_desk import MONDAY, calls


def test_agents_and_what_has_none_add_up_to_the_total(logs: DuckDBPyConnection, desk: Desk) -> None:
    write_desk(logs, desk)
    write_queue_policies(logs, desk)
    write_catalogue(logs)
    calls(logs, {MONDAY: 3}, agent="a1", log="tickets")
    calls(logs, {MONDAY: 2}, log="tickets")
    for model in [*load_models().values(), *kpi_models().values()]:
        refresh(logs, model, settings_fingerprint="")
    (verdict,) = judge_totals(logs, desk)
    assert verdict.passed
    logs.execute("delete from kpi.agent_days where kpi = 'tickets_created' and agent_id is null")
    mark_days(logs, "kpi.agent_days", [MONDAY], next_version(logs))
    (verdict,) = judge_totals(logs, desk)
    assert (verdict.passed, verdict.severity) == (False, "block")
    assert verdict.message.en == (
        "Agents and what has none do not add up to the total: tickets_created: 3 against 5."
    )
