"""The days that names of files speak of."""

from datetime import date

import pytest

from assets.checks.file_span import file_span

FIRST, SEVENTH = date(2026, 10, 1), date(2026, 10, 7)
OCTOBER = (FIRST, date(2026, 10, 31))


@pytest.mark.parametrize(
    ("name", "span"),
    [
        ("calls-20261001.csv", (FIRST, FIRST)),
        ("queue_log-20261001", (FIRST, FIRST)),
        ("2026-10-01.jsonl.gz", (FIRST, FIRST)),
        ("orders_2026_10_01_v2.xlsx", (FIRST, FIRST)),
        ("客服数据2026年10月1日.xlsx", (FIRST, FIRST)),
        ("export_20261001123059.csv", (FIRST, FIRST)),  # with the time of the export
        ("export_2026-10-01T123059.csv", (FIRST, FIRST)),
        ("chats-20261001-20261007.csv", (FIRST, SEVENTH)),
        ("2026-10-01_2026-10-07.csv", (FIRST, SEVENTH)),
        ("chats-20261007-20261001.csv", (FIRST, SEVENTH)),  # either way round
        ("ExportOrderList202610.csv", OCTOBER),
        ("report_2026_10.csv", OCTOBER),
        ("report-2026-10.csv", OCTOBER),
        ("报表2026年10月.xlsx", OCTOBER),
        ("202609-202610.csv", (date(2026, 9, 1), date(2026, 10, 31))),
        ("landing/20261001/calls.csv", None),  # a folder is no name of a file
        ("landing/calls-20261001.zip/members.csv", (FIRST, FIRST)),
        ("landing/x-20261007.zip/calls-20261001.csv", (FIRST, FIRST)),  # the member's own first
        ("calls.csv", None),
        ("opened_2016-02_03.csv", None),  # months, it seems
        ("calls-20261301.csv", None),  # there is no thirteenth month
        ("calls-20260230.csv", None),  # nor a 30 February
        ("order-12026100155.csv", None),  # digits of a longer number
        ("20261001-20261002-20261003.csv", None),  # three days tell no span
    ],
)
def test_a_name_speaks_of_days(name: str, span: tuple[date, date] | None) -> None:
    assert file_span(name) == span
