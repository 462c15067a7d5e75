"""A draft declares what the cells prove, asks for the rest, and is a valid source at once."""

from pathlib import Path

import pytest

from assets.desk.home import Desk
from assets.files.landing import landed_file
from assets.probe.draft import Draft, draft, draft_path, id_of, write_draft
from assets.probe.sniff import sniff
from assets.raw.load import ingest
from assets.sources.catalogue import load_sources
from assets.sources.source import Source, read_source
from assets.warehouse import open_warehouse
from metrics.documents import Problem
from metrics.label import Language

HEADER = "Ticket no;Created;Status;Assigned to;Paid\n"


def drafted(tmp_path: Path, text: str, log: str = "", language: Language = "en") -> Draft:
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    (file,) = landed_file(path, path.name, path.parent)
    return draft(path.name, sniff(file), load_sources(), language, log)


def read(tmp_path: Path, made: Draft) -> Source:
    path = tmp_path / "drafted.yml"
    path.write_text(made.text, encoding="utf-8")
    return read_source(path)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("log", ["tickets", "calls", "chat_reports", "refunds"])
def test_every_draft_is_a_valid_source(tmp_path: Path, log: str, language: Language) -> None:
    text = 'a: b,"x\nlog: y",*c,列\n1,2,3,4\n5,6,7,8\n'
    made = drafted(tmp_path, text, log, language)
    source = read(tmp_path, made)
    required = {name for name, column in source.canonical.columns.items() if column.required}
    assert set(made.to_fill) == required


def test_what_must_be_filled_in_keeps_the_draft_from_taking_a_file(tmp_path: Path) -> None:
    made = drafted(tmp_path, "ticket_id,colour\nt1,red\n", "tickets")
    source = read(tmp_path, made)
    assert made.to_fill == ["created_at"]
    assert source.missing_headers(["ticket_id", "colour"]) == ["FILL IN: the header for created_at"]
    assert "When it was opened." in made.text


@pytest.mark.parametrize(
    ("cells", "entry"),
    [
        (["13/02/2026 09:00", "01/02/2026 10:00"], "{from: created_at, format: '%d/%m/%Y %H:%M'}"),
        (["02/13/2026", "02/01/2026"], "{from: created_at, format: '%m/%d/%Y'}"),
        (["2026年2月13日", "2026年2月1日"], "{from: created_at, format: '%Y年%m月%d日'}"),
        (["2026-02-13T09:00:00Z"], "created_at"),
        (["1771000000"], "{from: created_at, format: '%s'}"),
        (["1771000000000"], "{from: created_at, format: '%s', unit: ms}"),
    ],
)
def test_a_date_format_that_the_cells_prove_is_declared(
    tmp_path: Path, cells: list[str], entry: str
) -> None:
    made = drafted(tmp_path, "ticket_id,created_at\n" + "".join(f"t,{one}\n" for one in cells))
    assert f"  created_at: {entry}\n" in made.text
    assert made.to_fill == []


def test_a_date_that_can_be_read_two_ways_is_left_to_choose(tmp_path: Path) -> None:
    made = drafted(tmp_path, "ticket_id,created_at\nt1,03/04/2026\nt2,05/06/2026\n")
    assert "#   created_at: {from: created_at, format: '%d/%m/%Y'}" in made.text
    assert "#   created_at: {from: created_at, format: '%m/%d/%Y'}" in made.text
    assert made.to_fill == ["created_at"]


def test_words_that_the_log_does_not_know_are_left_to_explain(tmp_path: Path) -> None:
    text = "call_id,queued_at,outcome\nc1,2026-10-01 09:00:00,TALKED\nc2,2026-10-01 09:01:00,GONE\n"
    made = drafted(tmp_path, text)
    assert "#   outcome: {from: outcome, values: {GONE: '?', TALKED: '?'}}" in made.text
    assert made.to_fill == ["outcome"]


def test_a_draft_repeats_no_word_that_may_name_a_customer(tmp_path: Path) -> None:
    told = ["13800000000", "lihua@example.com", "Please call me back about the lost parcel, Li Hua"]
    lines = "".join(f'c{n},2026-10-01 09:00:00,"{one}"\n' for n, one in enumerate(told))
    made = drafted(tmp_path, "call_id,queued_at,outcome\n" + lines)
    assert [one for one in told if one in made.text] == []
    assert made.to_fill == ["outcome"]


def test_a_header_that_names_customers_somewhere_gives_pseudonyms_alone(tmp_path: Path) -> None:
    made = drafted(tmp_path, "message_id,at,sender_role,author_id\nm1,2026-10-01,agent,lihua\n")
    columns = read(tmp_path, made).columns
    assert [name for name, one in columns.items() if "author_id" in one.names] == ["customer_id"]


def test_words_that_a_shipped_source_knows_are_taken_from_it(tmp_path: Path) -> None:
    made = drafted(tmp_path, "订单编号,订单创建时间,订单状态\n1,2026-10-01 09:00:00,交易成功\n")
    assert "status: {from: 订单状态, values: {交易成功: finished}}" in made.text


def test_marks_of_numbers_and_words_for_nothing_are_declared(tmp_path: Path) -> None:
    text = "order_id;placed_at;amount\n1;2026-10-01;1.234,50\n2;2026-10-02;-\n"
    source = read(tmp_path, drafted(tmp_path, text))
    assert (source.delimiter, source.decimal_mark, source.thousands) == (";", ",", ".")
    assert source.null_words == ["", "-"]


def test_a_span_tells_its_unit(tmp_path: Path) -> None:
    text = (
        "call_id,queued_at,outcome,wait_seconds,talk_seconds\nc,2026-10-01,answered,0:05,1分20秒\n"
    )
    source = read(tmp_path, drafted(tmp_path, text))
    assert source.columns["wait_seconds"].unit == "hms"
    assert source.columns["talk_seconds"].unit == "words"


def test_headers_that_no_column_takes_are_listed_with_a_hint(tmp_path: Path) -> None:
    text = "ticket_id,created_at,responsible_group,colour\nt1,2026-10-01,After-sales,red\n"
    made = drafted(tmp_path, text)
    assert "  #   responsible_group   → team?\n" in made.text
    assert "  #   colour\n" in made.text


def test_a_whole_draft_loads_the_file_that_it_was_made_from(tmp_path: Path, desk: Desk) -> None:
    text = "订单号;下单时间;实付;买家\n1;2026/10/01 09:05;12,50;甲\n2;2026/10/02 10:05;3,00;乙\n"
    header = {"订单号": "order_id", "下单时间": "placed_at"}
    made = drafted(tmp_path, text, "orders")
    filled = made.text
    for name, column in header.items():
        gap = f"'FILL IN: the header for {column}'"
        filled = filled.replace(gap, f'{{from: {name}, format: "%Y/%m/%d %H:%M"}}')
    write_draft(filled, draft_path("web_shop", desk.home))
    (tmp_path / "export.csv").rename(desk.landing / "export.csv")
    with open_warehouse(desk) as connection:
        ingested = ingest(desk, connection)
    assert ingested.refusals == {}
    assert [(one.source, one.loaded, one.rejected) for one in ingested.loads] == [
        ("web_shop", 2, 0)
    ]


def test_a_log_that_no_header_tells_must_be_named(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="name one with --log: agent_states, agents"):
        drafted(tmp_path, "x,y\n1,2\n")
    with pytest.raises(Problem, match=r'no log "orderz".+"orders"'):
        drafted(tmp_path, "x,y\n1,2\n", "orderz")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    write_draft("one", tmp_path / "sources" / "x.yml")
    with pytest.raises(Problem, match="stands already"):
        write_draft("two", tmp_path / "sources" / "x.yml")
    assert (tmp_path / "sources" / "x.yml").read_text() == "one"


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("landing/ExportOrderList202610.csv.gz", "exportorderlist"),
        ("Calls 2026-10-01.xlsx", "calls"),
        ("客服绩效_20261001.xlsx", "my_source"),
    ],
)
def test_an_id_leaves_out_what_changes_daily(file: str, source: str) -> None:
    assert id_of(file) == source


def test_a_draft_has_an_id_of_its_own(tmp_path: Path) -> None:
    assert draft_path("web_shop", tmp_path) == tmp_path / "sources" / "web_shop.yml"
    assert draft_path("here.yml", None) == Path("here.yml")
    for name, home, why in [
        ("olist_orders", tmp_path, "shipped source"),
        ("web shop", tmp_path, "no id"),
        ("web_shop", None, "no desk"),
    ]:
        with pytest.raises(Problem, match=why):
            draft_path(name, home)
