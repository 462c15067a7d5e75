"""All published logs in one landing folder: each finds its source, and no record is lost."""

import shutil
from pathlib import Path

from assets.desk.init import init
from assets.raw.load import ingest
from assets.warehouse import open_warehouse
from tests.real.measured import published_file

# file, source, records
LOGS = [
    ("anonbank_daily_1999-01.csv", "anonbank_daily", 29),
    ("calls_anonbank_1999-01.txt.gz", "anonbank_calls", 31_599),
    ("chat_twcs_first5000.csv.gz", "twcs_tweets", 5_001),
    ("incidents_uci_opened_2016-02_03.csv.gz", "servicenow_uci_incidents", 59_354),
    ("orders_olist_10k_MDY_padded.csv.gz", "olist_orders", 9_999),
    ("refunds_online_retail_2009-12_2010-12.parquet", "online_retail_lines", 525_461),
    ("tickets_helpdesk_it.csv.gz", "helpdesk_it_events", 21_348),
    ("tickets_nyc311_animals_2025Q1.csv.gz", "nyc311_requests", 4_969),
    ("volume_bank_calls_5min_2003.csv.gz", "bank_call_volume", 27_716),
]


def test_each_log_finds_its_source_and_no_record_is_lost(tmp_path: Path) -> None:
    desk = init(tmp_path / "desk", name="All", time_zone="UTC")
    for name, _, _ in LOGS:
        shutil.copyfile(published_file(name), desk.landing / name)
    with open_warehouse(desk) as connection:
        first = ingest(desk, connection)
        again = ingest(desk, connection)
    assert first.refusals == {}
    landed = [load for load in first.loads if load.file.startswith("landing/")]
    found = sorted((load.file, load.source, load.records_read) for load in landed)
    assert found == [(f"landing/{name}", source, records) for name, source, records in LOGS]
    for load in landed:
        assert load.loaded + load.duplicates + load.rejected == load.records_read, load.file
    assert again.loads == []
