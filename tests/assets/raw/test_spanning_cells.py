"""Cells that go over several lines are told, however the bytes come, and stay one cell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.desk.home import Desk
from assets.files.spanning import spans_lines
from assets.raw.load import ingest
from assets.warehouse import open_warehouse


def by_hand(text: bytes) -> bool:
    is_open = False
    for letter in text:
        if letter == ord('"'):
            is_open = not is_open
        elif is_open and letter in b"\r\n":
            return True
    return False


@settings(deadline=None)
@given(st.lists(st.text('"\n\r,a', max_size=8).map(str.encode), max_size=6))
def test_an_open_quote_at_a_line_s_end_is_seen(pieces: list[bytes]) -> None:
    assert spans_lines(pieces, '"') == by_hand(b"".join(pieces))


@pytest.mark.parametrize("files", [1, 3])
def test_a_chat_whose_texts_look_like_records_keeps_its_messages(desk: Desk, files: int) -> None:
    """Over several buffers of the reader, which would otherwise begin within such a text."""
    head = "message_id,conversation_id,at,sender_role,agent_id,customer_id,body\n"
    cells = "c1,2026-03-02 10:00:00,customer,ann,ned"
    false = "\n".join(f"x{n},{cells},no" for n in range(20))
    folder = desk.landing / "chat_messages"
    folder.mkdir(parents=True)
    for number in range(files):
        with (folder / f"chat-{number}.csv").open("w", encoding="utf-8") as file:
            file.write(head)
            for n in range(20_000):
                file.write(f'm{number}-{n},{cells},"{false}{"," * (n % 7)}"\n')
    with open_warehouse(desk) as connection:
        loads = ingest(desk, connection).loads
        found = connection.execute("select message_id from raw.chat_messages").fetchall()
    assert {name for (name,) in found} == {f"m{f}-{n}" for f in range(files) for n in range(20_000)}
    assert {(load.records_read, load.loaded, load.rejected) for load in loads} == {
        (20_000, 20_000, 0)
    }
