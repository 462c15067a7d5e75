"""A change of hours or promises is seen by what reads them, and by nothing else."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from assets.clocks.write import write_clocks
from assets.desk.home import Desk
from assets.desk.settings import DeskSettings
from assets.models import fingerprint_of_settings
from assets.settings import write_desk, write_queue_policies, write_ticket_policies
from sql import Model, Spec, Text, prepare

NIGHT = "label: {en: a, zh: b}\nhours: {daily: ['22:00-06:00']}\ncovers: {queues: [hotline]}\n"
POLICY = 'label: {en: a, zh: b}\ntargets: {"*": {resolution: 4h}}\n'
READERS = {
    "clock": "select settings.business_clock('always', now()::timestamp)",
    "names": "select settings.schedule_of('a', 'b', 'c')",
    "due": "select * from settings.open_spans",
    "promises": "select * from settings.ticket_policies",
    "desk": "select settings.business_day(now()::timestamp)",
    "queues": "select * from settings.queue_policies",
    "nothing": "select 1",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    for folder in ("calendars", "service_levels"):
        (tmp_path / folder).mkdir()
    settings = DeskSettings(name="d", time_zone="Asia/Shanghai", starts_on=date(2026, 1, 1))
    return Desk(tmp_path, settings)


def seen(connection: duckdb.DuckDBPyConnection, desk: Desk) -> dict[str, str]:
    write_desk(connection, desk)
    write_queue_policies(connection, desk)
    write_ticket_policies(connection, desk)
    write_clocks(connection, desk)
    spec = Spec(description=Text(en="a", zh="b"), materialized="view", columns={})
    return {
        name: fingerprint_of_settings(
            connection, Model(schema_name="marts", name=name, query=query, spec=spec)
        )
        for name, query in READERS.items()
    }


@pytest.mark.parametrize(
    ("file", "text", "touched"),
    [
        ("calendars/night.yml", NIGHT, {"clock", "names", "due"}),
        ("calendars/unused.yml", NIGHT.replace("[hotline]", "[]"), set()),
        ("service_levels/tickets.yml", POLICY, {"promises"}),
    ],
)
def test_only_what_reads_a_rule_is_made_anew(
    desk: Desk, file: str, text: str, touched: set[str]
) -> None:
    connection = duckdb.connect()
    prepare(connection)
    before = seen(connection, desk)
    assert seen(connection, desk) == before
    (desk.home / file).write_text(text, encoding="utf-8")
    after = seen(connection, desk)
    assert {name for name in READERS if after[name] != before[name]} == touched
    (desk.home / file).unlink()
    assert seen(connection, desk) == before
