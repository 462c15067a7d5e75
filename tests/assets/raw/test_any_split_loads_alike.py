"""However records are split into files, and in whatever order these come, the desk is the same.

A history is a list of things that happen to the desk's folders, loads among them. What a desk
holds after it must be what one clean load of the files gives that it has seen last, by name.
"""

import csv
import gzip
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.desk.home import Desk, open_desk
from assets.raw.load import ingest
from assets.warehouse import open_warehouse
from sql import load_models
from tests.assets.raw.plain_rules import SHAPES, Counted, Record, Row, Shape, expected

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

TIMES = ("2026-10-01 03:59:59", "2026-10-01 04:00:00", "2026-10-02 23:30:00", "2026-10-03 00:10:00")
BROKEN_TIMES = ("2026-10-01 25:00:00", "yesterday")
REMARKS = ("", "plain", "a, b", "two\nlines", 'a "quoted" word', "备注")
TEXTS = {
    "order_id": ("1", "2", "3", "", " 1 "),
    "customer_id": ("ann", "bob", "张三", ""),
    "shop": ("east", "west"),
    "message_id": ("1", "2", "3", "4", ""),
    "sender_role": ("customer", "agent"),
    "ticket_id": ("1", "2"),
    "event": ("created", "status"),
    "actor_id": ("ann", ""),
    "agent_id": ("a1", "a2", ""),
    "value": ("open", "closed", ""),
    "actor_role": ("agent", "bot"),
    "period": ("2026-09", "2026-10"),
    "input": ("attitude", "discipline", ""),
    "rater": ("r1", ""),
    "note": ("", "fine"),
}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """The content of a file; one with a wrong header can't be taken."""

    records: tuple[tuple[tuple[str, str | None], ...], ...]
    has_header: bool = True

    def dicts(self) -> list[Record]:
        return [dict(record) for record in self.records]


@dataclass(frozen=True)
class Event:
    """`write` or `delete` a file, or `load` the desk."""

    what: str
    log: str = ""
    name: str = ""
    content: Written = Written(())


def records(shape: Shape) -> st.SearchStrategy[tuple[tuple[str, str | None], ...]]:
    cells: dict[str, st.SearchStrategy[str | None]] = {}
    for column in shape.columns:
        if column in shape.times:
            cells[column] = st.sampled_from((*TIMES * 3, *BROKEN_TIMES, ""))
        elif column in shape.money:
            cells[column] = st.sampled_from(("1", "2.50", "-3", "", "x"))
        else:
            cells[column] = st.sampled_from(TEXTS[column])
    last = shape.columns[-1]
    whole = st.fixed_dictionaries({"remark": st.sampled_from(REMARKS), **cells})
    cut = whole.map(lambda record: record | {"remark": "plain", last: None})
    record = st.one_of(whole, whole, whole, whole, cut)
    return record.map(lambda record: tuple(record.items()))


def contents(shape: Shape) -> st.SearchStrategy[Written]:
    lists = st.lists(records(shape), max_size=5).map(tuple)
    return st.builds(Written, lists, st.sampled_from((True,) * 6 + (False,)))


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Writes draw on a few contents, so that copies, corrections and take-backs are common."""
    happenings: list[Event] = []
    for log in draw(st.lists(st.sampled_from([*SHAPES]), min_size=1, max_size=2, unique=True)):
        pool = draw(st.lists(contents(SHAPES[log]), min_size=1, max_size=4))
        names = [f"{log}-{name}" for name in ("a.csv", "b.csv", "B.csv", "c.csv.gz", "sub/0.csv")]
        write = st.builds(
            Event, st.just("write"), st.just(log), st.sampled_from(names), st.sampled_from(pool)
        )
        delete = st.builds(Event, st.just("delete"), st.just(log), st.sampled_from(names))
        happenings += draw(st.lists(st.one_of(write, write, write, delete), max_size=8))
    happenings = draw(st.permutations(happenings))
    loads = draw(st.lists(st.integers(0, len(happenings)), max_size=4))
    for position in sorted(loads, reverse=True):
        happenings.insert(position, Event("load"))
    return [*happenings, Event("load")]


@contextmanager
def new_desk() -> Iterator[Desk]:
    with TemporaryDirectory() as folder:
        home = Path(folder) / "desk"
        for name in ("landing", "month-end", "sources"):
            (home / name).mkdir(parents=True)
        ids = [f"trial_{log}" for log in SHAPES]
        (home / "desk.yml").write_text(
            f'name: T\ntime_zone: Asia/Shanghai\nday_starts_at: "04:00"\nsources: {ids}\n', "utf-8"
        )
        for log, shape in SHAPES.items():
            columns = "".join(
                f'  {name}: {{from: {name}, format: "%Y-%m-%d %H:%M:%S"}}\n'
                if name in shape.times
                else f"  {name}: {name}\n"
                for name in shape.columns
            )
            source = f"label: {{en: T, zh: 试}}\nlog: {log}\nformat: csv\ncolumns:\n{columns}"
            (home / "sources" / f"trial_{log}.yml").write_text(source, encoding="utf-8")
        (home / ".pseudonym-key").write_text("ab" * 32 + "\n", encoding="ascii")
        yield open_desk(home)


def path_of(desk: Desk, log: str, name: str) -> Path:
    return desk.home / SHAPES[log].folder / name


def write(desk: Desk, log: str, name: str, content: Written, moment: int) -> None:
    shape = SHAPES[log]
    names = ("remark", *shape.columns)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names if content.has_header else [f"not_{name}" for name in names])
    for record in content.dicts():
        writer.writerow([cell for name in names if (cell := record[name]) is not None])
    path = path_of(desk, log, name)
    path.parent.mkdir(exist_ok=True)
    packed = name.endswith(".gz")
    plain = text.getvalue().encode()
    path.write_bytes(gzip.compress(plain, mtime=0) if packed else plain)
    os.utime(path, ns=(moment, moment))


Known = dict[str, dict[str, Written]]  # log → file → what was last read of it


def live(desk: Desk, connection: "DuckDBPyConnection", history: list[Event]) -> Known:
    """Lets it all happen; answers what the desk has seen of each file."""
    there: Known = {log: {} for log in SHAPES}
    known: Known = {log: {} for log in SHAPES}
    for moment, event in enumerate(history):
        if event.what == "write":
            write(desk, event.log, event.name, event.content, moment * 10**9)
            there[event.log][event.name] = event.content
        elif event.what == "delete":
            path_of(desk, event.log, event.name).unlink(missing_ok=True)
            there[event.log].pop(event.name, None)
        else:
            ingested = ingest(desk, connection)
            wrong = {
                f"{SHAPES[log].folder}/{name}"
                for log, files in there.items()
                for name, content in files.items()
                if not content.has_header
            }
            assert set(ingested.refusals) == wrong
            for log, files in there.items():
                known[log] |= {name: one for name, one in files.items() if one.has_header}
    return known


def check(history: list[Event]) -> None:
    with new_desk() as desk, open_warehouse(desk) as connection:
        known = live(desk, connection, history)
        found = {log: staged(connection, shape) for log, shape in SHAPES.items()}
        check_ledger(connection, known)
    with new_desk() as desk, open_warehouse(desk) as connection:
        for log, files in known.items():
            for name, content in files.items():
                write(desk, log, name, content, 1)
        ingest(desk, connection)
        at_once = {log: staged(connection, shape) for log, shape in SHAPES.items()}
    for log, shape in SHAPES.items():
        wanted = expected(shape, plain(known[log])).rows
        assert comparable(found[log]) == comparable(at_once[log]), log
        assert comparable(found[log]) == comparable(disguised(shape, wanted)), log


def plain(files: dict[str, Written]) -> dict[str, list[Record]]:
    return {name: content.dicts() for name, content in files.items()}


def staged(connection: "DuckDBPyConnection", shape: Shape) -> list[Row]:
    columns = [*shape.columns, *(["business_date"] if shape.dated_by else [])]
    names = ", ".join(f'"{name}"' for name in columns)
    rows = connection.sql(f"select {names} from ({load_models()[f'staged.{shape.log}'].query})")
    return [dict(zip(columns, row, strict=True)) for row in rows.fetchall()]


def comparable(rows: list[Row]) -> list[str]:
    return sorted(str([*row.items()]) for row in rows)


def disguised(shape: Shape, rows: list[Row]) -> list[Row]:
    """With pseudonyms in place of customers."""
    customer = shape.customer
    if customer is None:
        return rows
    return [row | {customer: pseudonyms().get(str(row[customer]))} for row in rows]


@cache
def pseudonyms() -> dict[str, str]:
    """What the key of these desks makes of each customer."""
    names = [name for name in TEXTS["customer_id"] if name]
    records = [
        {"remark": "", "order_id": name, "customer_id": name, "shop": "x", "placed_at": TIMES[0],
         "updated_at": "", "amount": "1"}
        for name in names
    ]  # fmt: skip
    content = Written(tuple(tuple(record.items()) for record in records))
    with new_desk() as desk, open_warehouse(desk) as connection:
        write(desk, "orders", "names.csv", content, 1)
        ingest(desk, connection)
        found = dict(connection.execute("select order_id, customer_id from raw.orders").fetchall())
    assert found.keys() == set(names) and len({*found.values(), *names}) == 2 * len(names)
    return found


def check_ledger(connection: "DuckDBPyConnection", known: Known) -> None:
    """Every file's counts add up; they are the plain ones, but copies may share theirs anyhow."""
    query = "select file, records_read, loaded, duplicates, rejected from ops.loads"
    ledger = {file: Counted(*counts) for file, *counts in connection.execute(query).fetchall()}
    query = "select file, count(*) from ops.rejects group by file"
    listed = dict(connection.execute(query).fetchall())
    wanted = {
        f"{SHAPES[log].folder}/{name}": counted
        for log, files in known.items()
        for name, counted in expected(SHAPES[log], plain(files)).ledger.items()
    }
    assert ledger.keys() == wanted.keys()
    for file, counted in ledger.items():
        assert counted.read == wanted[file].read, file
        assert counted.read == counted.loaded + counted.duplicates + counted.rejected, file
        assert counted.rejected == listed.get(file, 0), file
    for log, files in known.items():
        names = [f"{SHAPES[log].folder}/{name}" for name in files]
        of_log, plainly = ([counts[name] for name in names] for counts in (ledger, wanted))
        assert sum(one.loaded for one in of_log) == sum(one.loaded for one in plainly)
        if len({(name.endswith(".gz"), content) for name, content in files.items()}) == len(files):
            assert of_log == plainly


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories())
def test_any_history_ends_as_one_clean_load(history: list[Event]) -> None:
    check(history)


@pytest.mark.scale
@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories())
def test_any_of_many_histories_ends_as_one_clean_load(history: list[Event]) -> None:
    check(history)


@pytest.mark.parametrize("loads", [1, 2, 3])
@pytest.mark.parametrize("order", ["abc", "acb", "bac", "bca", "cab", "cba"])
def test_a_copy_has_its_place_among_names_like_any_file(order: str, loads: int) -> None:
    """Two files say different things of one order, and a copy of the first has the last name."""
    said = {"a": "east", "b": "west", "c": "east"}
    history = []
    for position, name in enumerate(order):
        cells = {"remark": "", "order_id": "1", "customer_id": "ann", "shop": said[name]}
        times = {"placed_at": TIMES[1], "updated_at": TIMES[2], "amount": "1"}
        content = Written((tuple((cells | times).items()),))
        history.append(Event("write", "orders", f"{name}.csv", content))
        if position + 1 >= loads:
            history.append(Event("load"))
    check(history)
