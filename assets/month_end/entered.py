"""What stands in month-end/ for a period: every entry with the place where it was written."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.files.landing import LandedFile, landed_files
from assets.files.match import match_file
from assets.files.packed import Unreadable, unpacked
from assets.files.sheet import filled_book
from assets.raw.batch import why_not
from assets.raw.load import sources_of
from assets.sources.source import Source
from assets.statement import statement
from metrics.saying import said

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LOG = "month_end_inputs"
COLUMNS = ("period", "agent_id", "input", "value", "rater")


@dataclass(frozen=True)
class Place:
    """A cell of a sheet, or a line of a file."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.file, self.sheet, self.cell) if part)


@dataclass(frozen=True)
class Written:
    """`broken` is a word of `ingest`: the cell shows no value."""

    place: Place
    agent_id: str
    input: str
    value: str
    rater: str
    broken: str | None = None


@dataclass(frozen=True)
class Trouble:
    """Something to mend, as one sentence in the desk's language."""

    place: Place
    agent_id: str
    name: str
    text: str


def entered_for(
    connection: "DuckDBPyConnection", desk: Desk, period: str
) -> tuple[list[Written], list[Trouble]]:
    """Entries of workbooks and CSV files as they stand now; of other formats, as loaded."""
    sources = {name: one for name, one in sources_of(desk).items() if not one.canonical.is_dated}
    written: list[Written] = []
    troubles: list[Trouble] = []
    loaded: set[str] = set()
    for file in landed_files(desk.home, [desk.month_end]):
        match = match_file(file, sources, desk.settings.language)
        if match.source is None:
            troubles.append(Trouble(Place(file.name), "", "", match.reason))
        elif match.source.log == LOG:
            try:
                found = _entries(file, match.source, period, desk)
            except Unreadable as error:
                reason = why_not(error, desk.settings.language)
                found = Trouble(Place(file.name), "", "", reason)
            if found is None:
                loaded.add(match.source.id)
            elif isinstance(found, Trouble):
                troubles.append(found)
            else:
                written += found
    return [*written, *_as_loaded(connection, period, loaded)], troubles


def _entries(
    file: LandedFile, source: Source, period: str, desk: Desk
) -> list[Written] | Trouble | None:
    """None for formats whose places are known only by their rows."""
    if source.layout == "month_end_book":
        return _of_book(file, period, desk)
    return list(_of_csv(file, source, period)) if source.format == "csv" else None


def _of_book(file: LandedFile, period: str, desk: Desk) -> list[Written] | Trouble:
    filled = filled_book(file.path)
    if filled is None or filled.period != period:
        if filled is None or f"/{period}/" not in file.name:
            return []
        text = said("month_end", "other_period", period=filled.period)
        return Trouble(Place(file.name), "", "", text.in_(desk.settings.language))
    return [
        Written(
            Place(file.name, one.sheet, one.place),
            one.agent_id,
            one.input,
            one.value,
            one.rater,
            one.broken,
        )
        for one in filled.cells
    ]


def _of_csv(file: LandedFile, source: Source, period: str) -> Iterator[Written]:
    encoding = "utf-8-sig" if source.encoding == "utf-8" else source.encoding
    with unpacked(file.path, file.member) as handle:
        text = handle.read().decode(encoding, errors="replace")
    reader = csv.reader(text.splitlines(keepends=True), delimiter=source.delimiter)
    header = [name.strip() for name in next(reader, [])]
    places = {
        column: header.index(name)
        for column in COLUMNS
        if column in source.columns
        for name in source.columns[column].names
        if name in header
    }
    for cells in reader:
        row = {
            column: cells[place].strip() if place < len(cells) else ""
            for column, place in places.items()
        }
        if row["period"] == period and row["value"]:
            yield Written(
                Place(file.name, "", str(reader.line_num)),
                row["agent_id"],
                row["input"],
                row["value"],
                row.get("rater", ""),
            )


def _as_loaded(
    connection: "DuckDBPyConnection", period: str, sources: set[str]
) -> Iterator[Written]:
    if sources:
        query = connection.execute(statement("month_end", "loaded"), [period, sorted(sources)])
        for source, agent_id, name, value, rater in query.fetchall():
            yield Written(Place(source), agent_id, name, value, rater)
