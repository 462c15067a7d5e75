"""What the simulator writes: the same bytes every time, readable, with known faults."""

import filecmp
import gzip
from datetime import date
from pathlib import Path

import pytest

from assets.desk.home import open_desk
from assets.raw.load import ingest
from assets.sources.catalogue import load_sources
from assets.warehouse import open_warehouse
from metrics.label import Language
from pipelines.demo.phrases import TEAMS
from pipelines.demo.simulate import simulate
from tests.pipelines.demo.loaded import Loaded, differences, make_home, small


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    first, second = small(tmp_path / "one"), small(tmp_path / "two")
    names = [file.file for file in first.files]
    same, different, missing = filecmp.cmpfiles(
        tmp_path / "one", tmp_path / "two", names, shallow=False
    )
    assert first == second
    assert (sorted(same), different, missing) == (sorted(names), [], [])


def test_another_seed_writes_other_bytes(tmp_path: Path) -> None:
    names = [file.file for file in small(tmp_path / "one").files]
    small(tmp_path / "two", seed=4)
    _, different, _ = filecmp.cmpfiles(tmp_path / "one", tmp_path / "two", names, shallow=False)
    assert "landing/calls/queue_log-20261026" in different


def test_the_files_are_those_that_it_names(demo: Loaded) -> None:
    folders = (demo.home / name for name in ("landing", "people", "month-end"))
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    on_disk = {path.relative_to(demo.home).as_posix() for path in found}
    assert on_disk == {file.file for file in demo.simulated.files}
    assert len(on_disk) <= 200


def test_the_last_whole_month_is_entered_in_a_book_for_each_team(demo: Loaded) -> None:
    entered = [one.file for one in demo.simulated.files if one.log == "month_end_inputs"]
    books = [f"month-end/2026-10/{team}.xlsx" for team in TEAMS["zh"]]
    assert entered == ["month-end/2026-09.csv", *books]
    read = demo.warehouse.execute(
        "select source, count(*) from raw.month_end_inputs where period = '2026-10' group by 1"
    ).fetchall()
    records = sum(one.records for one in demo.simulated.files if one.file in books)
    assert read == [("month_end_book", records)] and records > 200


def test_every_format_is_there(demo: Loaded) -> None:
    sources = load_sources()
    used = [sources[file.source] for file in demo.simulated.files]
    assert {source.format for source in used} == {"csv", "json", "parquet", "xlsx"}
    assert {"gb18030", "utf-8"} <= {source.encoding for source in used}
    assert any(source.delimiter == "|" for source in used)


def test_every_file_is_taken_by_the_source_that_it_was_written_for(demo: Loaded) -> None:
    sources = load_sources()
    loads = demo.warehouse.execute("select file, source from ops.loads").fetchall()
    taken = {file: source for file, source in loads if sources[source].beside is None}
    assert taken == {file.file: file.source for file in demo.simulated.files}


def test_who_was_there_is_read_beside_the_calls(demo: Loaded) -> None:
    paused = demo.number("select count(*) from raw.agent_states where state = 'paused'")
    logged = "select count(*) from raw.call_events where event in ('pause', 'pauseall')"
    assert paused == demo.number(logged) > 0


def test_a_loader_finds_every_planted_fault(demo: Loaded) -> None:
    assert differences(demo) == []


@pytest.mark.parametrize(
    ("language", "time_zone", "last_day"),
    [
        ("en", "America/New_York", date(2026, 11, 4)),  # clocks go back on 1 November
        ("en", "Europe/Berlin", date(2026, 4, 1)),  # clocks go forward on 29 March
        ("zh", "Asia/Kathmandu", date(2026, 10, 31)),  # five hours and 45 minutes ahead
    ],
)
def test_faults_add_up_in_other_zones_and_languages(
    tmp_path: Path, language: Language, time_zone: str, last_day: date
) -> None:
    home = make_home(tmp_path / "desk", language, time_zone)
    simulated = small(home, language=language, time_zone=time_zone, last_day=last_day)
    desk = open_desk(home)
    with open_warehouse(desk) as connection:
        assert ingest(desk, connection).refusals == {}
        loaded = Loaded(home, simulated, connection)
        assert differences(loaded) == []
        days = "select count(distinct business_date) from raw.chat_messages"
        assert loaded.number(days) == 9


@pytest.mark.parametrize(
    ("log", "fault", "at_least"),
    [
        ("chat_messages", "broken", 62),
        ("chat_messages", "duplicates", 200),
        ("chat_messages", "late", 100),
        ("orders", "broken", 9),
        ("orders", "duplicates", 50),
        ("orders", "late", 20),
        ("refunds", "broken", 9),
        ("refunds", "late", 2),
        ("tickets", "broken", 9),
        ("tickets", "late", 5),
        ("ticket_events", "broken", 9),
        ("ticket_events", "late", 30),
        ("call_events", "broken", 9),
        ("call_events", "duplicates", 100),
        ("chat_reports", "broken", 5),
        ("chat_reports", "left_out", 18),
    ],
)
def test_every_log_has_its_faults(demo: Loaded, log: str, fault: str, at_least: int) -> None:
    planted = sum(getattr(file, fault) for file in demo.simulated.files if file.log == log)
    assert at_least <= planted <= demo.simulated.rows[log] * 0.5


def test_only_planted_lines_are_not_in_the_declared_encoding(demo: Loaded) -> None:
    encodings = {id_: source.encoding for id_, source in load_sources().items()}
    for file in demo.simulated.files:
        path = demo.home / file.file
        if path.suffix in (".xlsx", ".parquet"):
            continue
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        bad = 0
        for line in content.splitlines():
            try:
                line.decode(encodings[file.source])
            except UnicodeDecodeError:
                bad += 1
        assert bad <= file.broken


def test_a_desk_needs_an_agent_per_team(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 4 agents"):
        simulate(tmp_path, days=2, agents=3)


def test_the_smallest_desk_has_every_log(tmp_path: Path) -> None:
    rows = simulate(tmp_path, days=2, agents=4).rows
    assert all(rows[log] > 0 for log in ("chat_messages", "orders", "call_events", "tickets"))


def test_progress_names_the_logs(tmp_path: Path) -> None:
    heard: list[str] = []
    simulate(tmp_path, days=2, agents=4, progress=heard.append)
    assert heard[0] == "chat_messages"
    assert "call_events" in heard


def test_volume_multiplies_the_traffic_and_leaves_the_service(tmp_path: Path) -> None:
    once, threefold = tmp_path / "one", tmp_path / "three"
    one = simulate(once, days=7, agents=20).rows
    three = simulate(threefold, days=7, agents=20, volume=3).rows
    for log in ("chat_messages", "orders", "call_events", "tickets"):
        assert 2.5 < three[log] / one[log] < 3.5
