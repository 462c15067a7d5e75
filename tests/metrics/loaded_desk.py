"""A random desk as files that a real desk would get: every log a CSV file in local time."""

import csv
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from assets.chat_rules import write_chat_rules
from assets.desk.home import Desk, open_desk
from assets.kpi_tables import kpi_models, write_catalogue
from assets.raw.load import ingest
from assets.raw.log import load_logs
from assets.settings import write_desk, write_queue_policies
from assets.warehouse import open_warehouse
from sql import load_models, refresh
from tests.sql.logs.draw import Row, Rows
from tests.sql.small_desk import models_of

FOLDERS = {"agents": "people", "month_end_inputs": "month-end"}


@contextmanager
def loaded(
    home: Path,
    logs: dict[str, Rows],
    zone: str,
    day_starts_at_seconds: int,
    parts: int = 1,
    kpis: Collection[str] | None = None,
) -> Iterator[DuckDBPyConnection]:
    """Through the real loader, in as many loads as there are parts, and measured: all, or these."""
    desk_of(home, zone, day_starts_at_seconds, [table.removeprefix("raw.") for table in logs])
    desk = open_desk(home)
    with open_warehouse(desk) as connection:
        for part in range(parts):
            for table, rows in logs.items():
                _write(home, table.removeprefix("raw."), part, rows[part::parts], zone)
            assert ingest(desk, connection).refusals == {}
        measure(connection, desk, kpis)
        yield connection


def measure(
    connection: DuckDBPyConnection, desk: Desk, kpis: Collection[str] | None = None
) -> None:
    """Every relation and every KPI, or these."""
    write_desk(connection, desk)
    write_queue_policies(connection, desk)
    write_chat_rules(connection)
    write_catalogue(connection)
    models = {**load_models(), **kpi_models()} if kpis is None else models_of(kpis)
    for model in models.values():
        refresh(connection, model, settings_fingerprint="")


def desk_of(home: Path, zone: str, starts: int, logs: Sequence[str]) -> None:
    for folder in ("landing", "people", "month-end", "ledger", "sources"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    starts_at = f"{starts // 3600:02}:{starts // 60 % 60:02}"
    settings = f'name: T\nlanguage: en\ntime_zone: {zone}\nday_starts_at: "{starts_at}"\n'
    sources = [f"trial_{log}" for log in logs]
    (home / "desk.yml").write_text(f"{settings}sources: {sources}\n", encoding="utf-8")
    for log in logs:
        columns = "".join(f"  {name}: {{from: {name}, optional: true}}\n"
                          if not column.required else f"  {name}: {name}\n"
                          for name, column in load_logs()[log].mapped_columns.items())  # fmt: skip
        source = f"label: {{en: T, zh: 试}}\nlog: {log}\nformat: csv\ncolumns:\n{columns}"
        (home / "sources" / f"trial_{log}.yml").write_text(source, encoding="utf-8")


def _write(home: Path, log: str, part: int, rows: Sequence[Row], zone: str) -> None:
    columns = [*load_logs()[log].mapped_columns]
    path = home / FOLDERS.get(log, "landing") / f"{log}-{part}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, columns)
        lines.writeheader()
        lines.writerows({name: _text(row.get(name), zone) for name in columns} for row in rows)


def _text(value: object, zone: str) -> str:
    """Moments as the wall shows them, with the offset where the wall shows them twice."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, datetime):
        return value.isoformat() if isinstance(value, date) else str(value)
    local = value.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    is_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return local.isoformat(" ") if is_twice else local.replace(tzinfo=None).isoformat(" ")
