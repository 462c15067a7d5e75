"""Settings as files that a desk would have, written to a warehouse as every run writes them."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from duckdb import DuckDBPyConnection

from assets.clocks.write import write_clocks
from assets.desk.home import Desk
from assets.desk.settings import DeskSettings
from assets.settings import write_ticket_policies
from tests.sql.logs.hours import Document


def write_settings(
    connection: DuckDBPyConnection,
    zone: str,
    schedules: Mapping[str, Document],
    policies: Mapping[str, Document],
) -> None:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        for name, documents in (("calendars", schedules), ("service_levels", policies)):
            (home / name).mkdir()
            for id_, document in documents.items():
                text = json.dumps(document, ensure_ascii=False)  # which is YAML too
                (home / name / f"{id_}.yml").write_text(text, encoding="utf-8")
        settings = DeskSettings(name="Small", time_zone=zone, starts_on=date(2026, 1, 1))
        write_clocks(connection, Desk(home, settings))
        write_ticket_policies(connection, Desk(home, settings))
