"""Keys: what loading promises to keep once stands once."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assets.checks.amiss import Amiss
from assets.desk.home import Desk
from assets.raw.log import load_logs
from assets.sources.catalogue import load_sources

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def repeated_keys(connection: "DuckDBPyConnection", desk: Desk) -> Iterator[tuple[str, Amiss]]:
    """Sources whose every line counts have no key."""
    sources = load_sources(desk.home / "sources").values()
    keyless = sorted(source.id for source in sources if source.key == "none")
    for log in load_logs().values():
        key = ", ".join(f'"{column}"' for column in ("source", *log.key))
        query = (
            f"select source, count(*) from (select {key} from {log.table} "
            "where not list_contains($keyless, source) group by all having count(*) > 1) group by 1"
        )
        rows = connection.execute(query, {"keyless": keyless}).fetchall()
        for source, keys in rows:
            values = {"source": source, "keys": keys, "columns": ", ".join(log.key)}
            yield log.name, Amiss("repeated_keys_place", values)
