"""No customer's name, number, address or word is found in anything that a desk makes or keeps."""

import csv
import io
import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from struct import pack

import duckdb
import pytest
import xlsxwriter

from assets.desk.home import open_desk
from assets.raw.load import ingest
from assets.warehouse import open_warehouse
from pipelines.demo.simulate import simulate
from tests.command import deskmark

# What customers are known by, none of it in any other text of the desk.
NICKS = ("tb_qixingcaopu", "柒星草铺小号", "jd_ouyanglanzhou", "欧阳览舟本尊", "tb88421907无名")
PHONES = ("13907152468", "139-0715-2469", "139 0715 2470", "+8613907152471", "02787654399")
SPELT = PHONES[1:3]  # no number for a program
MAILS = ("lanzhou.ouyang@qixing.example", "LANZHOU_77@qixing.example")
ADDRESSES = ("星洲省览舟市柒星路七十七弄9号", "77 Qixing Lane, Lanzhoutown")
WORDS = ("我的包裹被览舟邻居拿走了", "please call my sister Qixinghua", "麻烦送到柒星物业")
PEOPLE = ("欧阳览舟", "Lanzhou Ouyang", "諸葛柒星")
PLANTED = (*NICKS, *PHONES, *MAILS, *ADDRESSES, *WORDS, *PEOPLE)
# No customers: these must be found, or the search finds nothing at all.
CONTROL, DESK = "CONTROLSHOP对照店", "对照台"

ORDER = {"订单编号": "", "买家会员名": NICKS[0], "店铺名称": CONTROL, "总金额": "10",
         "买家实际支付金额": "10", "订单状态": "交易成功", "订单创建时间": "2026-10-30 10:00:00",
         "订单付款时间": "2026-10-30 10:05:00", "收货人姓名": PEOPLE[0], "联系手机": PHONES[0],
         "收货地址": ADDRESSES[0], "订单备注": WORDS[2]}  # fmt: skip
MESSAGE = {"msg_id": "", "session_id": "s1", "sent_at": "2026-10-30 10:00:00", "sender": "buyer",
           "agent_account": "a1", "buyer_nick": NICKS[2], "shop": CONTROL, "platform": "jd",
           "text": WORDS[0], "buyer_phone": PHONES[3]}  # fmt: skip
TICKET = {"ticket_id": "", "created_at": "2026-10-30T10:00:00", "updated_at": "2026-10-30T11:00",
          "solved_at": "2026-10-30T11:00:00", "status": "solved", "priority": "high",
          "assignee": "a1", "requester": MAILS[0], "subject": WORDS[1],
          "phone": PHONES[2]}  # fmt: skip
REFUND = {"退款编号": "", "订单编号": "P1", "买家会员名称": NICKS[4], "售后类型": "仅退款",
          "退款状态": "退款成功", "买家退款金额": "10", "退款的申请时间": "2026-10-30 10:00:00",
          "退款完结时间": "2026-10-30 12:00:00", "退货地址": ADDRESSES[1], 
          "买家留言": WORDS[1]}  # fmt: skip


# What six people are paid beside their scores: nobody's business but their own.
BONUSES = {f"A00{place}": f"7{place}{place}19.{place}7" for place in range(1, 7)}
ENTERED = {"work_task": "10", "work_attitude": "5", "late_or_early_count": "0", "leave_days": "0",
           "sales_commission": "0"}  # fmt: skip


def table(records: list[dict[str, str]], *broken: str) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, records[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue() + "".join(line + "\n" for line in broken)


def many(like: dict[str, str], **columns: tuple[str, ...]) -> list[dict[str, str]]:
    """A record for each of the values, with ids of their own in the first column."""
    first = next(iter(like))
    records = [like | {name: value} for name, values in columns.items() for value in values]
    return [record | {first: f"P{i}"} for i, record in enumerate(records, start=1)]


def plant(landing: Path) -> None:
    """In customers' columns and unmapped ones, in sound, broken, cut, shifted and foreign lines."""
    everybody = NICKS + PHONES + MAILS + PEOPLE
    orders = many(ORDER, 买家会员名=everybody, 订单创建时间=PLANTED, 总金额=SPELT)
    cells = [*ORDER.values()]
    content = table(
        orders,
        ",".join(["P901", CONTROL, *cells[1:]]),  # shifted: a name stands where the shop should
        ",".join(["P902", *cells[1:5]]),  # cut
        ",".join(['"P903', *cells[1:]]),  # a quote that is never closed
        *(f"P{904 + i},{text}" for i, text in enumerate(PLANTED)),
    )
    foreign = ",".join(["P950", *cells[1:]]).encode("utf-8") + b"\xff\xff\n"
    (landing / "ExportOrderList-planted.csv").write_bytes(content.encode("gb18030") + foreign)
    messages = many(MESSAGE, buyer_nick=everybody, sent_at=PLANTED, sender=NICKS, text=WORDS)
    lines = [json.dumps(one, ensure_ascii=i % 2 == 0) for i, one in enumerate(messages)]
    lines += [lines[0][:-40], lines[1][:-40], *PLANTED]
    (landing / "planted.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    tickets = many(TICKET, requester=everybody, created_at=PLANTED)
    text = table(tickets, "P901," + ",".join(PLANTED))
    (landing / "planted-tickets.csv").write_text(text, encoding="utf-8")
    wrong = table(tickets).encode("utf-16")  # of an encoding that nobody declared
    (landing / "wrong-tickets.csv").write_bytes(wrong)
    (landing / "headless.csv").write_text(text.split("\n", 1)[1], encoding="utf-8")
    renamed = text.replace("requester", MAILS[0], 1)  # a customer where a header should be
    (landing / "renamed-tickets.csv").write_text(renamed, encoding="utf-8")
    sheet = xlsxwriter.Workbook(landing / "planted.xlsx")
    rows = many(REFUND, 买家会员名称=everybody, 退款完结时间=PLANTED, 买家退款金额=SPELT)
    for position, row in enumerate([[*REFUND], *(list(record.values()) for record in rows)]):
        if position == 0:
            book = sheet.add_worksheet()
        book.write_row(position, 0, row)
    sheet.close()
    calls = "".join(
        f"1793332800|p{i}|desk|NONE|ENTERQUEUE||{phone}|1|{PEOPLE[1]}\n"
        f"17933328xx|p{i}|desk|NONE|ENTERQUEUE||{phone}|1\n"
        f"1793332810|p{i}|desk|NONE|ABANDON|1|1|10\n"
        for i, phone in enumerate(PHONES)
    )
    (landing / "queue_log.planted").write_text(calls, encoding="utf-8")


def plant_pay(folder: Path) -> None:
    """In place of what the demo enters, so that every form is whole."""
    for path in folder.iterdir():
        path.unlink()
    entered = [
        {"period": "2026-10", "agent_id": who, "input": name, "value": value}
        for who, bonus in BONUSES.items()
        for name, value in (ENTERED | {"bonus": bonus}).items()
    ]
    (folder / "planted-pay.csv").write_text(table(entered), encoding="utf-8")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A demo desk of three days with what was planted, run by the command; and what it said."""
    home = tmp_path_factory.mktemp("privacy") / "desk"
    home.mkdir()
    (home / "desk.yml").write_text(
        f"name: {DESK}\nlanguage: zh\ntime_zone: Asia/Shanghai\nstarts_on: 2026-10-01\n"
        "schemes: [{scheme: taobao-kpi-tiers, since: 2026-10}]\n",
        encoding="utf-8",
    )
    simulate(home, days=3, agents=6)
    plant(home / "landing")
    plant_pay(home / "month-end")
    done = deskmark("run", home=home)
    assert done.returncode in (0, 1), done.stderr
    said = done.stdout + done.stderr
    for words in ("doctor", "doctor --json", f"sources check {home / 'landing/planted.xlsx'}"):
        said += deskmark(*words.split(), home=home).stdout
    return home, said.encode()


def spellings(text: str) -> set[bytes]:
    """The text as programs write it into files."""
    found = {text.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")}
    return found | {json.dumps(text)[1:-1].encode(), repr(text)[1:-1].encode("unicode_escape")}


def contents(*folders: Path) -> Iterator[tuple[str, bytes]]:
    """Every file with its bytes, those of archives and workbooks unpacked."""
    for path in (path for folder in folders for path in sorted(folder.rglob("*"))):
        if not path.is_file():
            continue
        yield str(path), path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as book:
                yield from ((f"{path}:{name}", book.read(name)) for name in book.namelist())


def found_in_bytes(texts: tuple[str, ...], files: Iterator[tuple[str, bytes]]) -> list[str]:
    wanted = {spelling: text for text in texts for spelling in spellings(text)}
    return [
        f"{wanted[spelling]} in {name}"
        for name, content in files
        for spelling in sorted(wanted)
        if spelling in content
    ]


def found_in_tables(texts: tuple[str, ...], database: Path) -> list[str]:
    """DuckDB compresses what it stores, so that its tables must be asked."""
    pattern = "|".join(re.escape(text) for text in texts)
    found = []
    with duckdb.connect(database, read_only=True) as connection:
        tables = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() union all "
            "select schema_name || '.' || view_name from duckdb_views() where not internal"
        ).fetchall()
        assert len(tables) > 20
        for (table_name,) in tables:
            hits = connection.execute(
                f"select distinct unnest(regexp_extract_all(content::varchar, ?)) "
                f"from {table_name} as content",
                [pattern],
            ).fetchall()
            found += [f"{hit} in {table_name}" for (hit,) in hits]
    return found


def test_the_search_finds_what_is_no_secret(desk: tuple[Path, bytes]) -> None:
    home, _ = desk
    assert found_in_tables((CONTROL,), home / "var/warehouse.duckdb")
    assert found_in_tables((CONTROL,), home / "var/published/warehouse.duckdb")
    assert found_in_bytes((DESK,), contents(home / "site"))
    assert found_in_bytes((DESK,), contents(home / "exports"))
    assert found_in_bytes(("planted-tickets.csv",), contents(home / "var" / "dagster"))
    in_landing = found_in_bytes(PLANTED, contents(home / "landing"))
    assert {hit.split(" in ")[0] for hit in in_landing} == set(PLANTED)


def test_no_planted_identifier_is_in_any_byte_that_was_written(desk: tuple[Path, bytes]) -> None:
    home, said = desk
    made = {path.name for path in home.iterdir()}
    assert made >= {"var", "site", "exports"}
    folders = [home / name for name in made - {"landing", "people", "month-end"}]
    assert found_in_bytes(PLANTED, contents(*folders)) == []
    assert found_in_bytes(PLANTED, iter([("what the commands said", said)])) == []


@pytest.mark.parametrize("database", ["warehouse.duckdb", "published/warehouse.duckdb"])
def test_no_planted_identifier_is_in_any_table(desk: tuple[Path, bytes], database: str) -> None:
    assert found_in_tables(PLANTED, desk[0] / "var" / database) == []


def test_what_was_planted_was_read(desk: tuple[Path, bytes]) -> None:
    """A file that nobody reads keeps its secrets easily."""
    with duckdb.connect(desk[0] / "var/warehouse.duckdb", read_only=True) as connection:
        rows = connection.execute(
            "select log, sum(loaded), sum(rejected) from ops.loads where file like '%planted%' "
            "group by log"
        ).fetchall()
        refused = connection.execute("select file from ops.refusals").fetchall()
    assert {log for log, loaded, rejected in rows if loaded > 3 and rejected > 3} >= {
        "orders", "chat_messages", "tickets", "refunds", "call_events"
    }  # fmt: skip
    assert {("landing/headless.csv",), ("landing/wrong-tickets.csv",)} <= set(refused)


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_the_key_is_its_owners_alone_and_nowhere_else(desk: tuple[Path, bytes]) -> None:
    home, said = desk
    key_file = home / ".pseudonym-key"
    assert key_file.stat().st_mode & 0o777 == 0o600
    key = key_file.read_text(encoding="ascii").strip()
    raw = bytes.fromhex(key)
    others = (home / name for name in ("var", "site", "exports"))
    for name, content in (*contents(*others), ("what the commands said", said)):
        assert key.encode() not in content and raw not in content, name
    assert found_in_tables((key,), home / "var/warehouse.duckdb") == []


def test_message_text_is_kept_where_the_desk_asks_for_it_and_only_there(
    desk: tuple[Path, bytes], tmp_path: Path
) -> None:
    home = tmp_path / "desk"
    shutil.copytree(desk[0], home, ignore=shutil.ignore_patterns("var", "site", "exports"))
    with (home / "desk.yml").open("a", encoding="utf-8") as settings:
        settings.write("privacy: {keep_message_text: true}\n")
    asking = open_desk(home)
    with open_warehouse(asking) as connection:
        ingest(asking, connection)
    found = found_in_tables(PLANTED, asking.warehouse)
    assert {f"{word} in raw.chat_messages" for word in WORDS} == set(found)


def test_nobodys_pay_is_in_the_dashboard_the_run_storage_or_the_logs(
    desk: tuple[Path, bytes],
) -> None:
    home, said = desk
    with duckdb.connect(home / "var/warehouse.duckdb", read_only=True) as connection:
        rows = connection.execute("select agent_id, pay ->> 'wage' from score.results").fetchall()
    wages = {wage for _, wage in rows if wage is not None}
    amounts = {*BONUSES.values(), *wages}
    assert len(amounts) == 2 * len(BONUSES)
    spelt = (*amounts, *(f"{float(one):,.2f}" for one in amounts))
    handed_out = found_in_bytes(spelt, contents(home / "exports"))
    assert {hit.split(" in ")[0] for hit in handed_out} >= wages
    elsewhere = [home / "site", home / "var" / "dagster"]
    assert found_in_bytes(spelt, contents(*elsewhere)) == []
    assert found_in_bytes(spelt, iter([("what the commands said", said)])) == []
    packed = [pack(kind, float(one)) for one in amounts for kind in ("<d", ">d")]
    for name, content in contents(*elsewhere):
        assert not [one for one in packed if one in content], name
