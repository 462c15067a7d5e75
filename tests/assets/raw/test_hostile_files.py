"""A file that should never have landed is told so in one sentence, and the others still load."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from assets.desk.home import Desk
from assets.raw.load import ingest
from tests.assets.raw import hostile
from tests.assets.raw.loaded_alone import Told, load_alone
from tests.conftest import MakeDesk

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MB = 1024 * 1024
# Words of libraries, which tell the owner of a file nothing.
JARGON = (
    r"IO Error|Parser|Binder|calamine|EOCD|Errno|Traceback|null_padding|ignore_errors|codec|/tmp"
)
# What a refusal asks for.
REMEDY = r"\b(export|save|unpack|split|copy|remove|download|send|name|add|write|convert|pack)\b"


@dataclass(frozen=True)
class Hostile:
    """A file; whether it is refused whole, loses records or none at all; a word of the reason."""

    name: str
    write: Callable[[Path], None]
    ends: Literal["refused", "rejected", "either", "loaded"]
    says: str


def hostiles(size: int, wide: int) -> list[Hostile]:
    """Every kind: `size` bytes in memory, `wide` columns."""
    h = hostile
    return [
        Hostile("cut.csv.gz", lambda p: h.truncated_gzip(p, size), "refused", "cut|damaged|end"),
        Hostile("wrong.csv.gz", lambda p: h.corrupt_gzip(p, 3 * MB), "refused", "damaged"),
        Hostile("bomb.csv.gz", lambda p: h.gzip_bomb(p, size), "either", "unpack|too long"),
        Hostile("bomb.zip", lambda p: h.zip_bomb(p, size), "either", "unpack|too long"),
        Hostile("lying.zip", lambda p: h.lying_zip(p, size), "either", "damaged|unpack|too long"),
        Hostile("nested.zip", lambda p: h.zip_in_zip(p, 4 * MB), "refused", "zip|archive|packed"),
        Hostile("crowd.zip", lambda p: h.crowded_zip(p, 20_000), "refused", "files"),
        Hostile("locked.zip", h.locked_zip, "refused", "password"),
        Hostile("endless.csv", lambda p: h.long_line(p, size), "either", "too long"),
        Hostile("one.csv", lambda p: h.no_line(p, size), "refused", "line|text|long|takes"),
        Hostile("endless.jsonl", lambda p: h.long_json_line(p, size), "either", "too long"),
        Hostile("wide.csv", lambda p: h.million_columns(p, wide), "refused", "columns"),
        Hostile(
            "cells.csv", lambda p: h.million_cells(p, wide), "rejected", "column|placed_at|too long"
        ),
        Hostile("keys.jsonl", lambda p: h.million_keys(p, wide), "either", "too long"),
        Hostile("deep.jsonl", lambda p: h.deep_json(p, 100_000), "rejected", "record|empty"),
        Hostile("program.xlsx", h.program, "refused", "workbook"),
        Hostile("program.csv", h.program, "refused", "text|takes"),
        Hostile("program.zip", h.program, "refused", "zip|archive|takes|text"),
        Hostile("locked.xlsx", h.locked_workbook, "refused", "password"),
    ]


def names(cases: list[Hostile]) -> list[str]:
    return [case.name for case in cases]


SMALL = hostiles(size=64 * MB, wide=1_000_000)
# Two gigabytes in one line or one archive.
GREAT = [
    *(case for case in hostiles(size=2048 * MB, wide=3_000_000) if "program" not in case.name),
    Hostile("bomb.xlsx", lambda p: hostile.xlsx_bomb(p, 2048 * MB), "refused", "unpack"),
]


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """Takes one export in three formats, and nothing else; one good file lies there."""
    formats = ("csv", "jsonl", "xlsx")
    desk = make_desk(f"sources: [{', '.join(f'test_{one}' for one in formats)}]")
    for one in formats:
        source = hostile.SOURCE.format(format=one)
        (desk.home / "sources" / f"test_{one}.yml").write_text(source, encoding="utf-8")
    (desk.landing / "good.csv").write_bytes(hostile.text(0) + hostile.GOOD.format(99).encode())
    return desk


@pytest.mark.parametrize("case", SMALL, ids=names(SMALL))
def test_a_hostile_file_is_told_so_and_the_others_load(desk: Desk, case: Hostile) -> None:
    case.write(desk.landing / case.name)
    expect(load_alone(desk.home), case)


@pytest.mark.scale
@pytest.mark.parametrize("case", GREAT, ids=names(GREAT))
def test_a_hostile_file_costs_little_memory_however_large(desk: Desk, case: Hostile) -> None:
    calm = load_alone(desk.home).megabytes
    case.write(desk.landing / case.name)
    told = load_alone(desk.home, seconds=600)
    expect(told, case)
    assert told.megabytes < calm + 700


def expect(told: Told, case: Hostile) -> None:
    assert "99" in told.orders
    name = f"landing/{case.name}"
    refused = [why for file, why in told.refusals.items() if file.startswith(name)]
    rejected = [why for file, why in told.rejects if file.startswith(name)]
    reasons = refused + rejected
    assert {
        "refused": refused and not rejected,
        "rejected": rejected and not refused,
        "either": reasons,
        "loaded": not reasons,
    }[case.ends]
    for why in reasons:
        assert re.search(case.says, why), why
        assert len(why.splitlines()) == 1 and len(why) < 300 and not re.search(JARGON, why), why
    for why in refused:
        assert why.endswith(".") and re.search(REMEDY, why), why
    for file, (read, loaded, duplicates, bad) in told.loads.items():
        assert read == loaded + duplicates + bad
        assert bad == sum(one == file for one, _ in told.rejects)


def test_names_that_climb_out_of_a_zip_write_nothing_outside(desk: Desk) -> None:
    hostile.climbing_zip(desk.landing / "climbing.zip")
    before = set(desk.home.parent.rglob("*"))
    told = load_alone(desk.home)
    new = set(desk.home.parent.rglob("*")) - before
    assert not [path for path in new if "climbed" in path.name]
    assert not Path("/tmp/climbed.csv").exists()
    climbed = [name for name in [*told.loads, *told.refusals] if "climbing.zip" in name]
    assert climbed and "99" in told.orders


def test_a_zip_of_good_files_loads_them_all(desk: Desk, warehouse: "DuckDBPyConnection") -> None:
    """The rules above refuse no honest archive."""
    with zipfile.ZipFile(desk.landing / "week.zip", "w", zipfile.ZIP_DEFLATED) as book:
        for day in range(1, 8):
            book.writestr(f"10月/{day}.csv", hostile.HEAD + hostile.GOOD.format(day) * 2)
    ingested = ingest(desk, warehouse)
    assert ingested.refusals == {}
    assert len(ingested.loads) == 8
    assert warehouse.execute("select count(*) from raw.orders").fetchall() == [(8,)]


NUL_CASES = {
    "in a cell": (b"2,a\0nn,2026-10-01 09:00:00,10\n", 1),
    "in a number": (b"2,ann,2026-10-01 09:00:00,1\x000\n", 1),
    "a line of them": (b"\0" * 40 + b"\n", 1),
    "at the end, as a crash leaves them": (b"\0" * 4096, 1),
}


@pytest.mark.parametrize("case", NUL_CASES)
def test_nul_bytes_reject_their_line(
    desk: Desk, warehouse: "DuckDBPyConnection", case: str
) -> None:
    bad, rejected = NUL_CASES[case]
    last = hostile.GOOD.format(3).encode()
    content = hostile.text(1) + (last + bad if "end" in case else bad + last)
    (desk.landing / "a.csv").write_bytes(content)
    ingested = ingest(desk, warehouse)
    assert ingested.refusals == {}
    (load,) = (load for load in ingested.loads if load.file == "landing/a.csv")
    assert (load.records_read, load.loaded, load.rejected) == (2 + rejected, 2, rejected)
    ((reason,),) = warehouse.execute("select reason from ops.rejects").fetchall()
    assert re.search("bytes that are not text|is not a|NUL|zero|missing columns", reason), reason


def test_lines_of_another_encoding_reject_alone(
    desk: Desk, warehouse: "DuckDBPyConnection"
) -> None:
    """Somebody joined two exports, one of them in GB18030."""
    foreign = "2,张三,2026-10-01 09:00:00,10\n".encode("gb18030")
    plain = "3,李四,2026-10-01 09:00:00,10\n".encode()
    (desk.landing / "a.csv").write_bytes(hostile.text(1) + foreign + plain + foreign * 2 + plain)
    ingested = ingest(desk, warehouse)
    (load,) = (load for load in ingested.loads if load.file == "landing/a.csv")
    assert (load.records_read, load.loaded, load.duplicates, load.rejected) == (6, 2, 1, 3)
    reasons = {why for (why,) in warehouse.execute("select reason from ops.rejects").fetchall()}
    assert reasons == {"unreadable line: bytes that are not text"}
    lines = warehouse.execute("select record from ops.rejects order by all").fetchall()
    assert lines == [(2,), (4,), (5,)]


def test_a_header_of_another_encoding_refuses_the_file(
    desk: Desk, warehouse: "DuckDBPyConnection"
) -> None:
    (desk.landing / "a.csv").write_bytes(hostile.text(9).decode().encode("gb18030"))
    refusal = ingest(desk, warehouse).refusals["landing/a.csv"]
    assert "utf-8" in refusal and re.search(REMEDY, refusal), refusal


def test_utf_16_that_breaks_off_in_a_character_loses_its_last_line_only(
    desk: Desk, warehouse: "DuckDBPyConnection"
) -> None:
    source = desk.home / "sources" / "test_csv.yml"
    wide = source.read_text("utf-8").replace("format: csv", "format: csv\nencoding: utf-16")
    source.write_text(wide, encoding="utf-8")
    (desk.landing / "good.csv").unlink()
    (desk.landing / "a.csv").write_bytes(hostile.text(3).decode().encode("utf-16")[:-9])
    (load,) = ingest(desk, warehouse).loads
    assert (load.records_read, load.loaded, load.rejected) == (3, 2, 1)


def test_formulas_are_what_they_showed_and_errors_reject_their_record(
    desk: Desk, warehouse: "DuckDBPyConnection"
) -> None:
    hostile.formulas(desk.landing / "a.xlsx", computed=True)
    assert ingest(desk, warehouse).refusals == {}
    amounts = dict(warehouse.execute("select order_id, amount::int from raw.orders").fetchall())
    assert amounts == {"1": 10, "2": 10, "99": 10}
    ((record, reason),) = warehouse.execute("select record, reason from ops.rejects").fetchall()
    assert record == 3 and "amount" in reason


def test_a_formula_that_was_never_computed_is_not_taken_for_nothing(
    desk: Desk, warehouse: "DuckDBPyConnection"
) -> None:
    hostile.formulas(desk.landing / "a.xlsx", computed=False)
    ingested = ingest(desk, warehouse)
    loaded = warehouse.execute("select order_id from raw.orders where amount is null").fetchall()
    assert loaded == []
    reasons = [*ingested.refusals.values()]
    reasons += [why for (why,) in warehouse.execute("select reason from ops.rejects").fetchall()]
    assert any("formula" in why for why in reasons), reasons


def test_formulas_that_reach_out_are_text_and_reach_nothing(
    desk: Desk, warehouse: "DuckDBPyConnection"
) -> None:
    hostile.injections(desk.landing / "a.xlsx")
    assert ingest(desk, warehouse).refusals == {}
    ids = warehouse.execute("select order_id from raw.orders order by all").fetchall()
    assert ids == [("99",), ("=1",), ("=2",), ("=3",), ("=4",)]
    buyers = warehouse.execute("select count(distinct customer_id) from raw.orders").fetchall()
    assert buyers == [(1,)]  # the names as shown, not the formulas
