"""Cases of relations: rows of raw logs in, rows of a relation out."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.sql.small_desk import bring_up_to_date, plain, put, rows_of, small_desk

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES)
def test_relation(case: dict[str, Any]) -> None:
    connection = small_desk(
        case.get("time_zone", "Asia/Shanghai"), case.get("day_starts_at_seconds", 0)
    )
    connection.execute("insert into settings.periods values (?)", [case.get("period_starts_on", 1)])
    for table, rows in case["given"].items():
        put(connection, table, rows)
    bring_up_to_date(connection, case["model"])
    expected = case["expect"]
    columns = list(expected[0]) if expected else ["*"]
    assert all(list(row) == columns for row in expected), (
        "every expected row names the same columns"
    )
    found = rows_of(connection, case["model"], columns)
    wanted = [tuple(plain(value) for value in row.values()) for row in expected]
    assert sorted(found, key=repr) == sorted(wanted, key=repr)
