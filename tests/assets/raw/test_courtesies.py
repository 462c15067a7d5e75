"""Closing courtesies are told while loading, whether or not texts are kept."""

import json
from typing import TYPE_CHECKING

import pytest

from assets.desk.home import Desk
from assets.raw.courtesy import load_courtesies
from assets.raw.load import ingest
from assets.raw.log import load_logs
from assets.warehouse import open_warehouse
from metrics.documents import Problem
from tests.conftest import MakeDesk

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SOURCE = """label: {en: Chats, zh: 聊天}
log: chat_messages
format: jsonl
columns: {message_id: id, at: at, sender_role: who, agent_id: agent, customer_id: buyer%s}
"""
CLOSING = (
    "谢谢", "好的，谢谢！", " 好 的 ", "嗯嗯～", "收到🙏谢谢", "辛苦了[]", "OK", "Ok, thanks!",
    "Thank you :-)", "T.Y.", "bye\nbye", "GOT IT ✔", "👌", "👍🏽", "❤️", "👨‍👩‍👧", "...", "！！！",
    "~", "知道了\u3000", "\u200b行",
)  # fmt: skip
OPEN = (
    "?", "？", "？？", "ok?", "可以？", "👌?", "谢谢吗", "好的什么时候发", "在吗", "1",
    "okay then", "好好好", "Thanks, but where is my parcel", "谢" * 30, "谢谢" + "!" * 30,
    "...?", "", "   ", None,
)  # fmt: skip


def land(desk: Desk, text_from: str = "text") -> None:
    """Each text as a customer's, then the first as an agent's; one record has no text at all."""
    said = [("customer", text) for text in (*CLOSING, *OPEN)] + [("agent", CLOSING[0])]
    records: list[dict[str, str | None]] = [
        {
            "id": str(number),
            "at": "2026-10-01 10:00:00",
            "who": who,
            "agent": "a",
            "buyer": "b",
            text_from: text,
        }
        for number, (who, text) in enumerate(said)
    ]
    lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in records]
    lines.append('{"id": "none", "at": "2026-10-01 10:00:00", "who": "Customer"}\n')
    (desk.landing / "chats.jsonl").write_text("".join(lines), encoding="utf-8")


def write_source(desk: Desk, more: str = ", body: {from: text, optional: true}") -> None:
    (desk.home / "sources" / "test_chats.yml").write_text(SOURCE % more, encoding="utf-8")


def flags(connection: "DuckDBPyConnection") -> dict[str, bool | None]:
    return dict(
        connection.execute("select message_id, is_courtesy from raw.chat_messages").fetchall()
    )


@pytest.mark.parametrize("keeps", [True, False])
def test_a_customer_who_only_thanks_agrees_or_says_goodbye_is_known(
    make_desk: MakeDesk, keeps: bool
) -> None:
    desk = make_desk(f"privacy: {{keep_message_text: {str(keeps).lower()}}}")
    write_source(desk)
    land(desk)
    with open_warehouse(desk) as connection:
        ingest(desk, connection)
        found = flags(connection)
        ((kept,),) = connection.execute("select count(body) > 0 from raw.chat_messages").fetchall()
    wanted = [*[True] * len(CLOSING), *[False] * (len(OPEN) + 1)]
    assert {str(n): flag for n, flag in enumerate(wanted)} | {"none": False} == found
    assert kept == keeps


def test_nothing_is_known_where_no_text_comes_along(
    desk: Desk, warehouse: "DuckDBPyConnection"
) -> None:
    write_source(desk, "")
    land(desk)
    optional = SOURCE.replace("jsonl", "csv") % ", body: {from: text, optional: true}"
    (desk.home / "sources" / "test_tables.yml").write_text(optional, encoding="utf-8")
    line = "id,at,who,agent,buyer\nc,2026-10-01 10:00:00,customer,a,b\n"
    (desk.landing / "chats.csv").write_text(line, encoding="utf-8")
    ingest(desk, warehouse)
    assert set(flags(warehouse).values()) == {None}
    assert "c" in flags(warehouse)


def test_records_that_are_read_with_care_are_told_alike(
    desk: Desk, warehouse: "DuckDBPyConnection"
) -> None:
    """A blank around an agent's name, and a text of two lines, put a record in doubt."""
    source = SOURCE.replace("jsonl", "csv") % ", body: text"
    (desk.home / "sources" / "test_chats.yml").write_text(source, encoding="utf-8")
    content = (
        "id,at,who,agent,buyer,text\n"
        '1,2026-10-01 10:00:00,customer, a ,b,"bye\nbye"\n'
        '2,2026-10-01 10:00:00,customer, a ,b,"bye\nbye?"\n'
        "3,2026-10-01 10:00:00,customer, a ,b,  谢谢 \n"
        "4,2026-10-01 10:00:00,customer,a,b,\n"
        "5,2026-10-01 10:00:00,agent,a,b,谢谢\n"
    )
    (desk.landing / "chats.csv").write_text(content, encoding="utf-8")
    ingest(desk, warehouse)
    assert flags(warehouse) == {"1": True, "2": False, "3": True, "4": False, "5": False}


def test_no_source_maps_it(desk: Desk, warehouse: "DuckDBPyConnection") -> None:
    write_source(desk, ", is_courtesy: text")
    with pytest.raises(Problem, match='chat_messages has no column "is_courtesy"'):
        ingest(desk, warehouse)


def test_the_list_is_written_as_texts_are_compared() -> None:
    texts = load_courtesies().texts
    assert len(set(texts)) == len(texts)
    assert all(one.isalnum() and one == one.lower() for one in texts)
    assert max(map(len, texts)) <= load_courtesies().longest


@pytest.mark.parametrize(
    ("log", "new"), [("chat_messages", ["is_courtesy"]), ("tickets", ["rating", "is_verified"])]
)
def test_a_warehouse_of_old_gets_columns_that_came_later(
    desk: Desk, warehouse: "DuckDBPyConnection", log: str, new: list[str]
) -> None:
    table = load_logs()[log].table
    ingest(desk, warehouse)
    for column in new:
        warehouse.execute(f"alter table {table} drop column {column}")
    warehouse.execute(f"insert into {table} (source, file_id) values ('old', 0)")
    ingest(desk, warehouse)
    assert warehouse.execute(f"select {', '.join(new)} from {table}").fetchall() == [
        (None,) * len(new)
    ]
    write_source(desk)
    land(desk)
    ingest(desk, warehouse)
    assert sum(flag is True for flag in flags(warehouse).values()) == len(CLOSING)
