"""Closing: what is frozen, what keeps a period open, and that a cut-off close is none."""

import json
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import fastexcel
import pytest

from assets.desk.home import Desk
from assets.ledger import event
from assets.ledger.chain import Link, append
from assets.ledger.close import Unready, close
from assets.ledger.closes import closed, closes
from assets.ledger.verify import verify
from metrics.documents import Problem
from tests.assets.appraisal_desk import add_agent, loaded_until, make_desk
from tests.assets.ledger.closing_desk import (
    NOVEMBER,
    OCTOBER,
    closed_desk,
    make_closing_warehouse,
    scored,
    texts,
)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with make_closing_warehouse() as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "desk")


def test_a_close_holds_inputs_rules_results_and_statements(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    done = closed_desk(connection, desk)
    names = set(texts(done.folder))
    assert {"inputs.jsonl", "kpis.jsonl", "people.jsonl", "results.jsonl", "lines.jsonl",
            "files.tsv", "close.json", "rules/desk.yml", "rules/schemes/taobao-kpi-tiers.yml",
            "rules/kpis/order_pay_rate.yml", "rules/kpis/shop_aov.yml",
            "rules/calendars/cn_office.yml",
            "statements/售前一组.xlsx", "SHA256SUMS"} <= names  # fmt: skip
    rows = [json.loads(line) for line in (done.folder / "kpis.jsonl").read_text().splitlines()]
    assert {"kpi": "order_pay_rate", "agent_id": "a2", "value": "87/103", "numerator": "87",
            "denominator": "103", "n": 103, "state": "final"} in rows  # fmt: skip
    assert (done.folder / "files.tsv").read_text().splitlines()[1].startswith("a" * 64)
    assert done.record["by"] == "王主管" and done.record["anyway"] is None


def _commands(readme: str) -> list[str]:
    """Those that the README gives for checking the ledger without the program."""
    text = (Path(__file__).parents[3] / readme).read_text(encoding="utf-8")
    block = next(one for one in text.split("```")[1::2] if "chain.tsv" in one)
    return [line.partition("   #")[0] for line in block.strip().splitlines()]


def _run(command: str, folder: Path) -> tuple[int, str]:
    done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_commands_of_the_readme_verify_the_ledger_without_the_program(
    connection: duckdb.DuckDBPyConnection, desk: Desk, readme: str
) -> None:
    done = closed_desk(connection, desk)
    seals, files, order = _commands(readme)
    append(desk.ledger, Link(done.link.seal, "2026-10/1", done.link.hash, "closed"))
    assert [_run(one, desk.ledger)[0] for one in (seals, files)] == [0, 0]
    assert _run(order, desk.ledger) == (0, "")
    append(desk.ledger, Link(done.link.seal, "2026-10/1", "1" * 64, "closed"))
    assert "does not follow" in _run(order, desk.ledger)[1]
    (done.folder / "inputs.jsonl").write_bytes(b"")
    assert _run(files, desk.ledger)[0] == 1
    (done.folder / "SHA256SUMS").write_bytes(b"")
    assert _run(seals, desk.ledger)[0] == 1


def test_a_column_that_the_warehouse_got_later_changes_no_byte(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    scored(connection, desk)
    connection.execute("create table score.moved as select * exclude (level), level "
                       "from score.results")  # fmt: skip
    connection.execute("drop table score.results")
    connection.execute("alter table score.moved rename to results")
    close(connection, desk, OCTOBER, by="x")
    assert verify(desk, OCTOBER).faults == []


def test_a_closed_period_is_not_closed_twice(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    closed_desk(connection, desk)
    with pytest.raises(Problem, match="deskmark reopen 2026-10"):
        close(connection, desk, OCTOBER, by="x")


def test_a_provisional_kpi_keeps_the_period_open(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    loaded_until(connection, date(2026, 10, 31))
    scored(connection, desk)
    with pytest.raises(Unready, match="inquiry_conversion_rate 尚未定案（3 人）"):
        close(connection, desk, OCTOBER, by="x")
    assert closes(desk) == {} and not desk.ledger.exists()


def test_a_period_that_still_runs_or_lacks_an_input_stays_open(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    loaded_until(connection, date(2026, 10, 20))
    add_agent(connection, "a9")
    scored(connection, desk)
    with pytest.raises(Unready) as refused:
        close(connection, desk, OCTOBER, by="x")
    assert "日志只到 2026-10-20" in str(refused.value)
    assert "没有得分：a9" in str(refused.value)
    assert refused.value.exit_code == 1


def test_a_period_in_which_nobody_is_appraised_has_nothing_to_close(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    desk = make_desk(tmp_path, schemes=[])
    with pytest.raises(Unready, match="没有可关账的内容"):
        close(connection, desk, OCTOBER, by="x")


def test_a_close_in_spite_of_something_says_so_on_every_sheet_and_names_nobody_else(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    add_agent(connection, "a9", name="没有数据的人")
    scored(connection, desk)
    done = close(connection, desk, OCTOBER, by="x", anyway="明天发薪")
    assert done.record["anyway"] == "明天发薪" and "a9" in done.record["despite"][0]
    book = fastexcel.read_excel(done.folder / "statements" / "售前一组.xlsx")
    for name in book.sheet_names:
        cells = book.load_sheet(name, header_row=None, dtypes="string").to_polars()
        text = "\n".join(str(cell) for row in cells.rows() for cell in row)
        assert "在未全部定案时关账：明天发薪" in text and "没有得分的人数：1" in text
        assert ("a9" in text) == (name in (book.sheet_names[0], "没有数据的人"))
    assert verify(desk, OCTOBER).faults == []


def test_a_reason_that_was_not_needed_is_not_recorded(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    scored(connection, desk)
    done = close(connection, desk, OCTOBER, by="x", anyway="just in case")
    assert done.record["anyway"] is None
    assert (done.folder / "notices.jsonl").read_text() == ""


def _kill(*_: object, **__: object) -> None:
    raise SystemExit("killed")


@pytest.mark.parametrize("step", ["write_sums", "digest", "append"])
def test_a_close_that_is_cut_off_is_none_and_the_next_one_is_whole(
    connection: duckdb.DuckDBPyConnection,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    scored(connection, desk)
    with monkeypatch.context() as patch:
        patch.setattr(event, step, _kill)
        with pytest.raises(SystemExit):
            close(connection, desk, OCTOBER, by="x")
    assert closed(desk, OCTOBER) is None
    close(connection, desk, OCTOBER, by="x")
    assert verify(desk, OCTOBER).faults == []
    assert [path.name for path in (desk.ledger / OCTOBER).glob("[!.]*")] == ["1"]


def test_two_periods_are_one_chain(connection: duckdb.DuckDBPyConnection, desk: Desk) -> None:
    from tests.assets.appraisal_desk import add_top_agent

    first = closed_desk(connection, desk)
    add_top_agent(connection, "a1", NOVEMBER)
    scored(connection, desk, NOVEMBER)
    second = close(connection, desk, NOVEMBER, by="x", anyway="two have left")
    assert second.link.before == first.link.hash
    assert second.link == Link(second.link.seal, "2026-11/1", first.link.hash, "closed")
    assert verify(desk, NOVEMBER).faults == []
