"""What the page adds up equals what `deskmark kpis get` says, for any filter, in a real browser."""

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from duckdb import DuckDBPyConnection
from playwright.sync_api import Browser, Error

from assets.measures import get
from dashboards.content import Content
from dashboards.render import render_site
from metrics.documents import Problem
from tests.dashboards.browser import new_page
from tests.dashboards.toy_desk import content_from
from tests.metrics.measured_desk import measured_desk
from tests.sql.small_desk import Row

NAMES = ("agent", "team", "shop", "queue", "channel", "day", "week", "month", "half_hour")
VALUES = {
    "agent": "select distinct agent_id from kpi.agent_days",
    "team": "select distinct team from staged.agents",
    "shop": "select distinct shop from kpi.agent_days",
    "queue": "select distinct queue from kpi.queue_intervals",
    "channel": "select distinct channel from kpi.agent_days",
}


@pytest.mark.parametrize(
    ("seed", "questions"),
    [(11, 40), *(pytest.param(seed, 300, marks=pytest.mark.scale) for seed in (12, 13, 14))],
)
def test_random_filters_give_the_numbers_of_the_command_line(
    browser: Browser, tmp_path: Path, seed: int, questions: int
) -> None:
    """Values, sums, samples, medians and shares' intervals exactly; those of means within 5 %."""
    with measured_desk(seed).connection as connection:
        content = content_from(connection)
        path = tmp_path / "index.html"
        path.write_text(render_site(content), encoding="utf-8")
        opened = new_page(browser).open(path)
        draw, rows, refused = Random(seed), 0, 0
        for _ in range(questions):
            asked = _question(draw, connection, content)
            expected, found = _answers(connection, asked), _found(opened.page, asked)
            if expected is None or found is None:
                assert expected == found, asked
                refused += 1
                continue
            rows += len(expected)
            assert [_plain(row) for row in found] == [_plain(row) for row in expected], asked
            for one, other in zip(found, expected, strict=True):
                assert _is_near(one, other), (asked, one, other)
    assert rows > questions / 2
    assert refused < questions / 2
    assert opened.messages == []


def _question(draw: Random, connection: DuckDBPyConnection, content: Content) -> dict[str, Any]:
    where = {}
    for name in draw.sample(list(VALUES), draw.choice((0, 0, 1, 1, 2))):
        values = sorted(v for (v,) in connection.execute(VALUES[name]).fetchall() if v is not None)
        if values:
            where[name] = draw.sample(values, min(len(values), draw.randint(1, 3)))
    days = (content.as_of - content.first_day).days
    ends = sorted(content.first_day + timedelta(days=draw.randint(0, days)) for _ in "ab")
    return {
        "kpis": [draw.choice(content.measures).id],
        "by": draw.sample(NAMES, draw.choice((0, 0, 1, 1, 2))),
        "where": where,
        "from": str(ends[0]),
        "to": str(ends[1]),
    }


def _answers(connection: DuckDBPyConnection, asked: dict[str, Any]) -> list[dict[str, Any]] | None:
    first, last = date.fromisoformat(asked["from"]), date.fromisoformat(asked["to"])
    try:
        return [
            dict(row)
            for row in get(connection, asked["kpis"], asked["by"], asked["where"], first, last)
        ]
    except Problem:
        return None


def _found(page: Any, asked: dict[str, Any]) -> list[dict[str, Any]] | None:
    try:
        found: list[dict[str, Any]] = page.evaluate("asked => deskmark.ask(asked)", asked)
    except Error as error:
        if "Refused" in str(error) or "not_" in str(error):
            return None
        raise
    return found


def _plain(row: Row) -> dict[str, object]:
    """All but what is told to a few per cent, with the last digits of sums rounded away."""
    kept = {k: v for k, v in row.items() if k not in ("low", "high", "reason", "median", "p90")}
    return {k: float(f"{v:.10g}") if isinstance(v, int | float) else v for k, v in kept.items()}


def _is_near(one: Row, other: Row) -> bool:
    for name in ("median", "p90"):
        if name in one and one[name] != pytest.approx(other.get(name), rel=1e-9):
            return False
    if one["low"] is None or other["low"] is None:
        return one["low"] is other["low"]
    reach = abs(float(str(other["high"])) - float(str(other["low"]))) / 2
    is_mean = one["unit"] not in ("share", "ratio")
    error = max(reach * (0.05 if is_mean else 0.0), 1e-9 * max(1.0, abs(float(str(other["high"])))))
    return all(abs(float(str(one[k])) - float(str(other[k]))) <= error for k in ("low", "high"))
