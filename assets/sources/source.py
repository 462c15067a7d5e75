"""Sources: one YAML per export format says how its columns become a canonical log."""

import codecs
import hashlib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from assets.raw.log import Log, load_logs
from assets.sources.mapping import Mapping
from metrics.documents import Problem, nearest, problem_at, read_document
from metrics.label import Label

Format = Literal["csv", "json", "parquet", "xlsx"]
Mark = Literal[".", ",", " ", "'", "’"]


class Unfold(BaseModel):
    """Wide to long: each non-empty cell under these headers becomes a record of its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    headers: list[str]
    name: str
    value: str


class SourceSpec(BaseModel):
    """The YAML of a source; assets/sources/README.md explains each word."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: Label
    log: str
    format: Format
    beside: str | None = None
    pattern: str = "*"
    encoding: str = "utf-8"
    or_encoding: list[str] = Field(default_factory=list)
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    quote: str = Field(default='"', max_length=1)
    header: list[str] | None = None
    header_row: int = Field(default=1, ge=1)
    sheet: str | None = None
    layout: Literal["table", "month_end_book"] = "table"
    records: str = ""
    unfold: Unfold | None = None
    time_zone: str = "desk"
    decimal_mark: Literal[".", ","] = "."
    thousands: Mark | None = None
    null_words: list[str] = Field(default_factory=lambda: [""])
    key: Literal["none"] | None = None
    only: dict[str, list[str]] = Field(default_factory=dict)
    leave_out: dict[str, list[str]] = Field(default_factory=dict)
    columns: dict[str, Mapping]
    as_of: str | None = None
    reference: str | None = None
    verified: str | None = None

    @field_validator("format", mode="before")
    @classmethod
    def _lines_are_json_too(cls, value: Any) -> Any:
        return "json" if value == "jsonl" else value

    @field_validator("as_of", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> Any:
        return str(value) if value is not None else None

    @field_validator("encoding")
    @classmethod
    def _must_be_known(cls, value: str) -> str:
        try:
            return codecs.lookup(value).name
        except LookupError:
            raise ValueError(f'there is no encoding "{value}"; say utf-8, gb18030, …') from None

    @field_validator("or_encoding", mode="before")
    @classmethod
    def _each_must_be_known(cls, value: Any) -> Any:
        names = [value] if isinstance(value, str) else value
        return [cls._must_be_known(name) for name in names]

    @field_validator("columns", mode="before")
    @classmethod
    def _name_alone_means_from(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {k: {"from": v} if isinstance(v, str) else v for k, v in value.items()}

    @model_validator(mode="after")
    def _marks_differ(self) -> Self:
        if self.thousands == self.decimal_mark:
            raise ValueError('"thousands" and "decimal_mark" must differ.')
        return self


class Source(SourceSpec):
    """An export format that Deskmark can load."""

    id: str
    fingerprint: str

    @property
    def canonical(self) -> Log:
        return load_logs()[self.log]

    def in_each_encoding(self) -> "Iterator[Source]":
        """The source as it reads files in each of its encodings, the likeliest first."""
        yield self
        for encoding in self.or_encoding:
            yield self.model_copy(update={"encoding": encoding})

    def takes_name(self, file_name: str) -> bool:
        return fnmatchcase(file_name.lower(), self.pattern.lower())

    def missing_headers(self, header: list[str]) -> list[str]:
        """Required headers that the file lacks, as 'a or b'."""
        needed = [g for m in self.columns.values() if not m.optional for g in m.needs()]
        needed += [[name] for name in [*self.leave_out, *self.only] if self.format != "json"]
        made = self._made_by_unfolding()
        if self.unfold is not None:
            needed.append(self.unfold.headers)
        return [
            " or ".join(group) for group in needed if not set(group) & {*header, *made}
        ]  # fmt: skip

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
        named += [*self.leave_out, *self.only]
        if self.unfold is not None:
            named = [name for name in named if name not in self._made_by_unfolding()]
            named += self.unfold.headers
        return list(dict.fromkeys(named))

    def matched_headers(self, header: list[str]) -> list[str]:
        used = set(self.used_headers())
        return [name for name in header if name in used]

    def _made_by_unfolding(self) -> set[str]:
        return {self.unfold.name, self.unfold.value} if self.unfold is not None else set()


def read_source(path: Path | Traversable) -> Source:
    """A source's YAML, validated whole against its log."""
    spec = read_document(path, SourceSpec)
    logs = load_logs()
    if spec.log not in logs:
        hint = nearest(spec.log, [*logs])
        raise problem_at(path, ("log",), f'unknown log "{spec.log}".{hint}')
    log, problems = logs[spec.log], []
    for name, mapping in spec.columns.items():
        for word in (name, mapping.not_before):
            if word is not None and word not in log.mapped_columns:
                hint = nearest(word, [*log.mapped_columns])
                text = f'{spec.log} has no column "{word}".{hint}'
                problems.append(problem_at(path, ("columns", name), text))
    for name, column in log.columns.items():
        if column.required and name not in spec.columns:
            text = f'{spec.log} needs "{name}" ({column.description})'
            problems.append(problem_at(path, ("columns",), text))
    if problems:
        raise Problem("\n".join(str(problem) for problem in problems))
    return source_of(path.name.rsplit(".", 1)[0], spec)


def source_of(id: str, spec: SourceSpec) -> Source:
    fingerprint = hashlib.sha256(spec.model_dump_json().encode()).hexdigest()[:16]
    return Source(id=id, fingerprint=fingerprint, **dict(spec))
