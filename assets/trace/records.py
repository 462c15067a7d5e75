"""Record numbers: one file is read again, and the records sought are found in it."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.files.landing import LandedFile, landed_files, sha256_of
from assets.files.match import match_file
from assets.files.packed import Unreadable
from assets.files.plain import readable_paths
from assets.files.relation import Part, Waiting
from assets.raw.batch import terms_of
from assets.raw.careful import examined_sql
from assets.raw.doubt import doubt
from assets.raw.incoming import Incoming, reading_of
from assets.raw.load import sources_of
from assets.raw.pseudonym import allow_pseudonyms
from assets.raw.quoting import identifier
from assets.raw.record import filled_columns
from assets.raw.refusal import lines_before_records
from assets.statement import statement
from assets.trace.chain import Place
from metrics.saying import said

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Found = dict[tuple[int, int], list[Place]]


def find_records(connection: "DuckDBPyConnection", desk: Desk, logs: dict[str, str]) -> Found:
    """(part, row) → places, of the records that `sought_<log>` holds; each file is read once."""
    allow_pseudonyms(connection, desk.pseudonym_key().hex())
    connection.execute(
        "set variable day_start = ?", [desk.settings.day_starts_at_seconds * 1_000_000]
    )
    connection.execute("set variable desk_zone = ?", [desk.settings.time_zone])
    connection.execute(statement("raw", "masked"))
    files = {
        one.name: one
        for one in landed_files(desk.home, (desk.landing, desk.people, desk.month_end))
    }
    found: Found = defaultdict(list)
    for table in sorted(logs.values()):
        known = connection.execute(
            "select file_id, any_value(file), any_value(source), any_value(sha256) "
            f"from ops.files where file_id in (select file_id from {table}) group by 1 order by 2"
        ).fetchall()
        for file_id, name, source, digest in known:
            for key, place in _in_file(
                connection, desk, table, file_id, files.get(name), (name, source, digest)
            ):
                found[key].append(place)
    return found


def _in_file(
    connection: "DuckDBPyConnection",
    desk: Desk,
    table: str,
    file_id: int,
    file: LandedFile | None,
    known: tuple[str, str, str],
) -> Iterator[tuple[tuple[int, int], Place]]:
    name, source, digest = known
    connection.execute(
        "create or replace temp table sought as "
        f"select *, row_number() over () as _sought from {table} where file_id = {file_id}"
    )
    waiting = _waiting(desk, file, source, digest) if file is not None else None
    if waiting is None:
        word = said("trace", "file_changed" if file else "file_gone").in_(desk.settings.language)
        rows = connection.execute("select _part, _row from sought order by all").fetchall()
        yield from (((part, row), Place(name, source, why_not=word)) for part, row in rows)
        return
    for part, row, record, line in _numbered(connection, desk, waiting, file_id):
        yield (part, row), Place(name, source, record, line)


def _waiting(desk: Desk, file: LandedFile, source: str, digest: str) -> Waiting | None:
    """The file as it was loaded; None where it has changed since, or is read otherwise now."""
    reader = sources_of(desk).get(source)
    if reader is None:
        return None
    # one that reads beside another is told by that one's header, and has its encoding
    fitting = sources_of(desk)[reader.beside] if reader.beside else reader
    try:
        if sha256_of(file) != digest:
            return None
        match = match_file(file, {fitting.id: fitting}, desk.settings.language)
    except (Unreadable, OSError):
        return None
    if match.source is None:
        return None
    reader = reader.model_copy(update={"encoding": match.source.encoding})
    return Waiting(file, reader, tuple(match.header), lambda: digest, "", (), match.is_json_lines)


def _numbered(
    connection: "DuckDBPyConnection", desk: Desk, waiting: Waiting, file_id: int
) -> list[tuple[int, int, int | None, int | None]]:
    import duckdb

    with _scratch() as scratch:
        (path,) = readable_paths([waiting.file], waiting.source, scratch)
        part = Part(waiting, file_id, path)
        try:
            return _read_again(connection, desk, part, is_lenient=False)
        except (duckdb.InvalidInputException, duckdb.ConversionException):
            return _read_again(connection, desk, part, is_lenient=True)


@contextmanager
def _scratch() -> Iterator[Path]:
    with TemporaryDirectory(prefix="deskmark-") as folder:
        yield Path(folder)


def _read_again(
    connection: "DuckDBPyConnection", desk: Desk, part: Part, *, is_lenient: bool
) -> list[tuple[int, int, int | None, int | None]]:
    """As when the file was loaded, but numbered; only what may be sought is looked at closely."""
    terms = terms_of(desk)
    reading = reading_of(part.waiting, terms)
    filled = filled_columns(reading, keep_text=terms.keep_text)
    connection.execute(
        "create or replace temp table batch_files as "
        "select $id::integer as file_id, $name as file, $base as name, $path as path",
        {"id": part.file_id, "name": part.waiting.file.name,
         "base": part.waiting.file.base_name, "path": str(part.path)},
    )  # fmt: skip
    one = Incoming([part], terms, is_lenient, (*sorted(filled), "source"))
    in_doubt = doubt(reading, "_q", keep_text=terms.keep_text)
    wanted = f"({_told_by(connection, sorted(filled))} or {in_doubt})"
    connection.execute(
        f"create or replace temp table reread as {examined_sql(connection, one, wanted)}"
    )
    connection.execute("create temp table if not exists seen_lines (line ubigint)")
    connection.execute(
        "set variable lines_before_records = $n", {"n": lines_before_records(part.waiting.source)}
    )
    same = " and ".join(
        f"sought.{identifier(name)} is not distinct from located.{identifier(name)}"
        for name in sorted(filled)
    )
    same = f"located._verdict is null and located._doubtful and {same}"
    query = statement("trace", "records").replace("sought_agrees", same)
    return connection.execute(query).fetchall()


def _told_by(connection: "DuckDBPyConnection", columns: list[str]) -> str:
    """Few records of the file can be those sought: the column with the most values tells."""
    counts = ", ".join(
        f"if(count(*) = count({identifier(name)}), count(distinct {identifier(name)}), 0)"
        for name in columns
    )
    (found,) = connection.execute(f"select {counts} from sought").fetchall()
    most = max(range(len(columns)), key=lambda place: found[place])
    name = columns[most]
    if not found[most]:
        return "true"
    return f"{identifier(f'_qv_{name}')} in (select {identifier(name)} from sought)"
