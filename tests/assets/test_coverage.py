"""Who is scored by what: teams by date, schemes by period, calendars of 26th to 25th."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from assets.appraisal import appraise, inputs_for
from assets.desk.home import Desk
from assets.desk.settings import SchemeUse
from tests.assets.appraisal_desk import (
    RATED,
    TOP,
    add_agent,
    add_entries,
    add_sums,
    add_top_agent,
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


def run(connection: duckdb.DuckDBPyConnection, desk: Desk, period: str = OCTOBER) -> set[str]:
    """Who got a result."""
    inputs_for(connection, desk, period)
    return {one.agent_id for one in appraise(connection, desk, period)}


@pytest.mark.parametrize(
    ("spans", "covered"),
    [
        ([("售前一组", date(2026, 1, 1), date(9999, 12, 31), None)], True),
        ([("售后组", date(2026, 1, 1), date(9999, 12, 31), None)], False),
        # moved in mid-month: the team of the last day counts
        (
            [
                ("售后组", date(2026, 1, 1), date(2026, 10, 14), None),
                ("售前一组", date(2026, 10, 15), date(9999, 12, 31), None),
            ],
            True,
        ),
        (
            [
                ("售前一组", date(2026, 1, 1), date(2026, 10, 14), None),
                ("售后组", date(2026, 10, 15), date(9999, 12, 31), None),
            ],
            False,
        ),
        # left before, within, and joined after the month
        ([("售前一组", date(2026, 1, 1), date(9999, 12, 31), date(2026, 9, 30))], False),
        ([("售前一组", date(2026, 1, 1), date(9999, 12, 31), date(2026, 10, 1))], True),
        ([("售前一组", date(2026, 11, 1), date(9999, 12, 31), None)], False),
    ],
)
def test_people_belong_to_the_team_of_their_last_day_in_the_period(
    connection: duckdb.DuckDBPyConnection,
    desk: Desk,
    spans: list[tuple[str, date, date, date | None]],
    covered: bool,
) -> None:
    for team, first, last, left in spans:
        add_agent(connection, "a1", team=team, valid_from=first, valid_to=last, left_on=left)
    add_top_agent(connection, "a1", OCTOBER)
    assert ("a1" in run(connection, desk)) is covered


@pytest.mark.parametrize(
    ("period", "covered"),
    [("2026-08", False), ("2026-09", True), ("2026-11", True), ("2026-12", False)],
)
def test_a_scheme_scores_from_since_to_until(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, period: str, covered: bool
) -> None:
    use = SchemeUse(scheme="taobao-kpi-tiers", since="2026-09", until="2026-11")
    add_top_agent(connection, "a1", period)
    assert bool(run(connection, make_desk(tmp_path, [use]), period)) is covered


def test_a_period_may_run_from_the_26th_to_the_25th(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    desk = make_desk(tmp_path, period_starts_on=26)
    add_top_agent(connection, "a1", OCTOBER)
    for day, inside in ((25, False), (26, True)):
        sums = {"order_pay_rate": (10 + inside, 100)}
        add_sums(connection, "a1", date(2026, 9, day), sums)
    inputs_for(connection, desk, OCTOBER)
    found = connection.execute(
        "select numerator, denominator from score.inputs where input = 'order_pay_rate'"
    ).fetchall()
    assert found == [("103", "200")]


def test_two_schemes_for_one_person_are_named_instead_of_scored(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    shipped = Path(__file__).parents[2] / "metrics" / "schemes" / "taobao-kpi-tiers.yml"
    other = tmp_path / "schemes" / "of-our-own.yml"
    other.parent.mkdir()
    text = shipped.read_text("utf-8").replace("id: taobao-kpi-tiers", "id: of-our-own")
    other.write_text(text, encoding="utf-8")
    uses = [
        SchemeUse(scheme="taobao-kpi-tiers", teams=["售前一组"], since="2026-01"),
        SchemeUse(scheme="of-our-own", since="2026-01"),
    ]
    add_top_agent(connection, "a1", OCTOBER)
    add_agent(connection, "b1", team="售后组")
    add_sums(connection, "b1", date(2026, 10, 5), TOP)
    add_entries(connection, "b1", OCTOBER, RATED)
    run(connection, make_desk(tmp_path, uses))
    found = connection.execute(
        "select agent_id, scheme, score from score.results order by all"
    ).fetchall()
    assert found == [
        ("a1", "of-our-own", None),
        ("a1", "taobao-kpi-tiers", None),
        ("b1", "of-our-own", "100"),
    ]
