"""What sources make of one file: loaded alone on a desk that passes away with the answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.desk.settings import DeskSettings, Privacy
from assets.files.landing import LandedFile
from assets.raw.ledger import Load
from assets.raw.load import ingest
from assets.raw.quoting import identifier
from assets.sources.source import Source
from assets.statement import statement
from assets.warehouse import open_warehouse
from metrics.label import Language
from metrics.saying import said

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PREVIEW_ROWS = 5
Row = dict[str, object]


@dataclass(frozen=True)
class Refusal:
    """Records refused for one reason, and where the first of them stands."""

    reason: str
    column: str | None
    records: int
    record: int | None
    line: int | None


@dataclass(frozen=True)
class Preview:
    """A line of the ledger with the first rows, and with what was refused."""

    load: Load
    rows: list[Row] = field(default_factory=list)
    left_out: int = 0  # by the source's own word, which is no fault
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def refused(self) -> int:
        return self.load.rejected - self.left_out


def preview(
    file: LandedFile, sources: list[Source], desk: Desk | None, language: Language
) -> dict[str, Preview] | str:
    """What each of the sources makes of the file, or why it cannot be loaded at all."""
    with _passing_desk(desk, language) as passing:
        folder = _folder_of(sources[0], passing)
        folder.mkdir()
        (folder / file.path.name).symlink_to(file.path.absolute())
        name = f"{folder.name}/{file.path.name}" + (f"/{file.member}" if file.member else "")
        with open_warehouse(passing) as connection:
            ingested = ingest(passing, connection)
            if name in ingested.refusals:
                return ingested.refusals[name]
            by_source = {one.source: one for one in ingested.loads if one.file == name}
            return {
                one.id: _of_source(connection, one, by_source[one.id], language)
                for one in sources
                if one.id in by_source
            }


@contextmanager
def _passing_desk(desk: Desk | None, language: Language) -> Iterator[Desk]:
    """Set up as the desk is, less what it keeps of messages; its own sources are at hand."""
    settings = DeskSettings(name="check", language=language, time_zone="UTC")
    if desk is not None:
        settings = desk.settings.model_copy(update={"privacy": Privacy(), "language": language})
    with TemporaryDirectory(prefix="deskmark-") as home:
        if desk is not None and (desk.home / "sources").is_dir():
            (Path(home) / "sources").symlink_to(desk.home / "sources")
        yield Desk(Path(home), settings)


def _folder_of(source: Source, desk: Desk) -> Path:
    return desk.landing if source.canonical.is_dated else desk.people


def _of_source(
    connection: "DuckDBPyConnection", source: Source, load: Load, language: Language
) -> Preview:
    columns = [name for name in source.canonical.columns if name in source.columns]
    names = ", ".join(map(identifier, columns))
    place = {"file": load.file, "source": source.id}
    rows = connection.execute(
        f"select {names} from {source.canonical.table} where source = $source and file_id in "
        "(select file_id from ops.loads where file = $file and source = $source) "
        f"limit {PREVIEW_ROWS}",
        place,
    ).fetchall()
    refused = connection.execute(statement("probe", "refusals_of_file"), place).fetchall()
    refusals = [Refusal(*row) for row in refused]
    left_out = said("ingest", "left_out").in_(language)
    return Preview(
        load,
        [dict(zip(columns, row, strict=True)) for row in rows],
        sum(one.records for one in refusals if one.reason == left_out),
        [one for one in refusals if one.reason != left_out],
    )
