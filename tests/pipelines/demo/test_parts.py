"""Parts of the simulator by hand: the waiting line, the faults, the workbook."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from pipelines.demo.arrays import Floats
from pipelines.demo.faults import Held, deal, spoiled
from pipelines.demo.line import Callers, Stints, serve
from pipelines.demo.workbook import workbook_bytes


def row(*values: float) -> Floats:
    """One day."""
    return np.array([values], dtype=np.float64)


def test_one_agent_serves_in_order_and_the_impatient_leave() -> None:
    """Calls of 100 s at 0, 10, 20 and 300 s; the third waits 30 s at most."""
    served = serve(
        Callers(
            arrival=row(0, 10, 20, 300),
            patience=row(500, 500, 30, 500),
            ring=row(0, 0, 0, 0),
            talk=row(90, 90, 90, 90),
            wrap=row(9, 9, 9, 9),  # and a second between two calls
        ),
        Stints(agent=np.array([5]), start=row(0), end=row(1000), pace=row(1)),
    )
    assert served.agent.tolist() == [[5, 5, -1, 5]]
    assert served.answered.tolist() == [[0, 100, np.inf, 300]]


def test_nobody_answers_after_the_shift() -> None:
    callers = Callers(row(50, 150), row(900, 900), row(0, 0), row(10, 10), row(0, 0))
    served = serve(callers, Stints(np.array([0]), row(0), row(100), row(1)))
    assert served.agent.tolist() == [[0, -1]]


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("short", b"a,2026-09-01 10:00:00\n"),
        ("long", b"a,2026-09-01 10:00:00,1.50,b,c,d,,,,,,,surplus\n"),
        ("cut", b"a,2026-09-01 10:\n"),
        ("bytes", b"a,\xff\xfe\xff2026-09-01 10:00:00,1.50,b,c,d\n"),
        ("time", b"a,2026-13-45 25:61:61,1.50,b,c,d\n"),
        ("amount", b"a,2026-09-01 10:00:00,n/a,b,c,d\n"),
    ],
)
def test_a_line_breaks_in_known_ways(way: str, expected: bytes) -> None:
    assert spoiled(b"a,2026-09-01 10:00:00,1.50,b,c,d\n", way) == expected


def test_held_rows_come_with_the_next_file() -> None:
    rows, rng = pl.DataFrame({"n": range(20_000)}), np.random.default_rng(1)
    first = deal(rng, rows, Held(), is_last=False)
    second = deal(rng, rows.with_columns(pl.col("n") + 20_000), first.held, is_last=True)
    assert first.held.late is not None
    assert second.late == first.held.late.height > 0
    everything = pl.concat([first.rows, second.rows])
    assert everything["n"].n_unique() == 40_000
    assert everything.height - 40_000 == first.duplicates + second.duplicates


def test_a_workbook_holds_text_numbers_and_gaps(tmp_path: Path) -> None:
    wide = {f"c{number}": ["x"] for number in range(30)}
    frame = pl.DataFrame({"名": ["a<b>&c"], "n": [1.5], "gap": pl.Series([None], dtype=pl.String)})
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook_bytes(frame.with_columns(**{k: pl.lit("x") for k in wide})))
    read = pl.read_excel(path, engine="calamine")
    assert read.columns == ["名", "n", "gap", *wide]
    assert read.row(0)[:3] == ("a<b>&c", 1.5, None)
