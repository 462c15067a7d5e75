"""The business clock against plain Python that looks at every minute or second."""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assets.clock_desk import business_seconds, clocks_of, due
from tests.metrics.plain_clock import NAMES, PlainHours

# Days before and after which the wall clock jumps, in UTC; Lord Howe's by half an hour.
CHANGES = {
    "Asia/Shanghai": [date(2026, 2, 15), date(2026, 10, 1)],
    "America/New_York": [date(2026, 3, 8), date(2026, 11, 1)],
    "Europe/Berlin": [date(2026, 3, 29), date(2026, 10, 25)],
    "Australia/Lord_Howe": [date(2026, 4, 4), date(2026, 10, 3)],
}


def written(hours: PlainHours) -> str:
    """The same as a desk's own YAML, which is JSON too."""
    workdays = [
        {"days": str(day)} | ({} if own is None else {"hours": list(own)})
        for day, own in hours.workdays.items()
    ]
    return json.dumps(
        {
            "label": {"en": "Ours", "zh": "本台"},
            "time_zone": hours.zone,
            "covers": "everybody",
            "versions": [{"since": str(since), "hours": week} for since, week in hours.versions],
            "holidays": {"days_off": sorted(map(str, hours.days_off)), "workdays": workdays},
        },
        default=list,
    )


@st.composite
def spans_of_a_day(draw: st.DrawFn, unit: int) -> list[str]:
    """Up to three spans from six to ten in the evening, and perhaps the night."""
    points = draw(
        st.lists(st.integers(6 * 3600 // unit, 22 * 3600 // unit), unique=True, max_size=6)
    )
    ordered = sorted(points)[: len(points) // 2 * 2]
    clock = [f"{p * unit // 3600:02}:{p * unit // 60 % 60:02}:{p * unit % 60:02}" for p in ordered]
    spans = [f"{a}-{b}" for a, b in zip(clock[::2], clock[1::2], strict=True)]
    night = draw(st.sampled_from([[], [], ["22:00-05:00"], ["22:00-02:30"], ["23:30-24:00"]]))
    return draw(st.sampled_from([[*spans, *night], [*spans, *night], ["00:00-24:00"], []]))


def apart(week: dict[str, list[str]]) -> dict[str, list[str]]:
    """No night shift runs into a day that begins at midnight."""
    for day, next_day in zip(NAMES, [*NAMES[1:], "mon"], strict=True):
        if week[next_day] == ["00:00-24:00"]:
            week[day] = [span for span in week[day] if not span.startswith("22:")]
    return week


@st.composite
def plain_hours(draw: st.DrawFn, unit: int = 60) -> tuple[PlainHours, date]:
    zone = draw(st.sampled_from(sorted(CHANGES)))
    around = draw(st.sampled_from(CHANGES[zone]))
    weeks = st.fixed_dictionaries({name: spans_of_a_day(unit) for name in NAMES}).map(apart)
    near = st.integers(-4, 4).map(lambda shift: around + timedelta(days=shift))
    versions = [(date(2024, 1, 1), draw(weeks))]
    if draw(st.booleans()):
        versions.append((draw(near), draw(weeks)))
    off = draw(st.frozensets(near, max_size=3))
    work = draw(st.dictionaries(near, st.none() | spans_of_a_day(unit), max_size=2))
    workdays = {day: own for day, own in work.items() if day not in off}
    return PlainHours(zone, versions, off, workdays), around


@settings(max_examples=20)
@given(st.data())
def test_the_clock_is_that_of_every_minute(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    hours, around = data.draw(plain_hours())
    connection = clocks_of(tmp_path_factory.mktemp("desk"), {"ours": written(hours)})
    begin = datetime.combine(around, datetime.min.time()) - timedelta(days=3)
    minutes = st.integers(0, 6 * 1440)
    first, last = sorted(data.draw(st.tuples(minutes, minutes)))
    span = (begin + timedelta(minutes=first), begin + timedelta(minutes=last))
    assert business_seconds(connection, [span]) == [hours.open_seconds(*span, step=60)]


@settings(max_examples=20)
@given(st.data())
def test_the_clock_is_that_of_every_second(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    hours, around = data.draw(plain_hours(unit=1))
    connection = clocks_of(tmp_path_factory.mktemp("desk"), {"ours": written(hours)})
    since = datetime.combine(around, datetime.min.time()) + timedelta(
        seconds=data.draw(st.integers(-86_400, 86_400))
    )
    span = (since, since + timedelta(seconds=data.draw(st.integers(0, 9_000))))
    assert business_seconds(connection, [span]) == [hours.open_seconds(*span)]


@settings(max_examples=20)
@given(st.data())
def test_what_is_due_is_due_at_the_first_moment_that_the_clock_has_run(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    hours, around = data.draw(plain_hours(unit=1))
    if not any(spans for _, week in hours.versions[-1:] for spans in week.values()):
        return
    connection = clocks_of(tmp_path_factory.mktemp("desk"), {"ours": written(hours)})
    since = datetime.combine(around, datetime.min.time()) + timedelta(
        seconds=data.draw(st.integers(-86_400, 86_400))
    )
    seconds = data.draw(st.integers(1, 200_000))
    moment = due(connection, since, seconds)
    just_before = moment - timedelta(milliseconds=1)
    assert business_seconds(connection, [(since, moment), (since, just_before)]) == [
        seconds,
        Decimal(seconds) - Decimal("0.001"),
    ]


@pytest.mark.parametrize("zone", sorted(CHANGES))
def test_tickets_may_live_for_longer_than_a_year(tmp_path: Path, zone: str) -> None:
    week = {day: ["04:00-05:30", "09:00-12:00"] for day in NAMES[:5]} | {"sun": ["22:00-04:00"]}
    later = {day: ["08:00-20:00"] for day in NAMES[:6]}
    versions = [(date(2025, 1, 1), week), (date(2026, 2, 1), later)]
    hours = PlainHours(zone, versions, frozenset({date(2025, 12, 25)}))
    connection = clocks_of(tmp_path, {"ours": written(hours)})
    span = (datetime(2025, 3, 7, 23, 10), datetime(2026, 4, 9, 4, 20))
    assert business_seconds(connection, [span]) == [hours.open_seconds(*span, step=600)]


@pytest.mark.parametrize("schedule", ["ours", "always"])
@pytest.mark.parametrize("zone", sorted(CHANGES))
def test_day_and_night_is_elapsed_time(tmp_path: Path, zone: str, schedule: str) -> None:
    text = f"{{label: {{en: a, zh: b}}, like: always, time_zone: {zone}, covers: everybody}}"
    connection = clocks_of(tmp_path, {"ours": text})
    spans = [
        (datetime(2024, 1, 1), datetime(2029, 7, 1, 0, 0, 1)),
        (datetime(2026, 3, 8, 6, 59, 59, 999_500), datetime(2026, 3, 29, 1, 0, 0, 1)),
        (datetime(2026, 10, 25, 0, 59, 59), datetime(2026, 10, 25, 1, 0, 0, 250_000)),
        (datetime(2026, 4, 4, 14, 59), datetime(2026, 4, 4, 14, 59)),
    ]
    expected = [
        connection.execute("select seconds_between(?::timestamp, ?::timestamp)", span).fetchall()[
            0
        ][0]
        for span in spans
    ]
    assert business_seconds(connection, spans, schedule) == expected


def nine_to_five(**rest: str) -> str:
    extra = "".join(f", {key}: {value}" for key, value in rest.items())
    hours = '{mon-fri: ["09:00-17:00"]}'
    return f"{{label: {{en: a, zh: b}}, covers: everybody, hours: {hours}{extra}}}"


def test_an_hour_promised_on_friday_at_half_past_four_is_due_on_monday(tmp_path: Path) -> None:
    connection = clocks_of(tmp_path, {"ours": nine_to_five()}, zone="UTC")
    friday, monday = datetime(2026, 1, 16, 16, 30), datetime(2026, 1, 19, 9, 30)
    assert due(connection, friday, 3600) == monday
    assert business_seconds(connection, [(friday, monday)]) == [3600]
    assert due(connection, friday, 1800) == datetime(2026, 1, 16, 17)  # not Monday morning
    assert due(connection, datetime(2026, 1, 18, 3), 60) == datetime(2026, 1, 19, 9, 1)
    assert due(connection, friday, 3600, "always") == datetime(2026, 1, 16, 17, 30)


def test_two_schedules_of_one_ticket(tmp_path: Path) -> None:
    """The ticket of dbt_zendesk's decision log, which counts minutes with decimals of seconds."""
    calendars = {
        "chicago": "{label: {en: a, zh: b}, time_zone: America/Chicago, covers: {teams: [one]}, "
        'hours: {daily: ["07:00-21:00"]}}',
        "san_francisco": "{label: {en: a, zh: b}, time_zone: America/Los_Angeles, "
        'covers: {teams: [two]}, hours: {mon-fri: ["08:00-17:30"]}}',
    }
    connection = clocks_of(tmp_path, calendars, starts_on=date(2020, 1, 1))
    created, moved = datetime(2020, 9, 29, 17, 1, 38), datetime(2020, 9, 30, 19, 1, 25)
    replied = datetime(2020, 9, 30, 19, 1, 46)
    (first,) = business_seconds(connection, [(created, moved)], "chicago")
    (second,) = business_seconds(connection, [(moved, replied)], "san_francisco")
    (last_alone,) = business_seconds(connection, [(created, replied)], "san_francisco")
    assert first is not None and second is not None and last_alone is not None
    # from 17:01:38 to 02:00 and from 12:00 to 19:01:25 the next day; then 21 seconds
    assert first == 32_302 + 25_285
    assert second == 21
    assert (first + second) / 60 == pytest.approx(Decimal("959.46"), abs=Decimal(1))
    assert last_alone / 60 == pytest.approx(Decimal("689.46"), abs=Decimal(1))


# A repeated hour counts twice, a skipped one not at all.
@pytest.mark.parametrize(
    ("zone", "hours", "day", "expected"),
    [
        ("Europe/Berlin", "01:30-02:30", "2026-10-25", 5400),
        ("Europe/Berlin", "01:30-02:30", "2026-03-29", 1800),
        ("Europe/Berlin", "02:00-03:00", "2026-03-29", 0),
        ("Europe/Berlin", "00:00-24:00", "2026-10-25", 90_000),
        ("America/New_York", "22:00-06:00", "2026-10-31", 9 * 3600),
        ("America/New_York", "22:00-06:00", "2026-03-07", 7 * 3600),
        ("Australia/Lord_Howe", "01:30-02:15", "2026-04-05", 4500),
        ("Australia/Lord_Howe", "01:30-02:15", "2026-10-04", 1800),
        ("Asia/Shanghai", "22:00-06:00", "2026-03-08", 8 * 3600),
    ],
)
def test_days_on_which_the_clock_changes(
    tmp_path: Path, zone: str, hours: str, day: str, expected: int
) -> None:
    workdays = f'{{workdays: [{{days: {day}, hours: ["{hours}"]}}]}}'
    text = nine_to_five(time_zone=zone, holidays=workdays).replace("09:00-17:00", "")
    text = text.replace('{mon-fri: [""]}', "{mon: []}")
    connection = clocks_of(tmp_path, {"ours": text})
    around = (
        datetime.fromisoformat(day) - timedelta(days=2),
        datetime.fromisoformat(day) + timedelta(days=3),
    )
    assert business_seconds(connection, [around]) == [expected]


def test_queues_go_before_shops_before_teams(tmp_path: Path) -> None:
    def like(name: str, covers: str) -> str:
        return f"{{label: {{en: a, zh: b}}, like: {name}, covers: {covers}}}"

    connection = clocks_of(
        tmp_path,
        {
            "q": like("cn_office", "{queues: [hotline]}"),
            "s": like("weekdays_9_17", "{shops: [store]}"),
            "t": like("weekdays_9_18", "{teams: [night, store]}"),
        },
    )

    def schedule(queue: str | None, shop: str | None, team: str | None) -> Sequence[object]:
        query = "select settings.schedule_of(?, ?, ?)"
        return connection.execute(query, [queue, shop, team]).fetchall()[0]

    assert schedule("hotline", "store", "night") == ("q",)
    assert schedule("other", "store", "night") == ("s",)
    assert schedule(None, "other", "night") == ("t",)
    assert schedule(None, None, None) == ("always",)


def test_a_moment_that_is_unknown_or_out_of_reach_has_no_reading(tmp_path: Path) -> None:
    connection = clocks_of(tmp_path, {"ours": nine_to_five()})
    query = """
        select
            settings.business_clock('ours', null),
            settings.business_clock('ours', timestamp '2023-12-31 23:59:59'),
            settings.business_clock('ours', timestamp '2024-01-01'),
            settings.business_clock(null, timestamp '2026-01-01')
    """
    assert connection.execute(query).fetchall() == [(None, None, 0, None)]


def test_a_callers_columns_of_the_same_names_are_its_own(tmp_path: Path) -> None:
    connection = clocks_of(tmp_path, {"ours": nine_to_five()}, zone="UTC")
    query = """
        with callers as (
            select 'ours' as schedule, timestamp '2026-01-16 16:30' as day,
            timestamp '2026-01-16 10:00' as opens, 'q' as name, 'queue' as kind
        )

        select
            settings.business_clock(schedule, day) - settings.business_clock(schedule, opens),
            settings.schedule_of(name, kind, null)
        from callers
    """
    assert connection.execute(query).fetchall() == [(Decimal("23400"), "ours")]
