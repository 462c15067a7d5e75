"""The tables for payroll: exact amounts in three formats, own checksums, the same bytes again."""

import csv
import json
import subprocess
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from assets.appraisal import appraise, inputs_for
from assets.desk.home import Desk
from assets.desk.settings import SchemeUse
from assets.files.whole_folder import whole_folder
from assets.payroll import write_payroll
from assets.payroll.write import write_table
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
ASSUMED = {"sales_commission": {"value": "318.60", "assumed": True}}


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with make_warehouse() as opened:
        add_top_agent(opened, "a1", OCTOBER, name="李小明")
        add_agent(opened, "a2", name="=HYPERLINK(1)")
        add_sums(opened, "a2", date(2026, 10, 5), TOP | {"order_pay_rate": (87, 103)})
        add_entries(opened, "a2", OCTOBER, RATED | {"work_task": "7.25"})
        add_agent(opened, "a3", name="张伟")
        yield opened


def write(connection: duckdb.DuckDBPyConnection, desk: Desk) -> Path:
    inputs_for(connection, desk, OCTOBER)
    appraise(connection, desk, OCTOBER)
    write_payroll(connection, desk, OCTOBER, desk.exports / OCTOBER)
    return desk.exports / OCTOBER / "payroll"


def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_amounts_are_decimals_in_every_format_and_agree(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = write(connection, make_desk(tmp_path))
    told = json.loads((folder / "pay.json").read_text(encoding="utf-8"))
    kept = pl.read_parquet(folder / "pay.parquet")
    assert kept.schema["amount"] == pl.Decimal(38, 2)
    assert [str(one) for one in kept["amount"]] == [one["amount"] for one in told]
    assert [one["amount"] for one in records(folder / "pay.csv")] == [one["amount"] for one in told]
    amounts = {(one["agent_id"], one["amount_id"]): one["amount"] for one in told}
    assert amounts["a1", "performance"] == "750.00"
    assert amounts["a2", "performance"] == "669.38"
    assert {one["currency"] for one in told} == {"CNY"}
    for (agent,) in connection.execute("select distinct agent_id from score.results").fetchall():
        ((pay,),) = connection.execute(
            "select pay from score.results where agent_id = ?", [agent]
        ).fetchall()
        exported = {name: Decimal(text) for (who, name), text in amounts.items() if who == agent}
        assert exported == {name: Decimal(text) for name, text in json.loads(pay).items()}


def test_results_tell_score_rank_state_and_what_was_assumed(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    use = SchemeUse(scheme="taobao-kpi-tiers", since="2026-01", parameters=ASSUMED)
    loaded_until(connection, date(2026, 11, 2))  # conversion matures four days after the period
    rows = records(write(connection, make_desk(tmp_path, [use])) / "results.csv")
    first, second, third = rows
    assert (first["score"], first["rank"], first["state"]) == ("100", "1", "provisional")
    assert (second["score"], second["score_rounded"]) == ("89.25", "89.25")
    assert first["assumed"] == "sales_commission"
    assert (third["state"], third["score"]) == ("not_scored", "")
    assert "work_task" in third["problem"]
    assert (first["first_day"], first["last_day"]) == ("2026-10-01", "2026-10-31")


def test_other_numbers_in_the_scheme_are_another_version(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    def version(**parameters: object) -> str:
        use = SchemeUse(scheme="taobao-kpi-tiers", since="2026-01", parameters=parameters)
        (first, *_) = records(write(connection, make_desk(tmp_path, [use])) / "results.csv")
        return first["scheme_version"]

    assert version() == version() != version(performance_base=900)


def test_the_lines_add_up_to_the_score(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = write(connection, make_desk(tmp_path))
    for result in records(folder / "results.csv")[:2]:
        own = [
            one for one in records(folder / "lines.csv") if one["agent_id"] == result["agent_id"]
        ]
        assert sum(Decimal(one["weighted"]) for one in own) == Decimal(result["score"])


def test_the_checksums_are_those_that_sha256sum_checks(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = write(connection, make_desk(tmp_path))
    command = ["sha256sum", "--strict", "--check", "SHA256SUMS"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": OK") == 12 == len(list(folder.iterdir())) - 1
    (folder / "pay.csv").write_bytes((folder / "pay.csv").read_bytes().replace(b"750", b"751"))
    assert subprocess.run(command, cwd=folder, capture_output=True).returncode == 1


def test_every_run_writes_the_same_bytes_and_leaves_nothing_beside_them(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = write(connection, make_desk(tmp_path))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    write(connection, make_desk(tmp_path))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in folder.parent.iterdir()] == ["payroll"]


def test_no_cell_is_a_formula_but_numbers_stay_numbers(tmp_path: Path) -> None:
    texts = ["=1+1", " =1", "+86 10", "-x", "@me", "\t=1", "-12.50", "-1/3", "plain", ""]
    frame = pl.DataFrame({"text": texts, "amount": [Decimal("-1.00")] * len(texts)})
    write_table(frame, tmp_path / "t")
    rows = records(tmp_path / "t.csv")
    written = [one["text"] for one in rows]
    assert written == ["'=1+1", "' =1", "'+86 10", "'-x", "'@me", "'\t=1", *texts[6:]]
    assert {one["amount"] for one in rows} == {"-1.00"}
    told = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    assert [one["text"] for one in told] == texts


def test_a_folder_that_fails_half_way_stays_as_it_was(tmp_path: Path) -> None:
    final = tmp_path / "payroll"
    with whole_folder(final) as incoming:
        (incoming / "a").write_text("old")
    with pytest.raises(RuntimeError), whole_folder(final) as incoming:
        (incoming / "a").write_text("new")
        raise RuntimeError
    assert (final / "a").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["payroll"]
