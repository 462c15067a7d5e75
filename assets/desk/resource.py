"""The desk as Dagster's assets see it: one warehouse connection per run, one run at a time."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg
from pydantic import PrivateAttr

from assets.desk.home import Desk, open_desk
from assets.desk.lock import one_run
from assets.warehouse import open_warehouse

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class DeskResource(dg.ConfigurableResource["DeskResource"]):
    """The desk that DESKMARK_HOME names, held for the time of a run."""

    home: str

    _desk: Desk | None = PrivateAttr(default=None)
    _opened: "DuckDBPyConnection | None" = PrivateAttr(default=None)
    _warehouse: "AbstractContextManager[DuckDBPyConnection] | None" = PrivateAttr(default=None)

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["DeskResource"]:
        self._desk = open_desk(Path(self.home))
        with one_run(self._desk):
            try:
                yield self
            finally:
                self.close()

    @property
    def desk(self) -> Desk:
        return self._desk if self._desk is not None else open_desk(Path(self.home))

    @property
    def connection(self) -> "DuckDBPyConnection":
        """The writer's connection, opened once for all steps of a run."""
        if self._opened is None:
            self._warehouse = open_warehouse(self.desk)
            self._opened = self._warehouse.__enter__()
        return self._opened

    def close(self) -> None:
        """Lets go of the warehouse file; the next use of the connection opens it again."""
        if self._warehouse is not None:
            self._warehouse.__exit__(None, None, None)
        self._opened = self._warehouse = None
