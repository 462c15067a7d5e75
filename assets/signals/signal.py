"""A signal: what it may mean, the numbers that draw its line, and the records behind it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, RootModel

from assets.statement import statement
from metrics.documents import Problem, nearest, read_document
from metrics.label import Label, Language

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Signal(BaseModel):
    """`row` tells one record in words; `why` says what is suspect in it, and what is innocent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: Label
    why: Label
    row: Label
    numbers: dict[str, int]


class Signals(RootModel[dict[str, Signal]]):
    model_config = ConfigDict(frozen=True)


@dataclass(frozen=True)
class Seen:
    """One record that somebody should look at, and the file that it came from."""

    signal: str
    agent_id: str
    record: str
    at: datetime
    number: int
    other: str | None
    file: str | None

    def told(self, language: Language) -> str:
        sentence = signals()[self.signal].row.in_(language)
        return sentence.format(number=self.number, other=self.other)


@cache
def signals() -> Mapping[str, Signal]:
    return read_document(files("assets").joinpath("signals", "signals.yml"), Signals).root


def seen(
    connection: "DuckDBPyConnection", first: date, last: date, only: str | None = None
) -> list[Seen]:
    """Every record of the days, by signal, agent and time."""
    known = signals()
    if only is not None and only not in known:
        raise Problem(f'there is no signal "{only}".{nearest(only, list(known))}')
    names = [only] if only is not None else list(known)
    paths = _files(connection)
    found: list[Seen] = []
    for name in names:
        given = {"first": first, "last": last, **known[name].numbers}
        query = statement("signals", name)
        asked = {key: given[key] for key in re.findall(r"\$(\w+)", query)}
        rows = connection.execute(query, asked).fetchall()
        found += [
            Seen(name, agent_id, record, at, number, other, paths.get(file_id))
            for agent_id, record, at, number, other, file_id in rows
            if agent_id is not None
        ]
    places = {name: place for place, name in enumerate(known)}
    return sorted(found, key=lambda one: (places[one.signal], one.agent_id, one.at, one.record))


def _files(connection: "DuckDBPyConnection") -> dict[int, str]:
    rows = connection.execute("select file_id, max(file) from ops.files group by 1").fetchall()
    return dict(rows)
