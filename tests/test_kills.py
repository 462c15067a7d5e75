"""A run that is killed at any moment leaves what was published whole, and the next one finishes.

Each history kills a few runs in a row, at random moments, then lets one end: its page, its
workbooks and the rows of all its tables are those of a desk where nobody was killed.
"""

import hashlib
import os
import random
import shutil
import signal
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from pipelines.demo.simulate import simulate
from tests.command import Finished, Started, deskmark

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills processes the POSIX way")

# What counts moments or attempts, and so differs between two runs of the same files.
PASSING = ("file_id", "loaded_at", "built_at", "checked_at", "version", "modified", "yields_to")
State = dict[str, tuple[int, str]]


def finish(home: Path) -> None:
    done = deskmark("run", home=home)
    assert done.returncode == 0, done.stdout + done.stderr


def state(database: Path) -> State:
    """Per table the number of its rows and a sum over their contents, whatever their order."""
    with duckdb.connect(database, read_only=True) as connection:
        tables = connection.execute(
            "select schema_name || '.' || table_name, list(column_name order by column_index) "
            "from duckdb_columns() where not internal group by all order by all"
        ).fetchall()
        found: State = {}
        for table, columns in tables:
            kept = ", ".join(f'"{name}"' for name in columns if name not in PASSING)
            query = f"select count(*), sum(hash(row({kept}))::hugeint) from {table}"
            ((rows, content),) = connection.execute(query).fetchall()
            found[table] = (int(rows), str(content))
    return found


def made(home: Path) -> dict[str, str]:
    """Every file that people get, with the hash of its bytes."""
    return {
        path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("site", "exports")
        for path in sorted((home / folder).rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


@dataclass(frozen=True)
class Uninterrupted:
    """A desk before its first run, after it, and after a second one with late and corrected files;
    with what the two runs published, made and held, how long they took, and the second watched."""

    new: Path
    first: Path
    changed: Path  # as `first`, with the files that the second run finds
    published: tuple[State, State]
    held: tuple[State, State]
    made: tuple[dict[str, str], dict[str, str]]
    seconds: tuple[float, float]
    watched: "Watched"


@dataclass(frozen=True)
class Watched:
    """A run while somebody reads what is published, and somebody else asks for another run."""

    run: Finished
    pid: int
    second: Finished
    seen: list[State]
    seconds: float


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Uninterrupted:
    folder = tmp_path_factory.mktemp("kills")
    new, first, changed, last = (folder / name for name in ("new", "first", "changed", "last"))
    new.mkdir()
    (new / "desk.yml").write_text(
        "name: Kills\nlanguage: en\ntime_zone: Asia/Shanghai\nstarts_on: 2026-10-01\n"
        "schemes: [{scheme: taobao-kpi-tiers, since: 2026-10}]\n",
        encoding="utf-8",
    )
    (new / ".pseudonym-key").write_text("ab" * 32 + "\n", encoding="ascii")
    simulate(new, days=6, agents=6)
    late = folder / "late.csv"
    orders = sorted((new / "landing").rglob("ExportOrderList*.csv"))
    orders[-1].rename(late)  # arrives after the first run
    shutil.copytree(new, first)
    seconds = timed(first)
    shutil.copytree(first, changed)
    shutil.copyfile(late, changed / orders[-1].relative_to(new))
    correct(changed / orders[0].relative_to(new))
    shutil.copytree(changed, last)
    watched = watch(last)
    published, held, files = (
        tuple(of(home) for home in (first, last))
        for of in (lambda h: state(h / PUBLISHED), lambda h: state(h / WAREHOUSE), made)
    )
    assert published[0] != published[1] and files[0] != files[1]
    took = (seconds, watched.seconds)
    return Uninterrupted(new, first, changed, published, held, files, took, watched)  # type: ignore[arg-type]


PUBLISHED, WAREHOUSE = "var/published/warehouse.duckdb", "var/warehouse.duckdb"


def watch(home: Path) -> Watched:
    (home / "var" / "run.json").unlink()
    seen: list[State] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.wait(0.1):
            seen.append(state(home / PUBLISHED))

    reader, began = threading.Thread(target=read), time.monotonic()
    with Started("run", home=home) as started:
        try:
            reader.start()
            while not (home / "var" / "run.json").exists():
                assert started.process.is_alive()
                time.sleep(0.05)
            second = deskmark("run", home=home)
            first = started.finished()
        finally:
            ended.set()
            reader.join()
    return Watched(first, started.pid, second, seen, time.monotonic() - began)


def timed(home: Path) -> float:
    began = time.monotonic()
    finish(home)
    return time.monotonic() - began


def correct(path: Path) -> None:
    """The export's last line was wrong, and is gone."""
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


def kill(home: Path, after: float) -> bool:
    """Whether the run was still under way, and so was killed, with all that it had started."""
    with Started("run", home=home) as started:
        started.process.join(timeout=after)
        if started.process.is_alive():
            os.killpg(started.pid, signal.SIGKILL)
            return started.finished().returncode == -signal.SIGKILL
        return False


def is_whole(one: State, old: State, new: State) -> bool:
    """As before, as after, or as in between: a run publishes what is measured, then what is
    scored."""
    scores = {table for table in new if table.startswith("score.")} | {"ops.models"}
    is_measured = all(one.get(table) == new[table] for table in new.keys() - scores)
    is_unscored = all(
        one.get(table) in (old.get(table), None, (0, "None")) for table in scores - {"ops.models"}
    )
    return one in (old, new) or (is_measured and is_unscored)


def kill_in_a_row(
    desks: Uninterrupted, home: Path, start: int, draw: random.Random, times: int
) -> int:
    """Kills runs of a copy of the desk, then lets one end; answers how many it killed."""
    shutil.copytree((desks.new, desks.changed)[start], home)
    old = desks.published[0] if start else {}
    killed = 0
    for _ in range(times):
        # the first one early: where the machine grew calm since, the run would have ended before
        latest = desks.seconds[start] if killed else desks.seconds[start] / 4
        killed += kill(home, draw.uniform(0.2, latest))
        if start or (home / PUBLISHED).exists():
            assert is_whole(state(home / PUBLISHED), old, desks.published[start])
        assert made(home).items() <= {*desks.made[0].items(), *desks.made[start].items()}
    finish(home)
    assert made(home) == desks.made[start]
    assert state(home / PUBLISHED) == desks.published[start]
    assert state(home / WAREHOUSE) == desks.held[start]
    left = {
        path.name for folder in ("scratch", "spill") for path in (home / "var" / folder).glob("*")
    }
    assert left == set()
    assert [path.name for path in (home / "var" / "published").iterdir()] == ["warehouse.duckdb"]
    shutil.rmtree(home)
    return killed


@pytest.mark.parametrize(
    "start",
    [
        pytest.param(0, id="first run", marks=pytest.mark.scale),
        pytest.param(1, id="run with late and corrected files"),
    ],
)
def test_killed_runs_leave_what_was_published_and_the_next_one_finishes(
    desks: Uninterrupted, tmp_path: Path, start: int
) -> None:
    assert kill_in_a_row(desks, tmp_path / "desk", start, random.Random(start), times=2) >= 1


@pytest.mark.scale
def test_forty_kills(desks: Uninterrupted, tmp_path: Path) -> None:
    draw, killed, histories = random.Random(2026), 0, 0
    while killed < 40:
        killed += kill_in_a_row(desks, tmp_path / "desk", histories % 2, draw, times=5)
        histories += 1
        sys.stdout.write(f"{killed} kills in {histories} histories\n")


def test_readers_see_whole_states_and_a_second_run_hears_who_holds_the_desk(
    desks: Uninterrupted,
) -> None:
    watched = desks.watched
    assert watched.run.returncode == 0, watched.run.stderr
    assert watched.second.returncode == 2
    assert f"process {watched.pid}" in watched.second.stderr
    assert len(watched.second.stderr.splitlines()) == 1
    assert len(watched.seen) > 5
    assert all(is_whole(one, *desks.published) for one in watched.seen)
    assert watched.seen[0] == desks.published[0]
