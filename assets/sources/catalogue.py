"""All sources: the shipped ones, one for the canonical CSV of each log, and the desk's own."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from assets.raw.log import Log, load_logs
from assets.sources.mapping import Mapping
from assets.sources.source import Source, SourceSpec, read_source, source_of
from metrics.documents import Problem, nearest
from metrics.label import Label


def load_sources(desk_folder: Path | None = None) -> dict[str, Source]:
    """Sources by id; a desk's own file of the same name replaces a shipped one."""
    found = dict(_shipped())
    if desk_folder is not None and desk_folder.is_dir():
        found |= {source.id: source for source in _of_folder(desk_folder)}
    for source in found.values():
        if source.beside is not None and source.beside not in found:
            hint = nearest(source.beside, [*found])
            raise Problem(f'{source.id}.yml: "beside": there is no source "{source.beside}".{hint}')
    return dict(sorted(found.items()))


@cache
def _shipped() -> dict[str, Source]:
    canonical = [canonical_source(log) for log in load_logs().values()]
    shipped = _of_folder(files("assets").joinpath("sources"))
    return {source.id: source for source in [*canonical, *shipped]}


def _of_folder(folder: Traversable | Path) -> list[Source]:
    paths = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return [read_source(path) for path in paths if path.name.endswith((".yml", ".yaml"))]


def canonical_source(log: Log) -> Source:
    """A CSV whose header already speaks the log's own column names."""
    columns = {
        name: Mapping.model_validate({"from": name, "optional": not column.required})
        for name, column in log.mapped_columns.items()
    }
    spec = SourceSpec(
        label=Label(en=f"Deskmark's own {log.name}.csv", zh=f"Deskmark 标准 {log.name}.csv"),
        log=log.name,
        format="csv",
        columns=columns,
        as_of="2026-11",
        reference=f"assets/raw/{log.name}.yml",
        verified="Its own column names; times in ISO 8601, in the desk's zone when they have none.",
    )
    return source_of(f"canonical_{log.name}", spec)
