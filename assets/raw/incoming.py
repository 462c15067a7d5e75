"""A batch of files into its raw table: quickly, then with care for the records in doubt.

The quick reading streams every record into the raw table; one that it may have got wrong, or that
the source leaves out, goes in under a negative number and is taken out at once. Files that have
records in doubt, or lines that cannot be read, are read a second time: what is good of those is
stored, the others are refused.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assets.files.relation import Part, Reader, Waiting, relation_sql
from assets.raw.doubt import doubt, doubt_once_stored, doubt_while_read
from assets.raw.expression import Reading
from assets.raw.quoting import identifier, literal
from assets.raw.record import filled_columns, left_out, selected, stored, verdict
from assets.raw.reject import shape
from assets.raw.room import make_room
from assets.sources.source import Source
from assets.statement import statement
from metrics.label import Label, Language
from metrics.saying import said
from metrics.words import label
from sql import insert_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


LEFT_OUT = 1_000_000_000  # beyond any file id: marks records that the source leaves out
LISTED = 1000  # so many of these are listed one by one
FILES_AT_ONCE = 50  # read with care


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


def enter(connection: "DuckDBPyConnection", incoming: Incoming) -> None:
    """Stores the good records of these files; temp tables `batch_files`, `refused`, `counts`."""
    _prepare(connection, incoming)
    _read_quickly(connection, incoming)
    doubtful, left_out = _files_in_doubt(connection, incoming)
    few = {file_id for file_id, records in left_out.items() if records <= LISTED}
    for file_ids, lists_left_out in ((few, True), (doubtful - few, False)):
        parts = [part for part in incoming.parts if part.file_id in file_ids]
        for start in range(0, len(parts), FILES_AT_ONCE):
            some = replace(incoming, parts=parts[start : start + FILES_AT_ONCE])
            _read_with_care(connection, some, lists_left_out=lists_left_out)
    connection.execute(f"create or replace temp table refused {REFUSED}")
    if doubtful or left_out:
        _count_left_out(connection, {id: n for id, n in left_out.items() if id not in few})
        _refuse(connection, incoming)
    counts = statement("raw", "counts").replace("raw_table", incoming.table)
    connection.execute(counts)


def _prepare(connection: "DuckDBPyConnection", incoming: Incoming) -> None:
    connection.execute(statement("raw", "masked"))
    connection.execute(
        "create or replace temp table batch_files "
        "(file_id integer, file varchar, name varchar, path varchar)"
    )
    insert_rows(
        connection,
        "batch_files",
        [
            (part.file_id, part.waiting.file.name, part.waiting.file.base_name, str(part.path))
            for part in incoming.parts
        ],
    )
    for table in ("unreadable_lines", "unreadable_scans", "examined"):
        connection.execute(f"drop table if exists {table}")
    columns = ", ".join(
        f"{identifier(name)} {type_}"
        for name, type_ in incoming.reading.source.canonical.stored_columns.items()
    )
    connection.execute(
        f"create temp table examined ({columns}, _nth bigint, _row bigint, _breaks bigint, "
        '_doubtful boolean, _verdict struct("column" varchar, reason varchar), _shape varchar)'
    )


def _read_quickly(connection: "DuckDBPyConnection", incoming: Incoming) -> None:
    reading = incoming.reading
    relation = relation_sql(
        connection, incoming.parts, incoming.header, Reader(is_lenient=incoming.is_lenient)
    )
    in_doubt = doubt_while_read(reading, "_q", keep_text=incoming.terms.keep_text)
    connection.execute("set preserve_insertion_order = false")
    connection.execute(
        f"""
        insert into {incoming.table} by name
        with made as ({_with_values(incoming, _with_files(incoming, relation))})
        select
            {stored(reading, "_q", incoming.columns)},
            case
                when {left_out(reading)} then -_file_id - {LEFT_OUT}
                when {in_doubt} then -_file_id
                else _file_id
            end as file_id
        from made
        """
    )
    connection.execute("set preserve_insertion_order = true")


def _with_files(incoming: Incoming, relation: str) -> str:
    """Each row with the id and the name of its file."""
    if len(incoming.parts) == 1:
        return _with_file(incoming.parts[0], relation)
    return (
        "select relation.*, files.file_id as _file_id, files.name as _name "
        f"from ({relation}) as relation join batch_files as files on files.path = _file"
    )


def _with_file(part: Part, relation: str) -> str:
    name = literal(part.waiting.file.base_name)
    return f"select *, {part.file_id} as _file_id, {name} as _name from ({relation})"


def _with_values(incoming: Incoming, relation: str) -> str:
    """Cells, and what the quick reading makes of them."""
    quick = selected(incoming.reading, "_q", keep_text=incoming.terms.keep_text)
    return f"select *, {quick} from ({relation})"


def _files_in_doubt(
    connection: "DuckDBPyConnection", incoming: Incoming
) -> tuple[set[int], dict[int, int]]:
    """Files with records in doubt or unreadable lines; per file, how many the source leaves out."""
    first = min(part.file_id for part in incoming.parts)
    in_doubt = doubt_once_stored(incoming.reading, keep_text=incoming.terms.keep_text)
    wanted = f"where file_id < 0 or (file_id >= {first} and {in_doubt})"
    found = connection.sql(
        f"select abs(file_id), count(*) from {incoming.table} {wanted} group by 1"
    ).fetchall()
    if found:
        connection.execute(f"delete from {incoming.table} {wanted}")
    connection.execute(statement("raw", "unreadable"))
    unreadable = connection.sql("select distinct file_id from unreadable").fetchall()
    doubtful = {file_id for file_id, _ in found if file_id < LEFT_OUT}
    left_out = {file_id - LEFT_OUT: count for file_id, count in found if file_id > LEFT_OUT}
    return doubtful | {file_id for (file_id,) in unreadable}, left_out


def _read_with_care(
    connection: "DuckDBPyConnection", some: Incoming, *, lists_left_out: bool
) -> None:
    """Adds the files' records in doubt to `examined`, and those that hold line breaks."""
    reading = some.reading
    out, doubtful = left_out(reading), doubt(reading, "_q", keep_text=some.terms.keep_text)
    wanted = f"{out} or {doubtful}" if lists_left_out else f"not {out} and {doubtful}"
    connection.execute(f"insert into examined by name {examined_sql(connection, some, wanted)}")
    columns = ", ".join(map(identifier, some.columns))
    file_ids = ", ".join(str(part.file_id) for part in some.parts)
    connection.execute(
        f"insert into {some.table} by name select {columns} from examined "
        f"where file_id in ({file_ids}) and _doubtful and _verdict is null"
    )


def _count_left_out(connection: "DuckDBPyConnection", records: dict[int, int]) -> None:
    """Of many records that are none of this log, only their number is kept."""
    connection.execute("create or replace temp table left_out (file_id integer, records bigint)")
    insert_rows(connection, "left_out", records.items())


def examined_sql(connection: "DuckDBPyConnection", some: Incoming, wanted: str) -> str:
    """Records read with care and numbered by file: those wanted, and those with line breaks.

    DuckDB takes longer to plan this than to read a small file, so it is said once for several.
    """
    quick, careful = some.reading, replace(some.reading, is_careful=True)
    reader = Reader("seen_lines", "seen_scans", is_lenient=some.is_lenient, is_numbered=True)
    for table in (reader.rejects, reader.scans):
        connection.execute(f"drop table if exists {table}")
    relations = [
        "select *, row_number() over () as _nth from "
        f"({_with_file(part, relation_sql(connection, [part], some.header, reader))})"
        for part in some.parts
    ]
    relation = " union all ".join(relations)
    cells = [identifier(name) for name in some.header]
    is_csv = quick.source.format == "csv"
    text = f"concat_ws('', {', '.join(cells)}, '')" if is_csv else "''"
    breaks = f"length({text}) - length(replace({text}, chr(10), ''))"
    values = selected(careful, "_c", keep_text=some.terms.keep_text)
    return f"""
        with numbered as (
            select *, {breaks} as _breaks from ({_with_values(some, relation)})
        ),
        chosen as (
            select *, {wanted} as _doubtful from numbered
        ),
        careful as (
            select *, {values} from chosen where _doubtful or _breaks > 0
        ),
        judged as (
            select *, {verdict(careful, "_c", some.terms.language)} as _verdict from careful
        )
        select
            {stored(careful, "_c", some.columns)}, _file_id as file_id,
            _nth, _row, _breaks, _doubtful, _verdict,
            case when _verdict is not null then {shape(careful, "_c")} end as _shape
        from judged
    """


UNREADABLE = ("cast", "missing_columns", "too_many_columns", "unquoted_value",
              "line_size_over_maximum", "invalid_encoding", "invalid_state")  # fmt: skip


REFUSED = (
    '(file_id integer, record bigint, line bigint, "column" varchar, reason varchar, raw varchar, '
    "records bigint)"
)


def _refuse(connection: "DuckDBPyConnection", incoming: Incoming) -> None:
    language, source = incoming.terms.language, incoming.reading.source
    lines_before = lines_before_records(source)
    connection.execute("set variable lines_before_records = $n", {"n": lines_before})
    connection.execute(
        "set variable left_out_reason = $reason",
        {"reason": said("ingest", "left_out").in_(language)},
    )
    connection.execute(
        "create or replace temp table unreadable_words (error_type varchar, reason varchar)"
    )
    words: list[tuple[str, Label]] = [
        (kind.replace("_", " ").upper(), said("ingest", "unreadable", why=label("ingest", kind)))
        for kind in UNREADABLE
    ]
    insert_rows(
        connection,
        "unreadable_words",
        [(kind, reason.in_(language)) for kind, reason in words],
    )
    connection.execute(statement("raw", "refused"))


def lines_before_records(source: Source) -> int | None:
    """None where records have no lines."""
    match source.format:
        case "parquet":
            return None
        case "json":
            return 0
        case _:
            return source.header_row if source.header is None else 0
