"""Files of one source and header on their way into a raw table, and how they are read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.files.relation import Part, Waiting
from assets.raw.expression import Reading
from assets.raw.quoting import literal
from assets.raw.record import filled_columns, selected
from assets.raw.room import make_room
from metrics.label import Language

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Terms:
    """What the desk says about reading."""

    zone: str
    language: Language
    keep_text: bool


@dataclass(frozen=True)
class Incoming:
    """Files of one source and header, on their way into `table`."""

    parts: list[Part]
    terms: Terms
    is_lenient: bool
    columns: tuple[str, ...]  # of the raw table, those that are written

    @property
    def table(self) -> str:
        return self.parts[0].waiting.source.canonical.table

    @property
    def header(self) -> tuple[str, ...]:
        return self.parts[0].waiting.columns

    @property
    def reading(self) -> Reading:
        return reading_of(self.parts[0].waiting, self.terms)


def reading_of(one: Waiting, terms: Terms) -> Reading:
    source = one.source
    made = (source.unfold.name, source.unfold.value) if source.unfold is not None else ()
    return Reading(source, (*one.columns, *made), terms.zone)


def columns_written(
    connection: "DuckDBPyConnection", one: Waiting, terms: Terms
) -> tuple[str, ...]:
    """Of the raw table, those that files like this one fill; sees to it that they have room."""
    reading = reading_of(one, terms)
    log = one.source.canonical
    filled = filled_columns(reading, keep_text=terms.keep_text)
    roomy = make_room(connection, log, one.source.id, filled)
    return tuple(name for name in roomy if name in filled or name not in log.columns)


def with_file(part: Part, relation: str) -> str:
    """Each row with the id and the name of its file."""
    name = literal(part.waiting.file.base_name)
    return f"select *, {part.file_id} as _file_id, {name} as _name from ({relation})"


def with_values(incoming: Incoming, relation: str) -> str:
    """Cells, and what the quick reading makes of them."""
    quick = selected(incoming.reading, "_q", keep_text=incoming.terms.keep_text)
    return f"select *, {quick} from ({relation})"
