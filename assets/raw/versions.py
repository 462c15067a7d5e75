"""Duplicates: of the records with one key, the latest version stays, whatever the load order."""

from typing import TYPE_CHECKING

from assets.raw.expression import identifier
from assets.raw.source import Source

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def settle_versions(connection: "DuckDBPyConnection", source: Source) -> None:
    """Fills temp table `losers` (origin, row, file_id, winner) and removes them where they stand.

    The greatest `version` column wins, then the file whose name sorts last, then the record that
    stands last in its file.
    """
    log = source.canonical
    if source.key == "none":
        connection.execute(
            "create or replace temp table losers "
            "(origin varchar, row bigint, file_id integer, winner integer, day date)"
        )
        return
    keys = ["source", *log.key]
    columns = ", ".join(identifier(key) for key in keys)
    same = " and ".join(f"a.{identifier(k)} is not distinct from b.{identifier(k)}" for k in keys)
    version = f"a.{identifier(log.version)}" if log.version else "null"
    day = "a.business_date" if log.is_dated else "cast(null as date)"
    qualified = ", ".join(f"a.{identifier(key)}" for key in keys)
    connection.execute(
        f"""
        create or replace temp table contested as
        select {columns} from incoming group by all having count(*) > 1
        union
        select {columns} from incoming as a
        where exists (select 1 from {log.table} as b where {same})
        """
    )
    connection.execute(
        f"""
        create or replace temp table losers as
        with contenders as (
            select {qualified}, {version} as version, 'new' as origin, a.rowid as row, a.file_id,
                {day} as day
            from incoming as a where exists (select 1 from contested as b where {same})
            union all
            select {qualified}, {version}, 'old', a.rowid, a.file_id, {day}
            from {log.table} as a where exists (select 1 from contested as b where {same})
        ),
        placed as (
            select contenders.*,
                row_number() over latest as place,
                first_value(contenders.file_id) over latest as winner
            from contenders
            left join (
                select file_id, file from ops.loads union select file_id, file from batch_files
            ) as names using (file_id)
            window latest as (
                partition by {columns}
                order by version desc nulls last, names.file desc, contenders.row desc
            )
        )
        select origin, row, file_id, winner, day from placed where place > 1
        """
    )
    connection.execute(
        f"delete from {log.table} where rowid in (select row from losers where origin = 'old')"
    )
    connection.execute(
        "delete from incoming where rowid in (select row from losers where origin = 'new')"
    )
