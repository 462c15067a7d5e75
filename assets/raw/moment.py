"""The SQL that reads moments and days; moments are stored in UTC."""

from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from assets.raw.quoting import literal
from assets.sources.mapping import Mapping
from assets.sources.source import Source

# An offset at the end of an ISO time ("Z", "+08:00"); DuckDB's own cast would drop it silently.
HAS_OFFSET = r"(Z|[+-]\d\d(:?\d\d)?)$"
# "2026-10-01 09:30:00": the common shape, told by its length, has no offset.
COMMON = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"]


def moment(mapping: Mapping, zone: str, text: str) -> str:
    """A timestamp in UTC; `zone` is that of times which carry none."""
    if mapping.format == ["%s"]:
        each = 1000 if mapping.unit == "ms" else 1_000_000
        return f"make_timestamp(cast(try_cast({text} as decimal(38, 6)) * {each} as bigint))"
    if mapping.format:
        return _with_formats(mapping.format, zone, text)
    iso = f"try_cast({text} as timestamp)"
    with_offset = f"timezone('UTC', try_cast({text} as timestamptz))"
    return (
        f"case when strlen({text}) = 19 then {_year_first(zone, text, COMMON)} "
        f"when regexp_matches({text}, '{HAS_OFFSET}') and contains({text}, ':') then {with_offset} "
        f"else {to_utc(zone, iso)} end"
    )


def not_before(zone: str, value: str, earlier: str) -> str:
    """The value, a day later by the clock on the wall where it reads earlier than the other."""
    local = f"timezone({literal(zone)}, timezone('UTC', {value}))"
    other = f"timezone({literal(zone)}, timezone('UTC', {earlier}))"
    later = to_utc(zone, f"({local} + interval 1 day)")
    return f"case when {local} < {other} then {later} else {value} end"


def day(mapping: Mapping, text: str) -> str:
    if mapping.format:
        return f"cast(try_strptime({text}, {_listed(mapping.format)}) as date)"
    return f"try_cast({text} as date)"


def business_day(zone: str, utc: str) -> str:
    """The local day of a moment, less the hour at which the desk's day begins."""
    local = f"timezone({literal(zone)}, timezone('UTC', {utc}))"
    settled = settled_offset(zone)
    if settled is not None:
        since, seconds = settled
        quick = _moved(utc, seconds)
        since_utc = since - timedelta(seconds=seconds)
        local = f"case when {utc} >= timestamp '{since_utc}' then {quick} else {local} end"
    return f"cast(make_timestamp(epoch_us({local}) - getvariable('day_start')) as date)"


def to_utc(zone: str, local: str) -> str:
    """A local time as UTC; DuckDB's ICU knows the clock changes.

    A time that the clock shows twice is taken for its second showing; one that it skips is read
    as if the clock had not been put forward yet.
    """
    if zone == "UTC":
        return local
    converted = f"timezone('UTC', timezone({literal(zone)}, {local}))"
    settled = settled_offset(zone)
    if settled is None:
        return converted
    since, seconds = settled
    quick = _moved(local, -seconds)
    return f"case when {local} >= timestamp '{since}' then {quick} else {converted} end"


def _moved(value: str, seconds: int) -> str:
    """Plain arithmetic, three times as quick as adding an interval."""
    return f"make_timestamp(epoch_us({value}) + {seconds * 1_000_000})"


@cache
def settled_offset(zone: str) -> tuple[datetime, int] | None:
    """Since when the zone's clocks have not changed, and its offset: plain arithmetic then."""
    known = ZoneInfo(zone)
    moment_ = datetime(2038, 1, 1, tzinfo=known)
    last = moment_.utcoffset()
    while moment_.year >= 1970:
        if moment_.utcoffset() != last:
            break
        moment_ -= timedelta(days=7)
    since = moment_.replace(tzinfo=None) + timedelta(days=14)
    if last is None or since.year > 2020:
        return None
    return since, int(last.total_seconds())


def _with_formats(formats: list[str], zone: str, text: str) -> str:
    with_offset = [one for one in formats if "%z" in one]
    local = [one for one in formats if "%z" not in one]
    parsed = []
    if with_offset:
        parsed.append(f"timezone('UTC', try_strptime({text}, {_listed(with_offset)}))")
    if local:
        parsed.append(_year_first(zone, text, local))
    return parsed[0] if len(parsed) == 1 else f"coalesce({', '.join(parsed)})"


def _year_first(zone: str, text: str, formats: list[str]) -> str:
    """UTC of a text without offset; where the year stands first the text itself tells it.

    DuckDB computes what stands twice in a case twice, and nothing here costs more than parsing.
    """
    parsed = f"try_strptime({text}, {_listed(formats)})"
    settled = None if zone == "UTC" else settled_offset(zone)
    if settled is None or not all(one.startswith("%Y") for one in formats):
        return to_utc(zone, parsed)
    since, seconds = settled
    quick = _moved(parsed, -seconds)
    return f"case when {text} >= '{since.year + 1}' then {quick} else {to_utc(zone, parsed)} end"


def _listed(formats: list[str]) -> str:
    if len(formats) == 1:
        return literal(formats[0])
    return f"[{', '.join(map(literal, formats))}]"


def zone_of(source: Source, desk_zone: str) -> str:
    return desk_zone if source.time_zone == "desk" else source.time_zone
