"""Checks of a scored period that a data engineer sees: each can fail, and says why."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from assets.appraisal.checks import NAMES, checked
from assets.desk.home import Desk
from tests.assets.appraisal_desk import add_agent, loaded_until, make_desk
from tests.assets.ledger.closing_desk import OCTOBER, make_closing_warehouse, scored


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with make_closing_warehouse() as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


def broken(connection: duckdb.DuckDBPyConnection, desk: Desk) -> dict[str, str]:
    found = list(checked(connection, desk, OCTOBER))
    assert tuple(one.name for one in found) == NAMES
    return {one.name: one.text.en for one in found if not one.passed}


def test_a_period_in_order_passes_every_check(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    scored(connection, desk)
    assert broken(connection, desk) == {}


def test_provisional_inputs_and_people_without_a_score_are_told(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    loaded_until(connection, date(2026, 10, 31))
    add_agent(connection, "a9")
    scored(connection, desk)
    found = broken(connection, desk)
    assert set(found) == {"inputs_final", "everybody_scored"}
    assert "inquiry_conversion_rate (4)" in found["inputs_final"]


@pytest.mark.parametrize(
    ("table", "change", "name"),
    [
        ("lines", "weight = '36' where line = 'inquiry_conversion'", "weights"),
        ("results", "score = '100.5' where grade is null", "caps"),
    ],
)
def test_numbers_beyond_the_form_are_told(
    connection: duckdb.DuckDBPyConnection, desk: Desk, table: str, change: str, name: str
) -> None:
    scored(connection, desk)
    scheme = (Path(__file__).parents[2] / "metrics/schemes/taobao-kpi-tiers.yml").read_text("utf-8")
    own = desk.home / "schemes" / "taobao-kpi-tiers.yml"
    own.parent.mkdir()
    own.write_text(scheme + "\ntotal: {most: 100}\n", encoding="utf-8")
    assert broken(connection, desk) == {}
    connection.execute(f"update score.{table} set {change} and agent_id = 'a1'")
    assert broken(connection, desk).keys() == {name}


def test_a_mean_above_the_forms_limit_is_told(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    scheme = (Path(__file__).parents[2] / "metrics/schemes/taobao-kpi-tiers.yml").read_text("utf-8")
    own = desk.home / "schemes" / "taobao-kpi-tiers.yml"
    own.parent.mkdir(parents=True)
    mean = "means: {unit: {label: {en: Unit mean, zh: 组平均}, of: score, most: 50}}"
    own.write_text(f"{scheme}\n{mean}\n", encoding="utf-8")
    scored(connection, desk)
    assert "is above 50" in broken(connection, desk)["unit_average"]
