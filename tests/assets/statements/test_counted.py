"""How was this counted: rows add up to the number, stand in the files, and are one's own."""

import json
import re
import zipfile
from fractions import Fraction
from pathlib import Path

import fastexcel
import pytest

from assets.hand_out import write_statements
from assets.ledger.close import close
from assets.ledger.verify import verify
from assets.trace.people import LISTED, RECORDS, count_period
from tests.added_up import record
from tests.assets.statements.statement_desk import NAMES, OCTOBER, Made

Cells = list[list[str | None]]
KPIS = {
    "询单转化率",
    "支付率",
    "落实客单价比",
    "旺旺回复率",
    "平均响应时间",
    "客户退款率",
}


def sheet(book: Path, name: str) -> Cells:
    read = fastexcel.read_excel(book).load_sheet(name, header_row=None, dtypes="string")
    return [list(row) for row in read.to_polars().rows()]


def blocks(cells: Cells) -> dict[str, Cells]:
    """Label of a number → its rows on the sheet."""
    found: dict[str, Cells] = {}
    for row in cells[3:]:
        if row[0] in KPIS:
            found[str(row[0])] = []
        if found and any(row):
            found[list(found)[-1]].append(row)
    return found


def added(block: Cells) -> list[tuple[Fraction, Fraction, Fraction, Fraction]]:
    """Per KPI of a block: the sums that it tells, and those of its rows, added up here."""
    answer = []
    for row in block:
        if row[0] == "取自":
            answer.append((Fraction(str(row[2])), Fraction(str(row[3])), Fraction(), Fraction()))
        elif re.fullmatch(r"\d{4}-\d\d-\d\d", row[0] or ""):
            over, under, so_far, so_far_under = answer.pop()
            so_far += Fraction(str(row[2]))
            answer.append((over, under, so_far, so_far_under + Fraction(str(row[3]))))
    return answer


def test_all_rows_of_a_sheet_add_up_to_the_number_on_it(made: Made, tmp_path: Path) -> None:
    count_period(made.connection, made.desk, OCTOBER, listed=None)
    try:
        write_statements(made.connection, made.desk, OCTOBER, tmp_path)
    finally:
        count_period(made.connection, made.desk, OCTOBER)
    for who, name in NAMES.items():
        book = next(
            path
            for path in tmp_path.glob("*.xlsx")
            if name in fastexcel.read_excel(path).sheet_names
        )
        found = blocks(sheet(book, f"{name} 依据"))
        assert set(found) == KPIS
        for label, block in found.items():
            own, *shop = added(block)
            assert own[:2] == own[2:] and own[0] > 0, (who, label)
            assert [sum(one[2:]) for one in shop] == ([0] if label == "落实客单价比" else [])
            if label != "落实客单价比":
                assert own[:2] == (Fraction(str(block[0][2])), Fraction(str(block[0][3])))
            assert any("相加即为" in str(row[1]) for row in block if row[0] == "取自")


def test_of_many_rows_the_first_are_listed_and_all_are_counted(made: Made) -> None:
    found = blocks(sheet(made.folder / "售前一组.xlsx", "李小明 依据"))
    days = [str(row[0]) for row in found["支付率"] if re.match(r"\d{4}-", row[0] or "")]
    assert days == sorted(days) and len(days) == LISTED
    (told,) = (str(row[1]) for row in found["支付率"] if row[0] == "取自")
    assert "列出最早的 3 行，共 36 条记录。" in told
    assert "marts.orders · business_date · count(*) filter (is_paid) / count(*)" in told
    assert "2026-10-01 – 2026-10-31" in told


def test_every_row_stands_in_its_file_at_that_record(made: Made) -> None:
    rows = made.connection.execute(
        "select agent_id, kpi, cells, places from score.counted_rows where period = '2026-10'"
    ).fetchall()
    assert len(rows) > 50
    looked_at = 0
    for who, kpi, cells, places in rows:
        told = json.loads(places)
        assert told and all(0 < len(place["records"]) <= RECORDS for place in told), kpi
        for place in told:
            texts = [record(made.home, place, number) for number in place["records"]]
            assert all(f"{who}-buyer-" in text for text in texts), (kpi, place)
            lines = (made.home / place["file"]).read_text(encoding="utf-8").splitlines()
            for number in place["lines"]:
                assert f"{who}-buyer-" in lines[number - 1]
            order = json.loads(cells).get("order_id")
            if order and place["source"] == "trial_orders":
                assert [order in text for text in texts] == [True]
                looked_at += 1
    assert looked_at > 20


def test_nobody_finds_another_agents_rows_on_the_sheet(made: Made) -> None:
    for who, name in NAMES.items():
        for book in made.folder.glob("*.xlsx"):
            if name in fastexcel.read_excel(book).sheet_names:
                text = str([sheet(book, name), sheet(book, f"{name} 依据")])
                assert f"{who}-buyer-" in text
                assert not [other for other in NAMES if other != who and f"{other}-" in text]


def test_an_item_leads_to_what_was_counted_for_it(made: Made) -> None:
    book = made.folder / "售前一组.xlsx"
    names = fastexcel.read_excel(book).sheet_names
    number = names.index("李小明") + 1
    with zipfile.ZipFile(book) as archive:
        xml = archive.read(f"xl/worksheets/sheet{number}.xml").decode()
    links = dict(re.findall(r'<hyperlink ref="A(\d+)" location="\'李小明 依据\'!A(\d+)"', xml))
    form, counted = sheet(book, "李小明"), sheet(book, "李小明 依据")
    items = {form[int(item) - 1][0]: counted[int(at) - 1][0] for item, at in links.items()}
    assert items["支付率"] == "支付率"
    assert set(items.values()) == KPIS


def test_the_same_rows_are_listed_again(made: Made) -> None:
    query = "select * from score.counted_rows order by all"
    before = made.connection.execute(query).fetchall()
    count_period(made.connection, made.desk, OCTOBER)
    assert made.connection.execute(query).fetchall() == before


def test_a_close_keeps_what_was_counted_and_verifies_without_the_logs(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(made.desk), "ledger", property(lambda _: tmp_path / "ledger"))
    monkeypatch.setattr(type(made.desk), "exports", property(lambda _: tmp_path / "exports"))
    done = close(made.connection, made.desk, OCTOBER, by="王主管", anyway="发薪日")
    rows = (done.folder / "counted_rows.jsonl").read_text(encoding="utf-8").splitlines()
    ((kept,),) = made.connection.execute("select count(*) from score.counted_rows").fetchall()
    assert len(rows) == kept > 0
    verdict = verify(made.desk, OCTOBER)
    assert (verdict.faults, verdict.remarks) == ([], [])
    made.connection.execute("delete from score.notices")
