"""Which records of a batch are refused, with line, reason and shape."""

from typing import TYPE_CHECKING

from assets.raw.incoming import Incoming
from assets.sources.source import Source
from assets.statement import statement
from metrics.saying import said
from metrics.words import label
from sql import insert_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

UNREADABLE = ("cast", "missing_columns", "too_many_columns", "unquoted_value",
              "line_size_over_maximum", "invalid_encoding", "invalid_state")  # fmt: skip

REFUSED = (
    '(file_id integer, record bigint, line bigint, "column" varchar, reason varchar, raw varchar, '
    "records bigint)"
)


def refuse(connection: "DuckDBPyConnection", incoming: Incoming, left_out: dict[int, int]) -> None:
    """Fills temp table `refused`; of many records that are none of this log only their number."""
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
    why = {kind: said("ingest", "unreadable", why=label("ingest", kind)) for kind in UNREADABLE}
    insert_rows(
        connection,
        "unreadable_words",
        [(kind.replace("_", " ").upper(), reason.in_(language)) for kind, reason in why.items()],
    )
    connection.execute("create or replace temp table left_out (file_id integer, records bigint)")
    insert_rows(connection, "left_out", left_out.items())
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
