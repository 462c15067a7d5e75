"""Which declared date formats read all of some texts; where two read them differently, both."""

from collections.abc import Iterable
from datetime import datetime
from itertools import product
from typing import TYPE_CHECKING

from assets.raw.quoting import literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DATES = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%y%m%d",
    "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%Y", "%d/%m/%y", "%m/%d/%y",
    "%d %b %Y", "%d-%b-%Y", "%b %d, %Y",
)  # fmt: skip
TIMES = (
    "", " %H:%M:%S", " %H:%M", " %H:%M:%S.%f", "T%H:%M:%S", "T%H:%M:%S.%f", " %I:%M:%S %p",
    " %I:%M %p", " %H:%M:%S %z", "%H%M%S", " %H时%M分%S秒", " %H时%M分",
)  # fmt: skip
EPOCHS = {1: (10**9, 4 * 10**9), 1000: (10**12, 4 * 10**12)}  # of this century, in s and ms


def is_iso(connection: "DuckDBPyConnection", texts: list[str]) -> bool:
    """Whether every text is read without a declared format."""
    unread = connection.execute(
        "select count(*) from (select unnest($texts) as text) where try_cast(text as timestamp) "
        "is null",
        {"texts": texts},
    ).fetchall()
    return bool(unread == [(0,)])


def epoch_parts(texts: list[str]) -> int | None:
    """1 where all texts are epoch seconds, 1000 where they are milliseconds."""
    try:
        numbers = [float(text) for text in texts]
    except ValueError:
        return None
    for parts, (low, high) in EPOCHS.items():
        if all(low <= number < high for number in numbers):
            return parts
    return None


def fitting_formats(
    connection: "DuckDBPyConnection", texts: list[str], known: Iterable[str] = ()
) -> list[str]:
    """One format for each way in which all texts can be read; known ones come first."""
    made = (day + time for day, time in product(DATES, TIMES))
    formats = [one for one in dict.fromkeys([*known, *made]) if one != "%s"]
    likely = _readings(connection, texts[:1], formats)
    readings = _readings(connection, texts, [*likely])
    ways: dict[tuple[datetime, ...], str] = {}
    for format_, reading in readings.items():
        ways.setdefault(reading, format_)
    return [*ways.values()]


def _readings(
    connection: "DuckDBPyConnection", texts: list[str], formats: list[str]
) -> dict[str, tuple[datetime, ...]]:
    """What each format makes of the texts, of those formats that read all of them."""
    if not formats:
        return {}
    read = ", ".join(f"list(try_strptime(text, {literal(one)}))" for one in formats)
    (row,) = connection.execute(
        f"select {read} from (select unnest($texts) as text)", {"texts": texts}
    ).fetchall()
    return {
        format_: tuple(times)
        for format_, times in zip(formats, row, strict=True)
        if None not in times
    }
