"""What commands print: rows in four forms, and the outcome of a run in two languages."""

import csv
import io
import json
from pathlib import Path

import polars
import pytest

from metrics.documents import Problem
from metrics.label import Language
from pipelines.cli.outcome import exit_code, show_outcome
from pipelines.cli.rows import write_rows
from pipelines.result import Outcome

ROWS: list[dict[str, object]] = [
    {"kpi": "answer_rate", "队列": "售前, 一", "value": 0.123456789, "n": 3, "reason": None},
    {"kpi": "answer_rate", "队列": None, "value": None, "n": 0, "reason": "no calls"},
]


def test_csv_keeps_every_digit_and_quotes_commas(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_rows(ROWS, "csv", None)
    rows = list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode())))
    assert rows[0]["队列"] == "售前, 一"
    assert float(rows[0]["value"]) == 0.123456789
    assert rows[1]["value"] == ""


def test_json_answers_one_object_per_row(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_rows(ROWS, "json", None)
    assert json.loads(capfdbinary.readouterr().out) == ROWS


def test_parquet_reads_back_the_same(tmp_path: Path) -> None:
    write_rows(ROWS, "parquet", tmp_path / "rows.parquet")
    assert polars.read_parquet(tmp_path / "rows.parquet").to_dicts() == ROWS


def test_parquet_is_kept_off_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    with pytest.raises(Problem, match="name a file with --output"):
        write_rows(ROWS, "parquet", None)


def test_no_rows_are_a_table_without_rows(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows([], "table", None)
    assert capsys.readouterr().out.strip() == ""


def test_a_table_shows_markup_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows([{"queue": "[red]gold[/red]"}], "table", None)
    assert "[red]gold[/red]" in capsys.readouterr().out


OUTCOME = Outcome(
    loads=[
        {
            "file": "landing/calls.csv",
            "source": "calls_csv",
            "log": "calls",
            "records_read": 10,
            "loaded": 8,
            "duplicates": 1,
            "rejected": 1,
        }
    ],
    days_rebuilt=2,
    periods=["2026-10"],
    site=Path("site/index.html"),
    workbooks=[Path("exports/2026-10/appraisal.xlsx")],
    findings=[{"level": "warn", "what": "1 rejected.", "where": "landing/calls.csv", "remedy": ""}],
    seconds=1.25,
)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["2 business days rebuilt in 1.2 s.", "Dashboard: ", "Workbook: ", "WARN"]),
        ("zh", ["重算 2 个业务日，用时 1.2 秒。", "看板：", "工作簿：", "注意"]),
    ],
)
def test_a_run_ends_in_words_of_the_desk(
    language: Language, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    show_outcome(OUTCOME, language, as_json=False)
    said = capsys.readouterr().out
    assert [word for word in [*words, "landing/calls.csv", "2026-10"] if word not in said] == []


def test_a_run_answers_machines_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    show_outcome(OUTCOME, "zh", as_json=True)
    said = json.loads(capsys.readouterr().out)
    assert said["loads"] == OUTCOME.loads
    assert said["workbooks"] == [str(OUTCOME.workbooks[0])]


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("warn", 0), ("info", 0)])
def test_only_errors_in_the_data_end_in_exit_code_1(level: str, code: int) -> None:
    finding = {"level": level, "what": "x", "where": "", "remedy": ""}
    assert exit_code(Outcome(findings=[finding])) == code
