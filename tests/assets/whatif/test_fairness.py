"""Shift, tenure and queues of made-up people, set beside everybody by hand."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import duckdb
import pytest

from assets.whatif.fairness import fairness
from assets.whatif.simulate import Simulator
from metrics.fairness import Dimension
from pipelines.cli.fairness import fairness_tree, print_fairness
from tests.assets.appraisal_desk import make_desk
from tests.assets.ledger.closing_desk import OCTOBER, scored
from tests.assets.whatif.whatif_desk import SCHEME, whatif_warehouse


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Simulator:
    desk, warehouse = make_desk(tmp_path_factory.mktemp("desk")), whatif_warehouse()
    scored(warehouse, desk)
    return Simulator(warehouse, desk, SCHEME, [OCTOBER])


@pytest.fixture
def warehouse(simulator: Simulator) -> Iterator[duckdb.DuckDBPyConnection]:
    simulator.connection.begin()
    yield simulator.connection
    simulator.connection.rollback()


def by(simulator: Simulator) -> dict[str, Dimension]:
    found = simulator.run(["lines.payment.weight=10"])
    return {one.id: one for one in fairness(simulator.connection, simulator.desk, found)}


def add_work(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Local hours are 8 later: 0:00 is early, 7:00 is 15:00 and late, 15:00 is 23:00 and night."""
    warehouse.execute("""
        insert into marts.calls values
            ('a1', '2026-10-05 00:00', 'hotline', '2026-10-05'),
            ('a1', '2026-10-06 05:59', 'hotline', '2026-10-06'),
            ('a1', '2026-10-07 06:00', null, '2026-10-07'),
            ('a2', '2026-11-01 15:00', 'vip', '2026-11-01'),
            ('a2', null, 'vip', '2026-10-08'),
            (null, '2026-10-08 03:00', 'vip', '2026-10-08');
        insert into marts.chat_sessions values
            ('a2', '2026-10-05 15:00', 'taobao', true, '2026-10-05'),
            ('a2', '2026-10-05 21:59', 'taobao', true, '2026-10-06'),
            ('a2', '2026-10-05 07:00', 'taobao', false, '2026-10-05');
        insert into marts.ticket_replies values
            ('a3', '2026-10-05 07:00', 'email', '2026-10-05'),
            ('a3', '2026-10-05 01:00', 'web', '2026-10-05');
    """)


def test_shifts_and_queues_follow_most_of_the_work(
    simulator: Simulator, warehouse: duckdb.DuckDBPyConnection
) -> None:
    add_work(warehouse)
    found = by(simulator)
    shift = {one.id: (one.people, one.mean) for one in found["shift"].groups}
    # of 90, a2 misses 4 of 10 for payment and 2.75 for tasks, a3 7 of 35 for conversion
    scores = {"a1": Fraction(90), "a2": Fraction("83.25"), "a3": Fraction(83)}
    assert set(shift) == {"early", "night", "mixed"}  # 2 of 3 early; all at night; half and half
    assert shift["early"] == (1, scores["a1"])
    assert shift["night"] == (1, scores["a2"])
    assert shift["mixed"] == (1, scores["a3"])
    queues = {one.id: one.people for one in found["queue"].groups}
    assert queues == {"hotline": 1, "taobao": 1, "mixed": 1}
    night = next(one for one in found["shift"].groups if one.id == "night")
    assert night.difference == scores["a2"] - sum(scores.values(), Fraction(0)) / 3
    assert all(one.is_small for one in found["shift"].groups)


def test_tenure_is_whole_months_until_the_end_of_the_period(
    simulator: Simulator, warehouse: duckdb.DuckDBPyConnection
) -> None:
    for agent_id, hired_on in (
        ("a1", date(2026, 8, 2)),  # three months less a day
        ("a2", date(2026, 8, 1)),  # three months on 31 October
        ("a3", date(2025, 11, 1)),  # a year
    ):
        warehouse.execute(
            "update staged.agents set hired_on = ? where agent_id = ?", [hired_on, agent_id]
        )
    tenure = by(simulator)["tenure"]
    assert [one.id for one in tenure.groups] == ["new", "first_year", "longer"]
    assert (tenure.unknown, tenure.missing) == (0, None)


def test_what_the_desk_does_not_know_is_named(
    simulator: Simulator,
    warehouse: duckdb.DuckDBPyConnection,
    capsys: pytest.CaptureFixture[str],
) -> None:
    warehouse.execute("update staged.agents set hired_on = '2020-01-01' where agent_id <> 'a1'")
    warehouse.execute(
        "insert into marts.calls values ('a1', '2026-10-05 00:00', 'vip', '2026-10-05'), "
        "('a2', '2026-10-05 08:00', 'vip', '2026-10-05')"
    )
    found = by(simulator)
    assert found["tenure"].missing is not None  # two of one tenure
    assert (found["shift"].unknown, len(found["shift"].groups)) == (1, 2)
    print_fairness(list(found.values()), SCHEME, "en")
    printed = capsys.readouterr().out
    assert "tenure: all are of one group" in printed
    assert "shift: not known of 1 more" in printed
    assert "not a proof" in printed


def test_without_work_and_start_dates_each_lack_has_its_reason(simulator: Simulator) -> None:
    tree = fairness_tree(list(by(simulator).values()), "zh")
    assert [one["groups"] for one in tree] == [[], [], []]
    assert "hired_on" in str(tree[1]["missing"])
    assert "由谁、何时处理" in str(tree[0]["missing"])
    assert "在何处处理" in str(tree[2]["missing"])
