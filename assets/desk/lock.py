"""One run at a time on a desk."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from assets.desk.home import Desk
from metrics.documents import Problem


@contextmanager
def one_run(desk: Desk) -> Iterator[None]:
    """Holds the desk; raises Problem when another process does. Within one process it may nest."""
    desk.var.mkdir(parents=True, exist_ok=True)
    path = desk.var / "run.lock"
    lock = FileLock(path, blocking=False, is_singleton=True, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise Problem(_held_sentence(path)) from None
    try:
        # Beside the lock, because a locked file can't be read on Windows. A crash leaves it
        # behind, which does no harm: the operating system has released the lock itself.
        _holder(path).write_text(
            json.dumps({"process": os.getpid(), "since": datetime.now().astimezone().isoformat()}),
            encoding="utf-8",
        )
        yield
    finally:
        lock.release()


def _held_sentence(path: Path) -> str:
    try:
        held = json.loads(_holder(path).read_text(encoding="utf-8"))
        since = datetime.fromisoformat(held["since"]).strftime("%Y-%m-%d %H:%M:%S")
        who = f"process {held['process']}, since {since}"
    except (OSError, ValueError, KeyError):
        who = "a process that started this moment"
    return f"{path}: another run is under way ({who}); wait for it to end, or end that process."


def _holder(path: Path) -> Path:
    return path.with_name("run.json")
