"""A batch of files into its raw table: quickly, then with care for the records in doubt.

The quick reading streams every record into the raw table; one that it may have got wrong, or that
the source leaves out, goes in under a negative number and is taken out at once. Files that have
records in doubt, or lines that cannot be read, are read a second time: what is good of those is
stored, the others are refused.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from assets.files.relation import Reader, relation_sql
from assets.raw.careful import read_with_care
from assets.raw.doubt import doubt_once_stored, doubt_while_read
from assets.raw.incoming import Incoming, with_file, with_values
from assets.raw.quoting import identifier
from assets.raw.record import left_out, stored
from assets.raw.refusal import REFUSED, refuse
from assets.statement import statement
from sql import insert_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


LEFT_OUT = 1_000_000_000  # beyond any file id: marks records that the source leaves out
LISTED = 1000  # so many of these are listed one by one


def enter(connection: "DuckDBPyConnection", incoming: Incoming) -> None:
    """Stores the good records of these files; temp tables `batch_files`, `refused`, `counts`."""
    _prepare(connection, incoming)
    _read_quickly(connection, incoming)
    doubtful, left_out = _files_in_doubt(connection, incoming)
    few = {file_id for file_id, records in left_out.items() if records <= LISTED}
    for file_ids, lists_left_out in ((few, True), (doubtful - few, False)):
        parts = [part for part in incoming.parts if part.file_id in file_ids]
        some = replace(incoming, parts=parts)
        read_with_care(connection, some, lists_left_out=lists_left_out)
    many = {file_id: records for file_id, records in left_out.items() if file_id not in few}
    connection.execute(f"create or replace temp table refused {REFUSED}")
    if doubtful or left_out:
        refuse(connection, incoming, many)
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
    connection.execute(
        "set variable batch = (select map(list(path), list({file_id: file_id, name: name})) "
        "from batch_files)"
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
    connection.execute(
        f"""
        insert into {incoming.table} by name
        with made as ({with_values(incoming, _with_files(incoming, relation))})
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


def _with_files(incoming: Incoming, relation: str) -> str:
    """Each row with the id and the name of its file.

    The reader gives a vector of rows one path: looking it up keeps the rows in the files' order,
    which a join does not, and asks once per vector.
    """
    if len(incoming.parts) == 1:
        return with_file(incoming.parts[0], relation)
    return (
        "select *, getvariable('batch')[_file].file_id as _file_id, "
        f"getvariable('batch')[_file].name as _name from ({relation})"
    )


def _files_in_doubt(
    connection: "DuckDBPyConnection", incoming: Incoming
) -> tuple[set[int], dict[int, int]]:
    """Files with records in doubt or unreadable lines; per file, how many the source leaves out."""
    first = min(part.file_id for part in incoming.parts)
    in_doubt = doubt_once_stored(incoming.reading, keep_text=incoming.terms.keep_text)
    wanted = f"where file_id < 0 or (file_id >= {first} and {in_doubt})"
    found = connection.execute(
        f"select abs(file_id), count(*) from {incoming.table} {wanted} group by 1"
    ).fetchall()
    if found:
        connection.execute(f"delete from {incoming.table} {wanted}")
    connection.execute(statement("raw", "unreadable"))
    unreadable = connection.execute("select distinct file_id from unreadable").fetchall()
    doubtful = {file_id for file_id, _ in found if file_id < LEFT_OUT}
    left_out = {file_id - LEFT_OUT: count for file_id, count in found if file_id > LEFT_OUT}
    return doubtful | {file_id for (file_id,) in unreadable}, left_out
