"""A desk made from one published file: the figures that Deskmark draws from it."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from metrics.kpi import load_kpis, with_variants

SHARED = Path(__file__).parents[3] / "shared"


@dataclass(frozen=True)
class Measured:
    """A desk into which one file was loaded, with everything that is made from it."""

    connection: DuckDBPyConnection
    file: Path

    def rows(
        self, columns: str, relation: str, where: str = "true"
    ) -> Sequence[tuple[object, ...]]:
        query = f"select {columns} from {relation} where {where}"
        return self.connection.execute(query).fetchall()

    def numbers(self, column: str, relation: str, where: str = "true") -> list[int]:
        return [int(str(value)) for (value,) in self.rows(column, relation, where)]

    def shown(self, expression: str, relation: str, like: str, where: str = "true") -> str:
        """The value of an aggregate with as many decimals as the published figure has."""
        decimals = len(like.partition(".")[2])
        ((value,),) = self.rows(f"round({expression}, {decimals})", relation, where)
        return "none" if value is None else f"{value:.{decimals}f}"

    def kpi(self, kpi: str, like: str, where: str = "true", grain: str = "agent_days") -> str:
        """The KPI over all days and agents, or some of them: a count, or a sum over a sum."""
        scale = with_variants(load_kpis())[kpi].scale
        value = f"sum(numerator) / coalesce(sum(denominator), 1) / {scale}"
        return self.shown(value, f"kpi.{grain}", like, f"kpi = '{kpi}' and {where}")

    @property
    def ledger(self) -> tuple[object, ...]:
        """What the ledger says of the file: records read, loaded, duplicates, rejected."""
        columns = "records_read, loaded, duplicates, rejected"
        (line,) = self.rows(columns, "ops.loads", f"file = 'landing/{self.file.name}'")
        return line


def published_file(name: str) -> Path:
    """The file, or a skip that says where it was sought; in CI it must be there."""
    folder = Path(os.environ.get("DESKMARK_DATA") or SHARED / "data")
    if (folder / name).is_file():
        return folder / name
    missing = f"no {name} in {folder}; name its folder with DESKMARK_DATA"
    if os.environ.get("CI") == "true" and SHARED.is_dir():
        pytest.fail(missing)
    pytest.skip(missing)
