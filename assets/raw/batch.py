"""One batch of files, loaded as a whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.files.packed import Unreadable
from assets.files.plain import readable_paths
from assets.files.relation import Part, Waiting
from assets.raw.aside import take_back
from assets.raw.enter import enter
from assets.raw.entries import enter_batch, enter_copy, next_ids
from assets.raw.incoming import Incoming, Terms, columns_written
from assets.raw.versions import settle_versions
from metrics.label import Language
from metrics.saying import said
from sql import transaction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def load_batch(
    desk: Desk, connection: "DuckDBPyConnection", batch: list[Waiting], *, lenient: bool = False
) -> dict[str, str]:
    """Loads the batch in one transaction; answers the files that it could not take, and why.

    Where one file breaks it, each file is tried alone, then read leniently, so that the others
    still come in; one that is broken even so is answered with the reason.
    """
    import duckdb

    columns = columns_written(connection, batch[0], terms_of(desk))
    try:
        with _scratch(desk) as scratch, transaction(connection):
            _load(desk, connection, batch, columns, scratch, lenient=lenient)
    except (
        # what DuckDB says of a file; its other errors are ours, and end the run
        duckdb.IOException,
        duckdb.InvalidInputException,
        duckdb.ConversionException,
        Unreadable,
        OSError,
        EOFError,
        UnicodeError,
    ) as error:
        if len(batch) == 1:
            one, is_ours = batch[0], isinstance(error, Unreadable)
            if one.source.format == "csv" and not lenient and not is_ours:
                return load_batch(desk, connection, batch, lenient=True)
            return {one.file.name: why_not(error, desk.settings.language)}
        refusals: dict[str, str] = {}
        for one in batch:
            refusals |= load_batch(desk, connection, [one])
        return refusals
    return {}


def why_not(error: Exception, language: Language) -> str:
    """Why a file cannot be read, as one sentence with its remedy."""
    if isinstance(error, Unreadable):
        return said("ingest", error.word, **error.values).in_(language)
    return said("ingest", "file_unreadable", why=_first_line(error)).in_(language)


@contextmanager
def _scratch(desk: Desk) -> Iterator[Path]:
    place = scratch_of(desk)
    place.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=place, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def scratch_of(desk: Desk) -> Path:
    """Where unpacked copies stand while a batch is read; a killed run leaves some behind."""
    return desk.var / "scratch"


def _first_line(error: Exception) -> str:
    text = str(error).strip().splitlines()
    return text[0].rstrip(".") if text else type(error).__name__


def _load(
    desk: Desk,
    connection: "DuckDBPyConnection",
    batch: list[Waiting],
    columns: tuple[str, ...],
    scratch: Path,
    *,
    lenient: bool,
) -> None:
    take_back(desk, connection, [file_id for one in batch for file_id in one.replaces])
    fresh, copies = _told_apart(connection, batch)
    if fresh:
        paths = readable_paths([one.file for one in fresh], fresh[0].source, scratch)
        ids = next_ids(connection, len(fresh))
        parts = [Part(*each) for each in zip(fresh, ids, paths, strict=True)]
        incoming = Incoming(parts, terms_of(desk), lenient, columns)
        enter(connection, incoming)
        settle_versions(connection, incoming)
        enter_batch(connection, parts)
    for one, original in copies:
        enter_copy(connection, one, original)


def terms_of(desk: Desk) -> Terms:
    settings = desk.settings
    return Terms(settings.time_zone, settings.language, settings.privacy.keep_message_text)


def _told_apart(
    connection: "DuckDBPyConnection", batch: list[Waiting]
) -> tuple[list[Waiting], list[tuple[Waiting, str]]]:
    """Files to read, and copies of loaded ones where no key would tell their records apart.

    With a key a copy is read like any file: its name has its place in the order of versions.
    """
    if batch[0].source.key != "none":
        return batch, []
    seen = {
        sha256
        for (sha256,) in connection.execute(
            "select sha256 from ops.loads "
            "where (loaded + rejected > 0 or records_read = 0) and source = $source",
            {"source": batch[0].source.id},
        ).fetchall()
    }
    fresh: list[Waiting] = []
    copies: list[tuple[Waiting, str]] = []
    for one in batch:
        if one.sha256 in seen:
            copies.append((one, one.sha256))
        else:
            seen.add(one.sha256)
            fresh.append(one)
    return fresh, copies
