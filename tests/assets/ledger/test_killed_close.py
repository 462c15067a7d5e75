"""A close that is killed at any change of any file is closed or not closed, never half."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assets.desk.home import Desk
from assets.ledger.closes import closed
from assets.ledger.verify import verify
from tests.assets.appraisal_desk import make_desk
from tests.assets.ledger.closing_desk import OCTOBER, closed_desk, make_closing_warehouse

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills processes the POSIX way")
ROOT = Path(__file__).parents[3]


def run(home: Path, kill_at: int) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tests.assets.ledger.killed_close", str(home), str(kill_at)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def is_whole(desk: Desk) -> bool:
    """Whether it counts as closed; if so everything in it must hold."""
    if closed(desk, OCTOBER) is None:
        return False
    assert verify(desk, OCTOBER).faults == []
    return True


def kill_at(home: Path, moment: int) -> bool:
    """Whether the period was closed when the process died; the next close is whole either way."""
    assert run(home, moment).returncode == -signal.SIGKILL
    desk = make_desk(home)
    was_closed = is_whole(desk)
    if not was_closed:
        with make_closing_warehouse() as connection:
            closed_desk(connection, desk)
        assert is_whole(desk)
    assert [path.name for path in (desk.ledger / OCTOBER).glob("[!.]*")] == ["1"]
    return was_closed


@pytest.fixture(scope="module")
def changes(tmp_path_factory: pytest.TempPathFactory) -> int:
    whole = run(tmp_path_factory.mktemp("whole"), 0)
    assert whole.returncode == 0, whole.stderr
    return int(whole.stdout)


def test_a_killed_close_is_no_close_or_a_whole_one(tmp_path: Path, changes: int) -> None:
    assert kill_at(tmp_path / "middle", changes // 2) is False
    assert kill_at(tmp_path / "end", changes) is True


@pytest.mark.scale
def test_forty_killed_closes(tmp_path: Path, changes: int) -> None:
    moments = random.Random(2026).sample(range(1, changes + 1), 40)
    ends = [kill_at(tmp_path / str(moment), moment) for moment in sorted(moments)]
    assert ends == sorted(ends) and not ends[0] and ends[-1]
