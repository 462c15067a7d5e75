"""Canonical logs: the columns, the key and the dates that every export format is mapped to."""

from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from metrics.documents import read_document
from metrics.label import Label

ColumnType = Literal[
    "text", "integer", "number", "money", "seconds", "timestamp", "date", "boolean"
]

SQL_TYPES: dict[ColumnType, str] = {
    "text": "varchar",
    "integer": "bigint",
    "number": "double",
    "money": "decimal(18, 4)",
    "seconds": "decimal(18, 3)",
    "timestamp": "timestamp",  # always UTC
    "date": "date",
    "boolean": "boolean",
}


class LogColumn(BaseModel):
    """One column of a canonical log."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: ColumnType
    description: str
    required: bool = False
    pseudonym: bool = False
    recurs: bool = False  # records that stand together tend to share it
    unique: bool = False  # nearly every record has its own
    on_request: bool = False  # stored only where the desk asks for message text
    derived: bool = False  # told by other columns while loading; no source maps it

    @property
    def sql_type(self) -> str:
        return SQL_TYPES[self.type]


class LogSpec(BaseModel):
    """The YAML of a log."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    description: Label
    key: list[str]
    dated_by: str | None = None
    version: str | None = None
    columns: dict[str, LogColumn]


class Log(LogSpec):
    """A canonical log: `raw.<name>` holds it as loaded, `staged.<name>` shows it tidy."""

    name: str

    @property
    def table(self) -> str:
        return f"raw.{self.name}"

    @property
    def aside(self) -> str:
        """Where records are that yielded to another file's."""
        return f"aside.{self.name}"

    @property
    def is_dated(self) -> bool:
        return self.dated_by is not None

    @property
    def mapped_columns(self) -> dict[str, LogColumn]:
        """Those that a source can say something about."""
        return {name: column for name, column in self.columns.items() if not column.derived}

    @property
    def stored_columns(self) -> dict[str, str]:
        """Name → SQL type of every column of the raw table, in order."""
        columns = {name: column.sql_type for name, column in self.columns.items()}
        if self.is_dated:
            columns["business_date"] = "date"
        return columns | {"source": "varchar", "file_id": "integer"}


@cache
def load_logs() -> dict[str, Log]:
    """Every canonical log by name."""
    folder = files("assets").joinpath("raw")
    found: dict[str, Log] = {}
    for path in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if path.name.endswith(".yml"):
            name = path.name.removesuffix(".yml")
            spec = read_document(path, LogSpec)
            found[name] = Log(name=name, **dict(spec))
    return found
