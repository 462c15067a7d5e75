"""From KPI sums and month-end entries to scores: who is covered, what is missing, what is kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from assets.appraisal import appraise, inputs_for
from assets.desk.home import Desk
from assets.desk.settings import SchemeUse
from metrics.statement import Statement
from tests.assets.appraisal_desk import (
    RATED,
    TOP,
    add_agent,
    add_entries,
    add_sums,
    add_top_agent,
    loaded_until,
    make_desk,
    make_warehouse,
)

OCTOBER = "2026-10"


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with make_warehouse() as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


def run(
    connection: duckdb.DuckDBPyConnection, desk: Desk, period: str = OCTOBER
) -> dict[str, Statement]:
    inputs_for(connection, desk, period)
    return {one.agent_id: one for one in appraise(connection, desk, period)}


def test_sums_of_several_days_are_added_before_they_are_divided(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    add_top_agent(connection, "a1", OCTOBER)
    assert run(connection, desk)["a1"].score == 100
    found = connection.execute(
        "select value, numerator, denominator, n, state, origin from score.inputs "
        "where input = 'inquiry_conversion_rate'"
    ).fetchall()
    assert found == [("0.75", "75", "100", 100, "final", "kpi:inquiry_conversion_rate")]


def test_an_agents_order_value_is_compared_with_the_whole_shops(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    add_top_agent(connection, "a1", OCTOBER)
    run(connection, desk)
    found = connection.execute(
        "select value, numerator, denominator from score.inputs where input = 'aov_index'"
    ).fetchall()
    assert found == [("1.12", "784", "700")]


def test_results_and_lines_are_kept_as_exact_text(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    add_top_agent(connection, "a1", OCTOBER)
    run(connection, desk)
    (result,) = connection.execute("from score.results").fetchall()
    assert result == (
        OCTOBER, "taobao-kpi-tiers", "a1", "售前一组", "100", "100", None, None, 1, 1,
        '{"performance": "750.00"}', "{}", "[]", "[]", "[]", None,
    )  # fmt: skip
    lines = connection.execute(
        "select position, line, label_zh, input, rule, points, weight, weighted from score.lines "
        "order by position"
    ).fetchall()
    assert lines[0] == (
        1, "inquiry_conversion", "询单转化率", "0.75", "x ≥ 75% → 100", "100", "35", "35",
    )  # fmt: skip
    assert [line[1] for line in lines] == [
        "inquiry_conversion", "payment", "aov_index", "chat_reply", "chat_response",
        "work_task", "work_attitude", "attendance", "refund",
    ]  # fmt: skip


def test_running_twice_changes_nothing(connection: duckdb.DuckDBPyConnection, desk: Desk) -> None:
    add_top_agent(connection, "a1", OCTOBER)
    tables = ("score.inputs", "score.results", "score.lines")
    run(connection, desk)
    first = [connection.execute(f"from {table} order by all").fetchall() for table in tables]
    run(connection, desk)
    assert [
        connection.execute(f"from {table} order by all").fetchall() for table in tables
    ] == first


def test_who_lacks_inputs_is_named_and_the_others_are_scored(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    add_top_agent(connection, "a1", OCTOBER)
    add_agent(connection, "a2")
    add_sums(connection, "a2", date(2026, 10, 5), TOP)
    found = run(connection, desk)
    assert found["a1"].score == 100
    assert found["a2"].score is None
    ((problem,),) = connection.execute(
        "select problem from score.results where agent_id = 'a2'"
    ).fetchall()
    assert problem.startswith("缺少：工作任务评分 (work_task)、工作态度评分 (work_attitude)")


def test_text_in_a_number_is_the_problem_of_its_agent_only(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    add_top_agent(connection, "a1", OCTOBER)
    add_top_agent(connection, "a2", OCTOBER)
    connection.execute(
        "update staged.month_end_inputs set value = '优' "
        "where agent_id = 'a2' and input = 'work_task'"
    )
    found = run(connection, desk)
    problem = found["a2"].problem
    assert found["a1"].score == 100
    assert problem is not None
    assert "work_task" in problem.zh
    assert "优" in problem.zh


def test_a_mistyped_input_is_named_and_its_agent_is_not_scored(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    add_top_agent(connection, "a1", OCTOBER)
    add_entries(connection, "a1", OCTOBER, {"experience_note": "12"})
    problem = run(connection, desk)["a1"].problem
    assert problem is not None
    assert '"experience_note"' in problem.en
    assert '"experience_notes"?' in problem.en


def test_two_raters_of_one_input_are_a_problem(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    add_top_agent(connection, "a1", OCTOBER)
    add_entries(connection, "a1", OCTOBER, {"work_task": "9"}, rater="李主管")
    problem = run(connection, desk)["a1"].problem
    assert problem is not None
    assert "two raters" in problem.en


def test_an_agent_of_whom_the_log_has_nothing_is_left_out_of_that_row_with_a_flag(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    add_top_agent(connection, "a1", OCTOBER)
    add_agent(connection, "a2")
    others = {kpi: sums for kpi, sums in TOP.items() if kpi != "inquiry_conversion_rate"}
    add_sums(connection, "a2", date(2026, 10, 5), others)
    add_entries(connection, "a2", OCTOBER, RATED)
    found = run(connection, desk)["a2"]
    assert found.score == 100
    assert [flag.id for flag in found.flags] == ["no_value:inquiry_conversion"]


def test_logs_that_never_came_are_missing_inputs_not_empty_rows(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    add_top_agent(connection, "a1", OCTOBER)
    connection.execute("delete from kpi.agent_days where kpi = 'chat_reply_rate'")
    connection.execute(
        "update kpi.catalogue set definition = "
        "replace(definition, 'marts.orders', 'marts.chat_rounds') where kpi = 'chat_reply_rate'"
    )
    problem = run(connection, desk)["a1"].problem
    assert problem is not None
    assert problem.en == "Missing: Chat reply rate (chat_reply_rate)."


def test_a_kpi_that_looks_ahead_is_provisional_until_the_data_reach_far_enough(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    add_top_agent(connection, "a1", OCTOBER)
    for newest, state in ((date(2026, 11, 3), "provisional"), (date(2026, 11, 4), "final")):
        loaded_until(connection, newest)
        inputs_for(connection, desk, OCTOBER)
        found = connection.execute(
            "select state from score.inputs where input = 'inquiry_conversion_rate'"
        ).fetchall()
        assert found == [(state,)]


def test_runs_look_back_over_the_periods_scored_before(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    for period in ("2026-08", "2026-09", "2026-10"):
        add_top_agent(connection, "a1", period)
        add_top_agent(connection, "a2", period)
        connection.execute(
            "update staged.month_end_inputs set value = '1' "
            "where agent_id = 'a2' and input = 'work_task'"
        )
        found = run(connection, desk, period)
    assert [flag.id for flag in found["a1"].flags] == ["first_three_times"]
    assert [flag.id for flag in found["a2"].flags] == ["last_three_times"]


def test_notes_short_of_a_step_carry_over_where_the_desk_says_so(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    use = SchemeUse(
        scheme="taobao-kpi-tiers", since="2026-01", parameters={"notes": "in_row_carried"}
    )
    desk = make_desk(tmp_path, [use])
    for period, notes in (("2026-09", "7"), ("2026-10", "3")):
        add_top_agent(connection, "a1", period)
        add_entries(connection, "a1", period, {"experience_notes": notes})
        connection.execute(
            "update staged.month_end_inputs set value = '5' where input = 'work_task'"
        )
        run(connection, desk, period)
    ((rule,),) = connection.execute(
        "select rule from score.lines where period = '2026-10' and line = 'work_task'"
    ).fetchall()
    assert rule == "5 + 1 × ⌊(2 + 3) ÷ 5⌋ = 6"
