"""Every published log through `sources check`: its source, and what becomes of its records."""

import pytest

from assets.probe.check import check, files_at
from tests.real.measured import published_file

# file, source, records, loaded, duplicates, left out, rejected
LOGS = [
    ("anonbank_daily_1999-01.csv", "anonbank_daily", 29, 29, 0, 0, 0),
    ("calls_anonbank_1999-01.txt.gz", "anonbank_calls", 31_599, 31_357, 0, 242, 0),
    ("chat_twcs_first5000.csv.gz", "twcs_tweets", 5_001, 5_000, 0, 0, 1),
    ("incidents_uci_opened_2016-02_03.csv.gz", "servicenow_uci_incidents",
     59_354, 9_202, 50_152, 0, 0),
    ("orders_olist_10k_MDY_padded.csv.gz", "olist_orders", 9_999, 9_999, 0, 0, 0),
    ("refunds_online_retail_2009-12_2010-12.parquet", "online_retail_lines",
     525_461, 525_461, 0, 0, 0),
    ("tickets_helpdesk_it.csv.gz", "helpdesk_it_events", 21_348, 21_348, 0, 0, 0),
    ("tickets_nyc311_animals_2025Q1.csv.gz", "nyc311_requests", 4_969, 4_969, 0, 0, 0),
    ("volume_bank_calls_5min_2003.csv.gz", "bank_call_volume", 27_716, 27_716, 0, 0, 0),
]  # fmt: skip


@pytest.mark.parametrize(("name", "source", "counts"), [(n, s, c) for n, s, *c in LOGS])
def test_a_published_log_is_known_and_accounted_for(
    name: str, source: str, counts: list[int]
) -> None:
    (file,) = files_at([published_file(name)])
    (reading,) = check(file, None, "en").readings
    load, preview = reading.preview.load, reading.preview
    assert reading.source.id == source
    found = [load.records_read, load.loaded, load.duplicates, preview.left_out, preview.refused]
    assert found == counts
