"""Checks of columns and rules: which rows break them, and where these are from."""

import pytest
from duckdb import DuckDBPyConnection

from assets.checks.models import judge_models
from assets.checks.question import questions
from assets.checks.verdict import Verdict
from assets.desk.checks import Checks
from sql import Model, Spec, mark_days, next_version
from tests.assets.checks.log_desk import MONDAY, file

COLUMNS = "file_id integer, business_date date, a integer, b integer, word varchar, " + (
    "since timestamp, until timestamp, seconds decimal(18, 3)"
)
MOMENTS = "'2026-08-03 09:00:00', '2026-08-03 09:01:00'"


@pytest.fixture
def rows(logs: DuckDBPyConnection) -> DuckDBPyConnection:
    """One row that keeps every promise."""
    file(logs, 1, "landing/a.csv", read=1)
    logs.execute(f"create table staged.things ({COLUMNS})")
    return _add(logs, f"1, '{MONDAY}', 1, 2, 'x', {MOMENTS}, 60")


@pytest.mark.parametrize(
    ("column", "check", "bad", "says"),
    [
        ("a", "not_null", f"null, 2, 'x', {MOMENTS}, 60", "1 of 2 rows have no a"),
        ("a", {"at_least": 1}, f"0, 2, 'x', {MOMENTS}, 60", "1 of 2 rows have a below 1"),
        ("a", {"at_most": 1}, f"2, 2, 'x', {MOMENTS}, 60", "1 of 2 rows have a above 1"),
        ("a", {"not_above": "b"}, f"3, 2, 'x', {MOMENTS}, 60", "1 of 2 rows have a above b"),
        (
            "word",
            {"one_of": ["x", "it's"]},
            f"1, 2, 'y', {MOMENTS}, 60",
            "1 of 2 rows have a word other than x, it's",
        ),
        (
            "since",
            {"not_after": "until"},
            "1, 2, 'x', '2026-08-03 09:00:01', '2026-08-03 09:00:00', 0",
            "1 of 2 rows have since after until",
        ),
        (
            "seconds",
            {"within": ["since", "until"]},
            f"1, 2, 'x', {MOMENTS}, 61.001",  # a second is what cutting to seconds may hide
            "1 of 2 rows have seconds longer than from since to until",
        ),
    ],
)
def test_a_promise_about_a_column(
    rows: DuckDBPyConnection, column: str, check: object, bad: str, says: str
) -> None:
    model = _model({column: {"description": "", "checks": [check]}})
    assert [one.passed for one in _judged(rows, model)] == [True]
    _add(rows, f"1, '{MONDAY}', {bad}")
    (verdict,) = _judged(rows, model)
    assert verdict.message.en == f"{says} (landing/a.csv 2026-08-03)."


def test_a_duration_may_be_a_second_longer(rows: DuckDBPyConnection) -> None:
    _add(rows, f"1, '{MONDAY}', 1, 2, 'x', {MOMENTS}, 61")
    within = {"description": "", "checks": [{"within": ["since", "until"]}]}
    assert [one.passed for one in _judged(rows, _model({"seconds": within}))] == [True]


def test_one_check_speaks_for_all_columns_and_names_the_worst_files(
    rows: DuckDBPyConnection,
) -> None:
    for file_id, name in ((2, "b"), (3, "c"), (4, "d")):
        file(rows, file_id, f"landing/{name}.csv", read=1)
    for file_id, day in (
        (2, "2026-08-04"),
        (2, "2026-08-06"),
        (3, "2026-08-05"),
        (4, "2026-08-05"),
    ):
        _add(rows, f"{file_id}, '{day}', -1, -1, 'x', {MOMENTS}, 0")
    least = {"description": "", "checks": [{"at_least": 0}]}
    (verdict,) = _judged(rows, _model({"a": least, "b": least}))
    places = "landing/b.csv 2026-08-04 – 2026-08-06, landing/c.csv 2026-08-05 and 1 more files"
    assert verdict.message.en == " ".join(
        f"4 of 5 rows have {column} below 0 ({places})." for column in "ab"
    )
    assert verdict.message.zh.startswith("5 行中有 4 行的 a 小于 0（landing/b.csv 2026-08-04 –")


def test_a_rule_of_a_whole_table(rows: DuckDBPyConnection) -> None:
    rule = {
        "name": "sum_of_parts",
        "sql": "select * from staged.things where a + b <> 3",
        "severity": "block",
        "label": {"en": "a and b make three.", "zh": "a 与 b 之和为三。"},
    }
    assert [one.passed for one in _judged(rows, _model({}, rule))] == [True]
    _add(rows, f"1, '{MONDAY}', 1, 1, 'x', {MOMENTS}, 0")
    (verdict,) = _judged(rows, _model({}, rule))
    assert (verdict.name, verdict.severity) == ("sum_of_parts", "block")
    assert verdict.message.en == (
        "1 rows break a rule: a and b make three (landing/a.csv 2026-08-03)."
    )


@pytest.mark.parametrize(
    ("settings", "severity"),
    [
        ({}, "block"),  # as the YAML of the relation says
        ({"not_null": "warn"}, "warn"),
        ({"not_null": {"except": ["calls"]}}, "block"),
        ({"not_null": {"except": ["things"]}}, None),
        ({"not_null": False}, None),  # a bare off
    ],
)
def test_the_desk_has_the_last_word(
    rows: DuckDBPyConnection,
    settings: dict[str, object],
    severity: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("assets.desk.checks._relations", lambda: ["calls", "things"])
    _add(rows, f"1, '{MONDAY}', null, 1, 'x', {MOMENTS}, 0")
    model = _model({"a": {"description": "", "checks": ["not_null"]}})
    found = _judged(rows, model, Checks.model_validate(settings))
    assert [one.severity for one in found] == ([severity] if severity else [])


def test_an_unchanged_relation_keeps_its_verdicts_until_the_desk_says_otherwise(
    rows: DuckDBPyConnection,
) -> None:
    model = _model({"a": {"description": "", "checks": ["not_null"]}})
    mark_days(rows, "staged.things", [MONDAY], 7)
    (before,) = _judged(rows, model, is_new=False)
    rows.execute("update staged.things set a = null")  # nobody said that it changed
    assert _judged(rows, model, is_new=False) == [before]
    (after,) = _judged(rows, model, Checks.model_validate({"not_null": "warn"}), is_new=False)
    assert (after.passed, after.severity) == (False, "warn")


def _add(rows: DuckDBPyConnection, values: str) -> DuckDBPyConnection:
    rows.execute(f"insert into staged.things values ({values})")
    return rows


def _model(columns: dict[str, object], *rules: object) -> Model:
    spec = {
        "description": {"en": "Things, one row per thing", "zh": "每物一行"},
        "materialized": "view",
        "columns": columns,
        "checks": rules,
    }
    return Model(schema_name="staged", name="things", query="", spec=Spec.model_validate(spec))


def _judged(
    rows: DuckDBPyConnection,
    model: Model,
    checks: Checks | None = None,
    *,
    is_new: bool = True,
) -> list[Verdict]:
    if is_new:
        mark_days(rows, model.table, [MONDAY], next_version(rows))
    return judge_models(rows, {model.table: questions(model)}, checks or Checks())
