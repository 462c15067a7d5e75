"""Loading: every file on the desk that is new or changed, each record exactly once."""

import shutil
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.files.landing import LandedFile, landed_files, sha256_of
from assets.files.match import Match, match_file
from assets.files.packed import Unreadable
from assets.files.relation import Waiting
from assets.raw.batch import load_batch, scratch_of, why_not
from assets.raw.ledger import (
    KnownFile,
    Load,
    known_files,
    last_file,
    loads_since,
    prepare_ledger,
    remember,
)
from assets.raw.log import load_logs
from assets.sources.catalogue import load_sources
from assets.sources.source import Source
from metrics.documents import Problem, nearest
from sql import insert_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Folders = dict[Path, dict[str, Source]]
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
    *,
    logs: Collection[str] = (),
) -> Ingested:
    """Loads what is new or changed; what is known by its content stays as it is.

    Dated logs come from landing/, the others from people/ and month-end/; `logs` names some.
    """
    shutil.rmtree(scratch_of(desk), ignore_errors=True)
    prepare_ledger(connection, load_logs().values())
    connection.execute(
        "set variable day_start = $microseconds",
        {"microseconds": desk.settings.day_starts_at_seconds * 1_000_000},
    )
    taken = {one.id: one for one in sources_of(desk).values() if not logs or one.log in logs}
    ingested, last = Ingested(), last_file(connection)
    folders = _folders(desk, taken)
    # A corrected file may free rows of files that had yielded to it: these are then read again.
    with ThreadPoolExecutor(1) as hashing:
        while waiting := _waiting(desk, connection, folders, ingested.refusals, hashing):
            for batch in _batches(waiting):
                if progress is not None:
                    progress(f"{batch[0].source.id} ({len(batch)})")
                ingested.refusals.update(load_batch(desk, connection, batch))
    shutil.rmtree(scratch_of(desk), ignore_errors=True)
    _record_refusals(connection, folders, ingested.refusals)
    # as they stand now: a later batch may have taken records of an earlier one
    return replace(ingested, loads=loads_since(connection, last))


def _folders(desk: Desk, sources: dict[str, Source]) -> Folders:
    """The desk's folders with the sources whose files stand there."""
    dated = {name: one for name, one in sources.items() if one.canonical.is_dated}
    undated = {name: one for name, one in sources.items() if name not in dated}
    folders = {desk.landing: dated, desk.people: undated, desk.month_end: undated}
    return {folder: found for folder, found in folders.items() if found}


def _waiting(
    desk: Desk,
    connection: "DuckDBPyConnection",
    folders: Folders,
    refusals: dict[str, str],
    hashing: Executor,
) -> list[Waiting]:
    """Files whose content, or whose reading, is new; records in `refusals` those that fit none."""
    known, all_ids = known_files(connection), sources_of(desk).keys()
    current = {_fingerprint(desk, one) for sources in folders.values() for one in sources.values()}
    found: list[Waiting] = []
    for file in landed_files(desk.home, folders):
        if file.name in refusals:
            continue
        before = known.get(file.name, {})
        sources = folders[file.folder]
        if before and _is_as_before(before, file, current, sources):
            continue
        match = match_file(file, sources, desk.settings.language)
        if match.source is None:
            refusals[file.name] = match.reason
            continue
        # a batch is read while the contents of its files are still being hashed
        digest = hashing.submit(sha256_of, file).result
        try:
            found += _of_match(desk, connection, match, before, digest, sources, all_ids)
        except Unreadable as error:
            refusals[file.name] = why_not(error, desk.settings.language)
    return found


def _is_as_before(
    before: dict[str, KnownFile], file: LandedFile, current: set[str], sources: dict[str, Source]
) -> bool:
    """The same file, read by the same sources and by all that stand beside them."""
    beside = {one.id for one in sources.values() if one.beside in before}
    return beside <= before.keys() and all(
        (known.size, known.modified) == (file.size, file.modified) and known.fingerprint in current
        for known in before.values()
    )


def _of_match(
    desk: Desk,
    connection: "DuckDBPyConnection",
    match: Match,
    before: dict[str, KnownFile],
    digest: Callable[[], str],
    sources: dict[str, Source],
    all_ids: Collection[str],
) -> list[Waiting]:
    """The file once for its source and once for each that reads beside it, where it is new."""
    assert match.source is not None
    encoding = match.source.encoding  # one file has one, whoever reads it
    beside = [
        one.model_copy(update={"encoding": encoding})
        for one in sources.values()
        if one.beside == match.source.id
    ]
    readers = [match.source, *beside]
    # what sources brought that read the file no more; those of logs not asked for stay
    kept = {one.id for one in readers}
    gone = [id for id in before.keys() - kept if id in sources or id not in all_ids]
    stale = [before[id].file_id for id in sorted(gone)]
    waiting = []
    for source in readers:
        known, fingerprint = before.get(source.id), _fingerprint(desk, source)
        replaces = [known.file_id] if known is not None else []
        if source is match.source:
            replaces += stale
        one = Waiting(
            match.file,
            source,
            tuple(match.header),
            digest,
            fingerprint,
            tuple(replaces),
            match.is_json_lines,
        )
        same = known is not None and (known.sha256, known.fingerprint) == (digest(), fingerprint)
        if same and known is not None and len(replaces) == 1:
            remember(connection, [(one, known.file_id)])
        else:
            waiting.append(one)
    return waiting


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
    groups: dict[tuple[str, tuple[str, ...], bool], list[Waiting]] = {}
    for one in waiting:
        groups.setdefault((one.source.id, one.columns, one.is_json_lines), []).append(one)
    for group in groups.values():
        batch: list[Waiting] = []
        for one in group:
            if batch and sum(w.file.size for w in batch) + one.file.size > BATCH_BYTES:
                yield batch
                batch = []
            batch.append(one)
        yield batch


def _record_refusals(
    connection: "DuckDBPyConnection", folders: Folders, refusals: dict[str, str]
) -> None:
    for folder in folders:
        connection.execute(
            "delete from ops.refusals where starts_with(file, ?)", [folder.name + "/"]
        )
    insert_rows(connection, "ops.refusals", refusals.items())
