"""Verifying: whatever byte is flipped is found and named, and results follow from inputs."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from assets.desk.home import Desk
from assets.ledger import verify as verifying
from assets.ledger.chain import SUMS, append, broken_links, head, read_chain
from assets.ledger.closes import Close
from assets.ledger.sums import write_sums
from assets.ledger.verify import verify
from metrics.documents import Problem
from tests.assets.appraisal_desk import make_desk
from tests.assets.ledger.closing_desk import (
    NOVEMBER,
    OCTOBER,
    closed_desk,
    make_closing_warehouse,
)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with make_closing_warehouse() as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


@pytest.fixture
def close(connection: duckdb.DuckDBPyConnection, desk: Desk) -> Close:
    return closed_desk(connection, desk)


def faults(desk: Desk) -> list[str]:
    return [one.en for one in verify(desk, OCTOBER).faults]


def test_an_untouched_close_verifies_without_the_warehouse(close: Close, desk: Desk) -> None:
    verdict = verify(desk, OCTOBER)
    assert (verdict.faults, verdict.remarks, verdict.closes) == ([], [], ["2026-10/1"])
    assert verdict.head == close.link.hash


def test_a_period_that_was_never_closed_is_said_so(close: Close, desk: Desk) -> None:
    with pytest.raises(Problem, match="deskmark close 2026-11"):
        verify(desk, NOVEMBER)


def _flipped(path: Path, place: int, bit: int) -> bytes:
    before = path.read_bytes()
    changed = bytearray(before)
    changed[place] ^= 1 << bit
    path.write_bytes(changed)
    return before


def test_every_byte_of_the_chain_counts(close: Close, desk: Desk) -> None:
    path = desk.ledger / "chain.tsv"
    for place in range(path.stat().st_size):
        before = _flipped(path, place, place % 8)
        try:
            found = [one.en for one in broken_links(desk.ledger, read_chain(desk.ledger))]
        except Problem as problem:
            found = [str(problem)]
        assert any("chain.tsv" in fault for fault in found), place
        path.write_bytes(before)


def test_the_line_of_a_change_is_named(close: Close, desk: Desk) -> None:
    path = close.folder / "inputs.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[4] = lines[4].replace(b'"final"', b'"Final"')
    path.write_bytes(b"".join(lines))
    assert "2026-10/1/inputs.jsonl, line 5: is not as it was sealed." in faults(desk)


def test_files_that_vanish_or_appear_are_named(close: Close, desk: Desk) -> None:
    (close.folder / "statements" / "售前一组.xlsx").unlink()
    (close.folder / "more.txt").write_text("x")
    found = "\n".join(faults(desk))
    assert "2026-10/1/statements/售前一组.xlsx: is missing." in found
    assert "2026-10/1/more.txt: was not there" in found


def test_a_forger_who_seals_anew_is_found_by_computing_again(close: Close, desk: Desk) -> None:
    """Score, sums and chain are all made to fit; the inputs give another score."""
    path = close.folder / "results.jsonl"
    forged = re.sub(r'"score": "[\d.]+"', '"score": "99"', path.read_text(), count=1)
    path.write_text(forged)
    write_sums(close.folder)
    (desk.ledger / "chain.tsv").unlink()
    seal = hashlib.sha256((close.folder / SUMS).read_bytes()).hexdigest()
    append(desk.ledger, type(close.link)(seal, "2026-10/1", head([]), "closed"))
    found = faults(desk)
    assert "2026-10/1/results.jsonl, line 1, a1: computed again it differs in score." in found


def test_a_chain_whose_lines_do_not_follow_is_named(close: Close, desk: Desk) -> None:
    link = read_chain(desk.ledger)[0]
    append(desk.ledger, type(link)(link.seal, "2026-11/1", "1" * 64, "closed"))
    found = faults(desk)
    assert "chain.tsv, line 2: does not follow from line 1." in found
    assert "chain.tsv, line 2: 2026-11/1 is missing." in found


def test_a_line_cut_from_the_chain_leaves_an_event_that_nobody_names(
    connection: duckdb.DuckDBPyConnection, close: Close, desk: Desk
) -> None:
    (close.folder.parent / "2").mkdir()
    assert "2026-10/2 stands in no line of chain.tsv." in faults(desk)


def test_another_build_of_the_program_may_draw_other_sheets_but_not_score_otherwise(
    close: Close, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "program", lambda: "another")
    monkeypatch.setattr(verifying, "content_of", lambda path: {str(path): b""})
    verdict = verify(desk, OCTOBER)
    assert verdict.faults == []
    assert any("another build" in one.en for one in verdict.remarks)
    assert any(".xlsx" in one.en for one in verdict.remarks)
