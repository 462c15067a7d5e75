"""Loading: every file on the desk that is new or changed, each record exactly once."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.raw.batch import load_batch
from assets.raw.landing import landed_files, sha256_of
from assets.raw.ledger import Load, known_files, prepare_ledger, remember
from assets.raw.log import load_logs
from assets.raw.match import match_file
from assets.raw.relation import Waiting
from assets.raw.source import Source, load_sources
from metrics.documents import Problem, nearest

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BATCH_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True)
class Ingested:
    """What a load did: a ledger line per file read, and the files that it could not take."""

    loads: list[Load] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)


def sources_of(desk: Desk) -> dict[str, Source]:
    """The sources that this desk takes: all, or those that desk.yml names."""
    sources = load_sources(desk.home / "sources")
    wanted = desk.settings.sources
    if wanted == "all":
        return sources
    for name in wanted:
        if name not in sources:
            raise Problem(
                f'{desk.home / "desk.yml"}: "sources": there is no source "{name}".'
                f"{nearest(name, [*sources])}"
            )
    return {name: sources[name] for name in wanted}


def ingest(
    desk: Desk,
    connection: "DuckDBPyConnection",
    progress: Callable[[str], None] | None = None,
) -> Ingested:
    """Loads what is new or changed; what is known by its content stays as it is."""
    prepare_ledger(connection, load_logs().values())
    connection.execute(
        "set variable day_start = to_seconds($seconds)",
        {"seconds": desk.settings.day_starts_at_seconds},
    )
    sources = sources_of(desk)
    ingested = Ingested()
    # A corrected file may free rows of files that had yielded to it: these are then read again.
    while waiting := _waiting(desk, connection, sources, ingested.refusals):
        for batch in _batches(waiting):
            if progress is not None:
                progress(f"{batch[0].source.id} ({len(batch)})")
            loads, refusals = load_batch(desk, connection, batch)
            ingested.loads.extend(loads)
            ingested.refusals.update(refusals)
    shutil.rmtree(desk.var / "scratch", ignore_errors=True)
    _record_refusals(connection, ingested.refusals)
    return ingested


def _waiting(
    desk: Desk,
    connection: "DuckDBPyConnection",
    sources: dict[str, Source],
    refusals: dict[str, str],
) -> list[Waiting]:
    """Files whose content, or whose reading, is new; records in `refusals` those that fit none."""
    known = known_files(connection)
    current = {_fingerprint(desk, source): source for source in sources.values()}
    found: list[Waiting] = []
    for file in landed_files(desk):
        before = known.get(file.name)
        if file.name in refusals or (
            before is not None
            and before.fingerprint in current
            and (before.size, before.modified) == (file.size, file.modified)
        ):
            continue
        match = match_file(file, sources)
        if match.source is None:
            refusals[file.name] = match.reason
            continue
        sha256, fingerprint = sha256_of(file.path), _fingerprint(desk, match.source)
        if before is not None and (before.sha256, before.fingerprint) == (sha256, fingerprint):
            remember(connection, file, before.file_id, sha256, fingerprint)
            continue
        replaces = before.file_id if before is not None else None
        found.append(
            Waiting(file, match.source, tuple(match.header), sha256, fingerprint, replaces)
        )
    return found


def _fingerprint(desk: Desk, source: Source) -> str:
    """Changes when the file would be read differently: then it is read again."""
    settings = desk.settings
    text = settings.privacy.keep_message_text and source.log == "chat_messages"
    return "/".join(
        [
            source.id,
            source.fingerprint,
            settings.time_zone,
            str(settings.day_starts_at_seconds),
            "text" if text else "no text",
        ]
    )


def _batches(waiting: list[Waiting]) -> Iterator[list[Waiting]]:
    """Files of one source and header together, in the order of their names, within bounds."""
    groups: dict[tuple[str, tuple[str, ...]], list[Waiting]] = {}
    for one in waiting:
        groups.setdefault((one.source.id, one.columns), []).append(one)
    for group in groups.values():
        batch: list[Waiting] = []
        for one in group:
            if batch and sum(w.file.size for w in batch) + one.file.size > BATCH_BYTES:
                yield batch
                batch = []
            batch.append(one)
        yield batch


def _record_refusals(connection: "DuckDBPyConnection", refusals: dict[str, str]) -> None:
    connection.execute("delete from ops.refusals")
    if refusals:
        connection.executemany("insert into ops.refusals values (?, ?)", [*refusals.items()])
