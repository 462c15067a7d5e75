"""Hashed once per vector or once per record, a customer's pseudonym is the same."""

import hashlib

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.desk.home import Desk
from assets.raw.load import ingest
from assets.raw.pseudonym import FEW, allow_pseudonyms, pseudonym
from assets.warehouse import open_warehouse

KEY = "0123456789abcdef"
TEXTS = st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def by_hand(key: str, text: str | None) -> str | None:
    return None if text is None else hashlib.sha256((key + text).encode()).hexdigest()[:20]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(TEXTS, st.integers(1, 2 * FEW)), max_size=40))
def test_both_ways_give_what_hashing_by_hand_gives(runs: list[tuple[str | None, int]]) -> None:
    texts = [text for text, times in runs for _ in range(times)]
    with duckdb.connect() as connection:
        allow_pseudonyms(connection, KEY)
        allow_pseudonyms(connection, KEY)
        each, shared = pseudonym("text"), pseudonym("text", recurs=True)
        found = connection.execute(
            f"select {each}, {shared} from (select unnest($texts::varchar[]) as text)",
            {"texts": texts},
        ).fetchall()
    assert found == [(by_hand(KEY, text), by_hand(KEY, text)) for text in texts]


def test_customers_of_a_chat_are_those_of_its_file(desk: Desk) -> None:
    """Over several vectors: customers whose messages stand together, then one message each."""
    customers = [f"顾客{n // 500 if n < 10_000 else n}" for n in range(20_000)]
    folder = desk.landing / "chat_messages"
    folder.mkdir(parents=True)
    with (folder / "chat.csv").open("w", encoding="utf-8") as file:
        file.write("message_id,at,sender_role,agent_id,customer_id\n")
        for n, customer in enumerate(customers):
            file.write(f"m{n},2026-03-02 10:00:00,customer,ann,{customer}\n")
    with open_warehouse(desk) as connection:
        ingest(desk, connection)
        found = connection.execute("select message_id, customer_id from raw.chat_messages")
        stored = dict(found.fetchall())
    key = desk.pseudonym_key().hex()
    assert stored == {f"m{n}": by_hand(key, customer) for n, customer in enumerate(customers)}
