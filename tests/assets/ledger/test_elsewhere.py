"""A ledger with every kind of event and file: the same elsewhere and later; no byte may turn."""

import os
import random
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from assets.desk.home import Desk
from assets.ledger import close as closing
from assets.ledger import record
from assets.ledger.chain import SUMS, broken_links, read_chain
from assets.ledger.close import close
from assets.ledger.correct import correct
from assets.ledger.corrections import Correction
from assets.ledger.reopen import reopen
from assets.ledger.steps import approve
from assets.ledger.sums import LINES, changed_files
from assets.ledger.verify import verify
from tests.assets.appraisal_desk import make_desk
from tests.assets.ledger.closing_desk import (
    OCTOBER,
    closed_desk,
    make_closing_warehouse,
    scored,
    texts,
)

ROOT = Path(__file__).parents[3]
PASSING = {"close.json", LINES, SUMS}  # who closed when, and what follows from it
STEP = {"rated": {"label": {"en": "Rated", "zh": "评分"}, "within": {"days": 3}}}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Approved, closed, corrected with a file as evidence, reopened, closed again."""
    home = tmp_path_factory.mktemp("whole")
    desk = make_desk(home, appraisal={"deadlines": STEP})
    letter = home / "letter.txt"
    letter.write_text("attendance list", encoding="utf-8")
    with make_closing_warehouse() as connection:
        approve(desk, OCTOBER, "rated", by="王主管", note="", today=date(2026, 11, 2))
        closed_desk(connection, desk)
        better = Correction("a2", "work_task", ("9",))
        correct(desk, OCTOBER, better, evidence=str(letter), by="李主管")
        reopen(desk, OCTOBER, reason="appeal", by="王主管")
        scored(connection, desk)
        close(connection, desk, OCTOBER, by="王主管")
    return desk


def kept(folder: Path) -> dict[str, bytes]:
    return {name: made for name, made in texts(folder).items() if name not in PASSING}


def positions(size: int, draw: random.Random) -> set[int]:
    return {0, size - 1, *(draw.randrange(size) for _ in range(2))}


def test_a_flipped_byte_in_any_file_of_any_event_is_found_and_its_file_named(desk: Desk) -> None:
    draw, links = random.Random(2026), read_chain(desk.ledger)
    seen: set[str] = set()
    for link in links:
        folder = desk.ledger / link.folder
        for name, before in texts(folder).items():
            seen.add(Path(name).suffix or name)
            for place in positions(len(before), draw) if before else ():
                changed = bytearray(before)
                changed[place] ^= 1 << draw.randrange(8)
                (folder / name).write_bytes(changed)
                found = changed_files(folder, link.folder) + broken_links(desk.ledger, links)
                assert any(f"{link.folder}/{name}" in one.en for one in found), (name, place)
            (folder / name).write_bytes(before)
    assert {link.event for link in links} == {"approved", "closed", "corrected", "reopened"}
    assert {".jsonl", ".json", ".tsv", ".yml", ".xlsx", ".txt", ".crc32", SUMS} <= seen
    assert verify(desk, OCTOBER).faults == []


@pytest.mark.parametrize("name", ["1/results.jsonl", "2/rules/desk.yml", "correction-1/SHA256SUMS"])
def test_verify_as_people_run_it_names_the_file_of_a_flipped_byte(desk: Desk, name: str) -> None:
    path = desk.ledger / OCTOBER / name
    before = path.read_bytes()
    changed = bytearray(before)
    changed[len(before) // 2] ^= 4
    path.write_bytes(changed)
    found = [one.en for one in verify(desk, OCTOBER).faults]
    path.write_bytes(before)
    assert any(f"{OCTOBER}/{name}" in one for one in found), found


def test_a_ledger_carried_elsewhere_verifies_there_on_another_day(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(desk.ledger, tmp_path / "far" / "ledger")
    there = make_desk(tmp_path / "far", [], name="another", language="en", time_zone="UTC")
    monkeypatch.setattr(record, "datetime", In2031)
    verdict = verify(there, OCTOBER)
    assert (verdict.faults, verdict.remarks, verdict.closes) == ([], [], ["2026-10/1", "2026-10/2"])
    assert verdict.head == verify(desk, OCTOBER).head


class In2031(datetime):
    """Another day, whatever the zone."""

    @classmethod
    def now(cls, tz: object = None) -> "In2031":
        return cls(2031, 3, 30, 2, 30)


def test_the_same_month_closed_on_another_day_has_the_same_bytes(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "datetime", In2031)
    monkeypatch.setattr(closing, "datetime", In2031)
    with make_closing_warehouse() as connection:
        later = closed_desk(connection, make_desk(tmp_path, appraisal={"deadlines": STEP}))
    assert later.record["at"].startswith("2031-03-30")
    assert kept(later.folder) == kept(desk.ledger / OCTOBER / "1")


@pytest.mark.skipif(os.name != "posix", reason="time zones and locales the POSIX way")
def test_another_process_in_another_zone_and_locale_closes_to_the_same_bytes(
    tmp_path: Path,
) -> None:
    zone = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "4711"}
    elsewhere = {**os.environ, **zone}
    command = [sys.executable, "-m", "tests.assets.ledger.killed_close", str(tmp_path / "x"), "0"]
    done = subprocess.run(command, cwd=ROOT, env=elsewhere, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with make_closing_warehouse() as connection:
        here = closed_desk(connection, make_desk(tmp_path / "here"))
    there = make_desk(tmp_path / "x")
    assert kept(there.ledger / OCTOBER / "1") == kept(here.folder)
    assert verify(there, OCTOBER).faults == []
