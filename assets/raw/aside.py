"""Records that yielded to another file's: kept aside, for when that file takes its own back.

Their own file is then read again where it stands as it was read. Where it does not, what was kept
is given back: a file that vanishes, or that has become unreadable, changes nothing.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.files.landing import stands_as
from assets.raw.ledger import NO_DAY, forget, touch
from assets.raw.log import Log, load_logs
from assets.raw.quoting import identifier, same
from assets.raw.room import with_room
from assets.statement import statement

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def set_aside(connection: "DuckDBPyConnection", log: Log) -> None:
    """Keeps what temp table `losers` names, but for what its own file says better."""
    connection.execute(
        f"insert into {log.aside} by name select a.*, winner as yields_to "
        f"from {log.table} as a join losers on losers.row = a.rowid "
        "where losers.file_id <> winner order by losers.row"
    )


def take_back(desk: Desk, connection: "DuckDBPyConnection", file_ids: Collection[int]) -> None:
    """Forgets files; those that had yielded to them are read again, or given back what is kept."""
    waiting, forgotten = [*file_ids], set[int]()
    gone: dict[str, set[int]] = {}
    while waiting:
        file_id = waiting.pop()
        found = _yielding_to(connection, file_id)
        forget(connection, file_id)
        forgotten.add(file_id)
        for log, yielding in found:
            here = {one for one in yielding if _is_here(desk, connection, one)}
            waiting += here
            gone.setdefault(log, set()).update({*yielding} - here)
    for log, files in gone.items():  # at the end, so that of all of them the latest stands
        _give_back(connection, load_logs()[log], forgotten, files - forgotten)


def _yielding_to(connection: "DuckDBPyConnection", file_id: int) -> list[tuple[str, list[int]]]:
    query = (
        "select log, list(distinct pairs.file_id) from ops.loads as loads "
        "join ops.overlaps as pairs on yields_to = loads.file_id "
        "where loads.file_id = $id group by log"
    )
    return connection.execute(query, {"id": file_id}).fetchall()


def _is_here(desk: Desk, connection: "DuckDBPyConnection", file_id: int) -> bool:
    query = "select file, size, modified from ops.files where file_id = $id"
    found = connection.execute(query, {"id": file_id}).fetchall()
    return any(stands_as(desk.home / file, *known) for file, *known in found)


def _give_back(
    connection: "DuckDBPyConnection", log: Log, forgotten: Collection[int], gone: Collection[int]
) -> None:
    """What these files had said of keys that the forgotten ones decided; of several the latest."""
    if not gone:
        return
    keys = ("source", *log.key)
    query = (
        statement("raw", "given_back")
        .replace("aside_table", log.aside)
        .replace("raw_table", log.table)
        .replace("the_key", ", ".join(map(identifier, keys)))
        .replace("the_version", identifier(log.version) if log.version else "null")
        .replace("same_key", same("a", "b", keys))
        .replace("columns_with_room", ", ".join(map(identifier, with_room(connection, log))))
    )
    connection.execute("set variable forgotten = $ids::integer[]", {"ids": [*forgotten]})
    connection.execute("set variable gone = $ids::integer[]", {"ids": [*gone]})
    connection.execute(query)
    days = {NO_DAY}
    if log.is_dated:
        found = connection.execute("select distinct business_date from given_back").fetchall()
        days = {day for (day,) in found}
    touch(connection, log, days)
