"""A simulated desk with the warehouse that its files were loaded into."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assets.sources.catalogue import load_sources
from metrics.label import Language
from pipelines.demo.simulate import Simulated, simulate

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Loaded:
    """A simulated desk, and the warehouse that its files were loaded into."""

    home: Path
    simulated: Simulated
    warehouse: "DuckDBPyConnection"

    def number(self, sql: str) -> float:
        return float(self.warehouse.execute(sql).fetchall()[0][0])


def make_home(home: Path, language: Language = "zh", time_zone: str = "Asia/Shanghai") -> Path:
    home.mkdir()
    settings = f"name: Demo\nlanguage: {language}\ntime_zone: {time_zone}\n"
    (home / "desk.yml").write_text(settings, encoding="utf-8")
    return home


def small(home: Path, seed: int = 3, **more: object) -> Simulated:
    return simulate(home, days=9, agents=9, seed=seed, **more)  # type: ignore[arg-type]


def differences(loaded: Loaded) -> list[tuple[str, object, object]]:
    """Files whose counts in the ledger are not those that were planted.

    What other sources read in the same files is not planted.
    """
    beside = [one.id for one in load_sources().values() if one.beside is not None]
    rows = loaded.warehouse.execute(
        "select file, records_read, loaded, duplicates, rejected from ops.loads "
        "where source not in (select unnest($beside))",
        {"beside": beside},
    ).fetchall()
    found = {file: tuple(counts) for file, *counts in rows}
    planted = {
        file.file: (file.records, file.loaded, file.duplicates, file.broken + file.left_out)
        for file in loaded.simulated.files
    }
    return [
        (name, planted.get(name), found.get(name))
        for name in sorted(planted.keys() | found.keys())
        if planted.get(name) != found.get(name)
    ]
