"""Files with records in doubt, read with care: every such record numbered and judged."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from assets.files.relation import Part, Reader, relation_sql
from assets.raw.doubt import doubt
from assets.raw.incoming import Incoming, with_file, with_values
from assets.raw.quoting import identifier
from assets.raw.record import left_out, selected, stored, verdict
from assets.raw.reject import shape

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# What is read at once: DuckDB takes longer to plan it than to read a small file.
FILES_AT_ONCE, BYTES_AT_ONCE = 50, 32 * 1024 * 1024


def read_with_care(
    connection: "DuckDBPyConnection", incoming: Incoming, *, lists_left_out: bool
) -> None:
    """Adds the files' records in doubt to `examined`, and those that hold line breaks.

    What is good of them is stored. With `lists_left_out` what the source leaves out is among them.
    """
    for parts in _small_ones_together(incoming.parts):
        _read(connection, replace(incoming, parts=parts), lists_left_out=lists_left_out)


def _small_ones_together(parts: list[Part]) -> Iterator[list[Part]]:
    some: list[Part] = []
    size = 0
    for part in parts:
        bytes_ = part.path.stat().st_size
        if some and (len(some) == FILES_AT_ONCE or size + bytes_ > BYTES_AT_ONCE):
            yield some
            some, size = [], 0
        some.append(part)
        size += bytes_
    if some:
        yield some


def _read(connection: "DuckDBPyConnection", some: Incoming, *, lists_left_out: bool) -> None:
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


def examined_sql(connection: "DuckDBPyConnection", some: Incoming, wanted: str) -> str:
    """Records read with care and numbered by file: those wanted, and those with line breaks."""
    quick, careful = some.reading, replace(some.reading, is_careful=True)
    reader = Reader("seen_lines", "seen_scans", is_lenient=some.is_lenient, is_numbered=True)
    for table in (reader.rejects, reader.scans):
        connection.execute(f"drop table if exists {table}")
    readers = [replace(reader, place=place) for place in range(len(some.parts))]
    relations = [
        "select *, row_number() over () as _nth from "
        f"({with_file(part, relation_sql(connection, [part], some.header, one))})"
        for part, one in zip(some.parts, readers, strict=True)
    ]
    relation = " union all ".join(relations)
    cells = [identifier(name) for name in some.header]
    is_csv = quick.source.format == "csv"
    text = f"concat_ws('', {', '.join(cells)}, '')" if is_csv else "''"
    breaks = f"length({text}) - length(replace({text}, chr(10), ''))"
    values = selected(careful, "_c", keep_text=some.terms.keep_text)
    return f"""
        with numbered as (
            select *, {breaks} as _breaks from ({with_values(some, relation)})
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
