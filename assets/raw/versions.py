"""Duplicates: of the records with one key, the latest version stays, whatever the load order."""

from dataclasses import replace
from typing import TYPE_CHECKING

from assets.files.relation import Part
from assets.raw.aside import set_aside
from assets.raw.careful import examined_sql
from assets.raw.incoming import Incoming
from assets.raw.quoting import identifier, literal, same
from assets.sources.source import Source
from assets.statement import statement

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NONE = "(origin varchar, row bigint, file_id integer, winner integer, day date)"
# Hashes of so many keys take 64 MB while they are sorted; of more DuckDB counts the keys itself.
MOST_HASHES = 8_000_000


def settle_versions(connection: "DuckDBPyConnection", incoming: Incoming) -> None:
    """Fills temp table `losers` (origin, row, file_id, winner, day) and removes them.

    The greatest `version` column wins, then the file whose name sorts last, then the record that
    stands last in its file.
    """
    source = incoming.reading.source
    connection.execute(f"create or replace temp table losers {NONE}")
    if source.key == "none" or not _contested(connection, incoming):
        return
    _place(connection, incoming)
    for part in incoming.parts:
        _settle_within(connection, incoming, part)
    set_aside(connection, source.canonical)
    connection.execute(
        f"delete from {incoming.table} where rowid in (select row from losers)"
    )  # fmt: skip


def _keys(source: Source) -> list[str]:
    return ["source", *source.canonical.key]


def _new(incoming: Incoming) -> str:
    """The batch's rows: file ids grow, so this is also where they stand in the table."""
    first = min(part.file_id for part in incoming.parts)
    return f"file_id >= {first}"


def _contested(connection: "DuckDBPyConnection", incoming: Incoming) -> bool:
    source = incoming.reading.source
    key = ", ".join(map(identifier, source.canonical.key))
    new, table = _new(incoming), incoming.table
    earlier = f"source = {literal(source.id)} and not ({new})"
    queries = []
    if not _all_differ(connection, f"select hash({key}) as hash from {table} where {new}"):
        queries += [f"select {key} from {table} where {new} group by all having count(*) > 1"]
    if connection.execute(f"select 1 from {table} where {earlier} limit 1").fetchall():
        alike = same("a", "b", source.canonical.key)
        queries.append(
            f"select {key} from {table} as a where {new} and exists "
            f"(select 1 from {table} as b where {earlier} and {alike})"
        )
    if not queries:
        return False
    connection.execute(f"create or replace temp table contested as {' union '.join(queries)}")
    return bool(connection.execute("select 1 from contested limit 1").fetchall())


def _all_differ(connection: "DuckDBPyConnection", hashes: str) -> bool:
    """True only where no two keys are equal: equal ones have equal hashes.

    Sorting numbers takes a fraction of grouping texts; two keys that share a hash by chance are
    told apart by the grouping that follows.
    """
    ((many,),) = connection.execute(f"select count(*) from ({hashes})").fetchall()
    if many > MOST_HASHES:
        return False
    found = connection.execute(hashes).fetchnumpy()["hash"]
    found.sort()
    return not bool((found[1:] == found[:-1]).any())


def _place(connection: "DuckDBPyConnection", incoming: Incoming) -> None:
    """Losers to later versions and files, and to equal records; ties within a file stay open."""
    source = incoming.reading.source
    log = source.canonical
    content = ", ".join(f"a.{identifier(name)}" for name in log.columns)
    connection.execute(
        f"""
        create or replace temp table contenders as
        select
            {", ".join(f"a.{identifier(key)}" for key in _keys(source))},
            {f"a.{identifier(log.version)}" if log.version else "null"} as version,
            case when a.{_new(incoming)} then 'new' else 'old' end as origin,
            a.rowid as row,
            a.file_id,
            {"a.business_date" if log.is_dated else "cast(null as date)"} as day,
            hash({content}) as content,
            coalesce(loads.file, batch_files.file) as file,
        from {incoming.table} as a
        left join ops.loads as loads on a.file_id = loads.file_id
        left join batch_files on a.file_id = batch_files.file_id
        where a.source = {literal(source.id)}
            and exists (select 1 from contested as b where {same("a", "b", source.canonical.key)})
        """
    )
    keys = ", ".join(map(identifier, _keys(source)))
    connection.execute(statement("raw", "placed").replace("the_key", keys))


def _settle_within(
    connection: "DuckDBPyConnection", incoming: Incoming, part: Part
) -> None:  # fmt: skip
    """Records of one file with one key and version but other content: the last one stays."""
    source = incoming.reading.source
    if not connection.execute(
        f"select 1 from open_ties where file_id = {part.file_id} limit 1"
    ).fetchall():  # fmt: skip
        return
    one = replace(incoming, parts=[part])
    log = source.canonical
    columns = ", ".join(map(identifier, incoming.columns))
    key = ", ".join(map(identifier, log.key))
    version = f"{identifier(log.version)} desc nulls last, " if log.version else ""
    connection.execute(
        f"create or replace temp table last_of_file as "
        f"select * from ({examined_sql(connection, one, 'true')}) as a "
        f"where _verdict is null and exists (select 1 from open_ties as b where "
        f"b.file_id = {part.file_id} and {same('a', 'b', source.canonical.key)}) "
        f"qualify row_number() over (partition by {key} order by {version}_nth desc) = 1"
    )
    connection.execute(
        f"delete from {incoming.table} where rowid in "
        f"(select row from open_ties where file_id = {part.file_id})"
    )
    connection.execute(
        f"insert into {incoming.table} by name select {columns} from last_of_file"
    )  # fmt: skip
