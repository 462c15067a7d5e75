"""What a file would become: which source takes it, and its first rows as they would be stored."""

import difflib
from dataclasses import dataclass, field
from pathlib import Path

from assets.desk.home import Desk
from assets.raw.head import Unreadable, head_of
from assets.raw.landing import LandedFile
from assets.raw.load import sources_of
from assets.raw.match import match_file
from assets.raw.source import Source, load_sources
from metrics.documents import Problem

PREVIEW_ROWS = 5


@dataclass(frozen=True)
class Fit:
    """The answer of `deskmark sources check`."""

    file: Path
    source: Source | None
    reason: str = ""  # why no source takes the file
    rows: list[dict[str, object]] = field(default_factory=list)
    unmapped: dict[str, str] = field(default_factory=dict)  # header → a like column, or ""
    records: int = 0
    rejected: int = 0
    reject_reasons: dict[str, int] = field(default_factory=dict)


def check(path: Path, desk: Desk | None = None) -> Fit:
    """Matches the file and reads it whole into a passing warehouse; changes nothing."""
    if not path.is_file():
        raise Problem(f"{path}: there is no such file.")
    sources = sources_of(desk) if desk is not None else load_sources()
    stat = path.stat()
    file = LandedFile(path.absolute(), path.name, path.parent, stat.st_size, stat.st_mtime_ns)
    language = desk.settings.language if desk is not None else "en"
    match = match_file(file, sources, language)
    if match.source is None:
        return Fit(path, None, reason=match.reason)
    return _preview(file, match.source, match.header, desk)


def _preview(file: LandedFile, source: Source, header: list[str], desk: Desk | None) -> Fit:
    import duckdb

    from assets.raw.batch import read_alone

    log = source.canonical
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("set enable_progress_bar = false")
        zone = desk.settings.time_zone if desk is not None else "UTC"
        connection.execute("set variable desk_zone = ?", [zone])
        connection.execute("set variable day_start = interval 0 second")
        connection.execute("set variable pseudonym_key = 'preview'")
        language = desk.settings.language if desk is not None else "en"
        read_alone(connection, file, source, header, language)
        names = ", ".join(f'"{name}"' for name in log.columns if name in source.columns)
        frame = connection.sql(f"select {names} from incoming limit {PREVIEW_ROWS}").pl()
        reasons = connection.sql(
            "select reason, count(*) from refused group by all order by 2 desc, 1"
        ).fetchall()
        counted = connection.sql("select coalesce(sum(good + bad), 0) from counts").fetchall()
    matched = set(source.matched_headers(_named(file, source, header)))
    unmapped = [name for name in _named(file, source, header) if name not in matched]
    return Fit(
        file.path,
        source,
        rows=frame.to_dicts(),
        unmapped={name: _closest(name, [*log.columns]) for name in unmapped},
        records=int(counted[0][0]),
        rejected=sum(count for _, count in reasons),
        reject_reasons=dict(reasons),
    )


def _named(file: LandedFile, source: Source, header: list[str]) -> list[str]:
    try:
        return head_of(file.path).header(source)
    except Unreadable:
        return header


def _closest(name: str, known: list[str]) -> str:
    return next(iter(difflib.get_close_matches(name.lower(), known, n=1)), "")
