"""What a file would become: its source and why, or the sources that come nearest."""

import json
import zipfile
from pathlib import Path

import pytest

from assets.desk.home import Desk
from assets.probe.check import Fit, check, files_at
from metrics.documents import Problem
from metrics.label import Language

ORDERS = "order_id,placed_at,status,customer_id,colour\n"
GOOD = "o1,2026-10-01 09:00:00,paid,lihua,red\n"
BAD = "o2,yesterday,paid,lihua,red\n"
QUEUE_LOG = (
    "1767225600|1767225600.1|sales|NONE|ENTERQUEUE||13800000000|1\n"
    "1767225605|1767225600.1|sales|cs-mint|CONNECT|5|1767225600.2|3\n"
    "1767225700|NONE|sales|cs-mint|PAUSE|lunch\n"
)


def checked(path: Path, desk: Desk | None = None, language: Language = "en") -> Fit:
    (file,) = files_at([path])
    return check(file, desk, language)


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_a_fitting_source_is_named_with_its_headers_and_rows(tmp_path: Path) -> None:
    fit = checked(written(tmp_path / "orders.csv", ORDERS + GOOD))
    (reading,) = fit.readings
    assert reading.source.id == "canonical_orders"
    assert reading.origins.needed == ["order_id", "placed_at"]
    assert reading.origins.offered == ["status", "customer_id"]
    assert [*reading.origins.unused] == ["colour"]
    (row,) = reading.preview.rows
    assert str(row["placed_at"]) == "2026-10-01 09:00:00"
    assert row["customer_id"] != "lihua"
    assert fit.is_good


def test_times_are_read_in_the_zone_of_the_desk(tmp_path: Path, desk: Desk) -> None:
    (reading,) = checked(written(tmp_path / "orders.csv", ORDERS + GOOD), desk).readings
    assert str(reading.preview.rows[0]["placed_at"]) == "2026-10-01 01:00:00"


@pytest.mark.parametrize(("language", "word"), [("en", "is not a time"), ("zh", "不是时间")])
def test_a_refused_record_is_told_with_line_and_column(
    tmp_path: Path, language: Language, word: str
) -> None:
    fit = checked(written(tmp_path / "orders.csv", ORDERS + GOOD + BAD), language=language)
    (reading,) = fit.readings
    (refusal,) = reading.preview.refusals
    assert (refusal.records, refusal.record, refusal.line) == (1, 2, 3)
    assert refusal.column == "placed_at"
    assert word in refusal.reason
    assert not fit.is_good


def test_one_kind_of_fault_is_told_once_with_its_first_record(tmp_path: Path) -> None:
    bad = "".join(f"o{n},{n}/10/2026,paid,lihua,red\n" for n in range(1, 30))
    (reading,) = checked(written(tmp_path / "orders.csv", ORDERS + GOOD + bad)).readings
    (refusal,) = reading.preview.refusals
    assert (refusal.records, refusal.record, refusal.line) == (29, 2, 3)


def test_a_name_of_an_unfinished_file_is_told(tmp_path: Path) -> None:
    fit = checked(written(tmp_path / "orders.csv.part", ORDERS + GOOD))
    assert fit.readings == []
    assert "rename it" in fit.reason


@pytest.mark.parametrize("records", [1, 3000])
def test_what_the_source_leaves_out_is_no_fault(tmp_path: Path, records: int) -> None:
    header = (
        "vru+line\tcall_id\tcustomer_id\ttype\tdate\tvru_entry\tq_time\toutcome\tser_time\tserver\n"
    )
    call = "A1\t1\t0\tPS\t990104\t9:00:05\t0\tPHANTOM\t0\tNO_SERVER\n"
    fit = checked(written(tmp_path / "january.txt", header + call * records))
    (reading,) = fit.readings
    assert (reading.preview.left_out, reading.preview.refused) == (records, 0)
    assert fit.is_good


def test_copies_of_a_record_are_counted_as_duplicates(tmp_path: Path) -> None:
    (reading,) = checked(written(tmp_path / "orders.csv", ORDERS + GOOD + GOOD)).readings
    assert (reading.preview.load.loaded, reading.preview.load.duplicates) == (1, 1)


def test_a_source_that_reads_beside_another_is_shown_too(tmp_path: Path) -> None:
    fit = checked(written(tmp_path / "queue_log", QUEUE_LOG))
    assert [one.source.log for one in fit.readings] == ["call_events", "agent_states"]
    assert all(one.preview.rows for one in fit.readings)


def test_people_and_month_end_tables_are_known_too(tmp_path: Path) -> None:
    fit = checked(written(tmp_path / "agents.csv", "工号,姓名,班组\ncs-mint,薄荷,售前\n"))
    assert [one.source.id for one in fit.readings] == ["people_agents"]
    assert fit.is_good


def test_unused_headers_come_with_names_that_sources_know(tmp_path: Path) -> None:
    text = "order_id,placed_at,客服账号,colour\no1,2026-10-01,cs-mint,red\n"
    (reading,) = checked(written(tmp_path / "orders.csv", text)).readings
    assert [name.column for name in reading.origins.unused["客服账号"]] == ["agent_id"]
    assert reading.origins.unused["客服账号"][0].source
    assert reading.origins.unused["colour"] == []


def test_yesterdays_header_finds_the_nearest_sources(tmp_path: Path) -> None:
    text = (
        "order_id,customer_id,order_state,order_purchase_timestamp,order_approved_at,"
        "order_delivered_carrier_date,order_delivered_customer_date\no1,c1,paid,,,,\n"
    )
    fit = checked(written(tmp_path / "orders.csv", text))
    assert fit.readings == []
    near = fit.nearest[0]
    assert near.source.id == "olist_orders"
    assert near.lacking == ["order_status"]
    assert near.alike == {"order_status": "order_state"}
    assert 1 <= len(fit.nearest) <= 3
    assert fit.can_be_drafted


def test_the_nearest_source_is_found_however_the_file_is_encoded(tmp_path: Path) -> None:
    text = (
        "order_id;customer_id;order_status;order_purchase_timestamp;order_approved_at;"
        "order_delivered_carrier_date;order_delivered_customer_date\no1;王;paid;;;;\n"
    )
    near = checked(written(tmp_path / "orders.csv", text, "utf-16")).nearest[0]
    assert (near.source.id, near.lacking) == ("olist_orders", [])
    assert near.differing == {"encoding": ("utf-8", "utf-16"), "delimiter": (",", ";")}


def test_json_is_compared_at_the_records_of_each_source(tmp_path: Path) -> None:
    ticket = {"id": 1, "created_at": "2026-10-01T09:00:00Z", "status": "open", "requester_id": 5}
    document = json.dumps({"tickets": [ticket], "count": 1})
    fit = checked(written(tmp_path / "tickets.json", document))
    near = {one.source.id: one for one in fit.nearest}
    assert near["zendesk_tickets"].lacking == ["updated_at"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff\xfe\x07" * 50])
def test_what_is_no_log_has_a_reason_and_no_draft(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    fit = checked(tmp_path / "x.csv")
    assert (fit.readings, fit.nearest, fit.can_be_drafted) == ([], [], False)
    assert fit.reason


def test_a_folder_and_a_zip_stand_for_their_files(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    written(tmp_path / "logs" / "orders.csv", ORDERS + GOOD)
    with zipfile.ZipFile(tmp_path / "logs" / "two.zip", "w") as archive:
        archive.writestr("a.csv", ORDERS + GOOD)
        archive.writestr("b.csv", ORDERS + BAD)
    files = files_at([tmp_path / "logs"])
    fits = [check(file, None, "en") for file in files]
    assert [fit.file for fit in fits] == ["orders.csv", "two.zip/a.csv", "two.zip/b.csv"]
    assert [fit.is_good for fit in fits] == [True, True, False]


def test_a_missing_file_and_an_empty_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"nothing\.csv: there is no such file"):
        files_at([tmp_path / "nothing.csv"])
    with pytest.raises(Problem, match="there is no file in this folder"):
        files_at([tmp_path])


def test_checking_changes_nothing(tmp_path: Path, desk: Desk) -> None:
    path = written(tmp_path / "orders.csv", ORDERS + GOOD)
    before = sorted(desk.home.rglob("*"))
    checked(path, desk)
    assert sorted(desk.home.rglob("*")) == before
    assert path.read_text() == ORDERS + GOOD
