"""Sources: one YAML per export format says how its columns become a canonical log."""

import hashlib
from fnmatch import fnmatchcase
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from assets.raw.log import Log, load_logs
from metrics.documents import Problem, nearest, read_document
from metrics.label import Label

Format = Literal["csv", "jsonl", "parquet", "xlsx"]
Constant = str | bool | int | float


class Mapping(BaseModel):
    """Where one canonical column comes from, and how it is read."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    names: list[str] = Field(default_factory=list, alias="from")
    date: str | None = None
    time: str | None = None
    join: list[str] = Field(default_factory=list)
    separator: str = Field(default="/", alias="with")
    value: Constant | None = None
    format: list[str] = Field(default_factory=list)
    unit: Literal["seconds", "ms", "minutes", "hms", "percent"] | None = None
    values: dict[str, Constant] = Field(default_factory=dict)
    prefixes: dict[str, Constant] = Field(default_factory=dict)
    otherwise: Constant | None = None
    null_words: list[str] = Field(default_factory=list)
    when: dict[str, list[str]] = Field(default_factory=dict)
    unless: dict[str, list[str]] = Field(default_factory=dict)
    trim: str | None = None
    optional: bool = False

    @field_validator("names", "format", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value

    @model_validator(mode="after")
    def _has_one_origin(self) -> Self:
        origins = [
            bool(self.names),
            self.date is not None,
            bool(self.join),
            self.value is not None,
        ]
        if sum(origins) != 1:
            raise ValueError("needs exactly one of: from, date + time, join, value.")
        if self.values and self.prefixes:
            raise ValueError('"values" and "prefixes" do not go together.')
        if (self.date is None) != (self.time is None):
            raise ValueError('"date" and "time" go together.')
        return self

    def needs(self) -> list[list[str]]:
        """Groups of headers: of each group the file must have one."""
        if self.names:
            return [self.names]
        return [[name] for name in [self.date, self.time, *self.join] if name is not None]

    @property
    def is_mapped(self) -> bool:
        return bool(self.values or self.prefixes)

    def mentions(self) -> list[str]:
        """Every header that the mapping may read."""
        named = [*self.names, self.date, self.time, *self.join, *self.when, *self.unless]
        return [name for name in named if name is not None]


class SourceSpec(BaseModel):
    """The YAML of a source."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: Label
    log: str
    format: Format
    pattern: str = "*"
    encoding: Literal["utf-8", "gb18030", "utf-16", "latin-1"] = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    header: list[str] | None = None
    header_row: int = Field(default=1, ge=1)
    sheet: str | None = None
    time_zone: str = "desk"
    null_words: list[str] = Field(default_factory=lambda: [""])
    key: Literal["none"] | None = None
    leave_out: dict[str, list[str]] = Field(default_factory=dict)
    columns: dict[str, Mapping]
    as_of: str | None = None
    reference: str | None = None
    verified: str | None = None

    @field_validator("columns", mode="before")
    @classmethod
    def _name_alone_means_from(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {k: {"from": v} if isinstance(v, str) else v for k, v in value.items()}


class Source(SourceSpec):
    """An export format that Deskmark can load."""

    id: str
    fingerprint: str

    @property
    def canonical(self) -> Log:
        return load_logs()[self.log]

    def takes_name(self, file_name: str) -> bool:
        return fnmatchcase(file_name.lower(), self.pattern.lower())

    def missing_headers(self, header: list[str]) -> list[str]:
        """Required headers that the file lacks, as 'a or b'."""
        needed = [g for m in self.columns.values() if not m.optional for g in m.needs()]
        needed += [[name] for name in self.leave_out]
        return [" or ".join(group) for group in needed if not set(group) & set(header)]

    def shortest_record(self) -> int:
        """How many columns a record without header has at least: up to the last required one."""
        log, header = self.canonical, self.header or []
        required = {
            name
            for column, mapping in self.columns.items()
            if log.columns[column].required
            for name in mapping.mentions()
        }
        return max((header.index(name) + 1 for name in required if name in header), default=1)

    def used_headers(self) -> list[str]:
        """Every header that the source may read, in the order of its columns."""
        named = [name for mapping in self.columns.values() for name in mapping.mentions()]
        return list(dict.fromkeys([*named, *self.leave_out]))

    def matched_headers(self, header: list[str]) -> list[str]:
        used = set(self.used_headers())
        return [name for name in header if name in used]


def load_sources(desk_folder: Path | None = None) -> dict[str, Source]:
    """Shipped sources by id; a desk's own file of the same name replaces a shipped one."""
    folders: list[Traversable | Path] = [files("assets").joinpath("sources")]
    if desk_folder is not None and desk_folder.is_dir():
        folders.append(desk_folder)
    found: dict[str, Source] = {}
    for folder in folders:
        for path in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if path.name.endswith((".yml", ".yaml")):
                source = read_source(path)
                found[source.id] = source
    return dict(sorted(found.items()))


def read_source(path: Path | Traversable) -> Source:
    spec = read_document(path, SourceSpec)
    logs = load_logs()
    if spec.log not in logs:
        raise Problem(f'{path}: "log": unknown log "{spec.log}".{nearest(spec.log, [*logs])}')
    log = logs[spec.log]
    for name in spec.columns:
        if name not in log.columns:
            hint = nearest(name, [*log.columns])
            raise Problem(f'{path}: "columns": {spec.log} has no column "{name}".{hint}')
    for name, column in log.columns.items():
        if column.required and name not in spec.columns:
            raise Problem(f'{path}: "columns": {spec.log} needs "{name}" ({column.description})')
    fingerprint = hashlib.sha256(spec.model_dump_json().encode()).hexdigest()[:16]
    return Source(id=path.name.rsplit(".", 1)[0], fingerprint=fingerprint, **dict(spec))
