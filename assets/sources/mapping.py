"""A mapping: where one canonical column comes from in a file, and how its text is read."""

import re
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from assets.raw.quoting import Constant

Unit = Literal[
    "seconds", "ms", "minutes", "hours", "days", "hms", "words", "percent", "share"
]  # fmt: skip


class Length(BaseModel):
    """A length of time in another column of the file, to add to a moment or to take from it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    name: str = Field(alias="from")
    unit: Literal["seconds", "ms", "minutes", "hours", "days", "hms", "words"] = "seconds"


class Mapping(BaseModel):
    """One entry under `columns:` of a source; assets/sources/README.md explains each word."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    names: list[str] = Field(default_factory=list, alias="from")
    date: str | None = None
    time: str | None = None
    join: list[str] = Field(default_factory=list)
    sum: list[str] = Field(default_factory=list)
    separator: str = Field(default="/", alias="with")
    value: Constant | None = None
    file_name: str | None = None
    format: list[str] = Field(default_factory=list)
    unit: Unit | None = None
    of: str | None = None
    values: dict[str, Constant] = Field(default_factory=dict)
    prefixes: dict[str, Constant] = Field(default_factory=dict)
    otherwise: Constant | None = None
    missing: Constant | None = None
    null_words: list[str] = Field(default_factory=list)
    when: dict[str, list[str]] = Field(default_factory=dict)
    unless: dict[str, list[str]] = Field(default_factory=dict)
    trim: str | None = None
    trim_start: str | None = None
    plus: Length | None = None
    less: Length | None = None
    not_before: str | None = None
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
            bool(self.sum),
            self.value is not None,
            self.file_name is not None and not self.names,  # beside "from" it fills in
        ]
        if sum(origins) != 1:
            raise ValueError(
                "needs exactly one of: from, date + time, join, sum, value, file_name."
            )
        if (self.date is None) != (self.time is None):
            raise ValueError('"date" and "time" go together.')
        if self.of is not None and self.unit not in ("percent", "share"):
            raise ValueError('"of" needs the unit percent or share.')
        return self

    @field_validator("file_name")
    @classmethod
    def _is_pattern_with_group(cls, value: str | None) -> str | None:
        try:
            groups = re.compile(value).groups if value is not None else 1
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}.") from None
        if not groups:
            raise ValueError("put the part to take in parentheses.")
        return value

    def needs(self) -> list[list[str]]:
        """Groups of headers: of each group the file must have one."""
        if self.names:
            return [self.names] if self.file_name is None else []
        return [
            [name] for name in [self.date, self.time, *self.join, *self.sum] if name is not None
        ]

    @property
    def is_mapped(self) -> bool:
        """Whether the text is looked up in a list of words, not read as it stands."""
        return bool(self.values or self.prefixes or self.otherwise is not None)

    @property
    def is_constant(self) -> bool:
        return self.value is not None

    def mentions(self) -> list[str]:
        """Every header that the mapping may read."""
        lengths = [length.name for length in (self.plus, self.less) if length is not None]
        named = [*self.names, self.date, self.time, *self.join, *self.sum, self.of, *lengths]
        named += [*self.when, *self.unless]
        return [name for name in named if name is not None]
