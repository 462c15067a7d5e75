"""Header drift: what the files of a source have otherwise than the ones before."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from assets.checks.amiss import Amiss
from assets.statement import statement
from metrics.label import Label
from metrics.saying import said
from sql import insert_rows, transaction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ALIKE = 0.6
SAID_FOR = timedelta(days=7)


Row = tuple[str, str, str, list[str], date | None]  # log, source, file, its header, its last day


@dataclass(frozen=True)
class Change:
    """A file whose header is another than that of the source's file before it."""

    log: str
    source: str
    file: str
    before: str
    added: tuple[str, ...]
    lost: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]


def header_drift(connection: "DuckDBPyConnection") -> Iterator[tuple[str, Amiss]]:
    """The latest change of each source, for a week of its days; all of them are kept to look at."""
    rows = connection.execute(statement("checks", "headers")).fetchall()
    changes: list[Change] = []
    for (log, _), files in groupby(rows, key=lambda row: (row[0], row[1])):
        ordered = list(files)
        found = list(_changes(ordered))
        changes += [change for change, _ in found]
        if found and _is_recent(found[-1][1], ordered):
            yield log, _amiss(found[-1][0])
    _write(connection, changes)


def _changes(
    rows: list[Row],
) -> Iterator[tuple[Change, date | None]]:
    for (_, _, before, old, _), (log, source, file, new, day) in pairwise(rows):
        if old != new:
            yield change_of(log, source, file, before, old, new), day


def change_of(
    log: str, source: str, file: str, before: str, old: list[str], new: list[str]
) -> Change:
    added = [name for name in new if name not in old]
    lost = [name for name in old if name not in new]
    renamed = []
    for name in lost.copy():
        for alike in difflib.get_close_matches(name, added, n=1, cutoff=ALIKE):
            renamed.append((name, alike))
            lost.remove(name)
            added.remove(alike)
    return Change(log, source, file, before, tuple(added), tuple(lost), tuple(renamed))


def _is_recent(day: date | None, rows: list[Row]) -> bool:
    """Files without days count by their order alone: then only the last one is news."""
    last = rows[-1][4]
    if day is None or last is None:
        return rows[-1][3] != rows[-2][3]
    return last - day < SAID_FOR


def _amiss(change: Change) -> Amiss:
    return Amiss(
        "header_drift_place",
        {"file": change.file, "before": change.before, "what": what_changed(change)},
    )


def what_changed(change: Change) -> Label:
    parts = [
        said("checks", key, columns=_listed(columns))
        for key, columns in (
            ("columns_added", change.added),
            ("columns_lost", change.lost),
            ("columns_renamed", tuple(f"{old} → {new}" for old, new in change.renamed)),
        )
        if columns
    ] or [said("checks", "columns_reordered")]
    return Label(en="; ".join(one.en for one in parts), zh="；".join(one.zh for one in parts))


def _listed(columns: tuple[str, ...]) -> Label:
    return Label(en=", ".join(columns), zh="、".join(columns))


def _write(connection: "DuckDBPyConnection", changes: list[Change]) -> None:
    with transaction(connection):
        connection.execute("delete from ops.header_changes")
        insert_rows(
            connection,
            "ops.header_changes",
            [
                (one.log, one.source, one.file, (what := what_changed(one)).en, what.zh)
                for one in changes
            ],
        )
