"""`deskmark` in a process of its own, whose libraries were imported beforehand.

Most of a cold start is spent on the libraries' modules. Where the system can fork, one server of
each worker imports them, and every process begins as its fork: with none of Deskmark's own modules
loaded, its own environment, and an exit like any other's. The test of the wheel starts cold.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

LIBRARIES = (
    "alembic.command", "dagster", "dagster._core.storage.legacy_storage", "dagster._daemon",
    "duckdb", "fastexcel", "filelock", "great_expectations", "holidays.countries", "jinja2",
    "numpy", "pandas", "polars", "pyarrow", "pydantic", "quicktions", "requests", "rich.progress",
    "rich.table", "sqlalchemy", "tenacity", "typer", "xlsxwriter", "yaml", "zstandard",
)  # fmt: skip

Finished = subprocess.CompletedProcess[str]

CAN_FORK = "forkserver" in get_all_start_methods()
CONTEXT = get_context("forkserver" if CAN_FORK else "spawn")
CONTEXT.set_forkserver_preload([*LIBRARIES])


def deskmark(
    *words: str, home: Path | None = None, environment: Mapping[str, str] | None = None
) -> Finished:
    """Waits for its end."""
    with Started(*words, home=home, environment=environment) as started:
        return started.finished()


class Started:
    """The command under way; leaving ends it."""

    def __init__(
        self, *words: str, home: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> None:
        named = ["--home", str(home)] if home is not None else []
        self._words = [*named, *words]
        self._folder = TemporaryDirectory()
        self.process: BaseProcess = CONTEXT.Process(  # type: ignore[attr-defined]
            target=_answer,
            args=(self._words, dict(environment or os.environ), self._folder.name),
        )
        self.process.start()

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    def finished(self) -> Finished:
        self.process.join()
        out, err = (
            Path(self._folder.name, name).read_text(encoding="utf-8") for name in ("out", "err")
        )
        return subprocess.CompletedProcess(self._words, self.process.exitcode or 0, out, err)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.join()
        self._folder.cleanup()


def _answer(words: list[str], environment: dict[str, str], folder: str) -> None:
    """What `python -m pipelines` does, with what it says in two files."""
    if hasattr(os, "setsid"):
        os.setsid()  # who kills it can kill all that it has started
    for stream, name in ((1, "out"), (2, "err")):
        file = os.open(Path(folder, name), os.O_WRONLY | os.O_CREAT)
        os.dup2(file, stream)
        os.close(file)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["deskmark", *words]
    from pipelines.__main__ import main

    main()
