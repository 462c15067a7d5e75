"""Schedules as files: what they say of each date, and how mistakes are told."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from metrics.calendar_days import calendar_days
from metrics.documents import Problem, parse_document
from metrics.schedule import Schedule
from metrics.schedule_files import claims, load_schedules

LABEL = "label: {en: Ours, zh: 本台}\n"
# As the State Council announced for 2026: breaks from day to day, and weekends that are worked.
BREAKS = [
    ("2026-01-01", 3),
    ("2026-02-15", 9),
    ("2026-04-04", 3),
    ("2026-05-01", 5),
    ("2026-06-19", 3),
    ("2026-09-25", 3),
    ("2026-10-01", 7),
]
WORKED = {
    *("2026-01-04", "2026-02-14", "2026-02-28"),
    *("2026-05-09", "2026-09-20", "2026-10-10"),
}


def test_the_chinese_year_2026_is_the_one_announced() -> None:
    office = load_schedules()["cn_office"]
    days = calendar_days(office, date(2026, 1, 1), date(2026, 12, 31))
    off = {day.day for day in days if day.kind == "holiday"}
    announced = {
        date.fromisoformat(first) + timedelta(days=shift)
        for first, length in BREAKS
        for shift in range(length)
    }
    assert off == announced
    worked = {str(day.day) for day in days if day.kind == "make_up_day"}
    assert worked == WORKED
    assert {str(day.day) for day in days if day.spans and day.day.weekday() > 4} == worked
    assert all(day.label is not None and day.label.zh for day in days if day.kind == "holiday")


def test_a_weekend_after_a_holiday_is_a_weekend_elsewhere() -> None:
    text = LABEL + 'holidays: {country: DE}\nhours: {mon-sat: ["09:00-17:00"]}\n'
    schedule = parse_document(text, Schedule, where="x.yml")
    (friday, saturday) = calendar_days(schedule, date(2026, 5, 1), date(2026, 5, 2))
    assert (friday.kind, friday.spans) == ("holiday", ())
    assert saturday.kind == "weekday"
    assert [str(span) for span in saturday.spans] == ["09:00-17:00"]


def test_a_desks_own_dates_win_over_the_countrys() -> None:
    text = LABEL + (
        'hours: {mon-fri: ["09:00-18:00"], holidays: ["10:00-12:00"], '
        'make_up_days: ["09:00-15:00"]}\n'
        "holidays:\n"
        "  country: CN\n"
        "  days_off: [2026-01-05, {days: 2026-02-12..2026-02-14, label: 年会}]\n"
        '  workdays: [2026-01-01, {days: 2026-01-10..2026-01-11, hours: ["13:00-14:00"]}]\n'
    )
    schedule = parse_document(text, Schedule, where="x.yml")

    def told(day: str) -> tuple[str, list[str]]:
        (found,) = calendar_days(schedule, date.fromisoformat(day), date.fromisoformat(day))
        return found.kind, [str(span) for span in found.spans]

    assert told("2026-01-01") == ("workday", ["09:00-15:00"])  # a holiday that is worked
    assert told("2026-01-02") == ("holiday", ["10:00-12:00"])
    assert told("2026-01-04") == ("make_up_day", ["09:00-15:00"])
    assert told("2026-01-05") == ("day_off", [])
    assert told("2026-01-06") == ("weekday", ["09:00-18:00"])
    assert told("2026-01-11") == ("workday", ["13:00-14:00"])
    assert told("2026-02-14") == ("day_off", [])  # the country's make-up day, but not here


def test_hours_change_on_the_day_that_a_version_names_and_the_first_reaches_back() -> None:
    text = LABEL + (
        "versions:\n"
        '  - {since: 2026-03-01, hours: {daily: ["09:00-18:00"]}}\n'
        '  - {since: 2026-06-01, hours: {fri-mon: ["22:00-06:00"], "wed,thu": ["00:00-24:00"]}}\n'
    )
    schedule = parse_document(text, Schedule, where="x.yml")
    days = calendar_days(schedule, date(2026, 2, 1), date(2026, 6, 14))
    hours = Counter(str(span) for day in days for span in day.spans)
    assert hours == {"09:00-18:00": 120, "22:00-06:00": 8, "00:00-24:00": 4}
    assert [str(day.spans[0]) for day in days[119:121]] == ["09:00-18:00", "22:00-06:00"]


# Each file has one mistake; what the sentence must say of it.
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('hours: {mon: ["9-12"]}', 'line 2: "hours.mon.0": "9" is no time of day'),
        ("hours: {mon: [morning]}", '"morning" is no span of a day; write it as "09:00-18:00"'),
        ('hours: {mon: ["09:00-09:00"]}', 'write "00:00-24:00" for day and night'),
        ('hours: {mon: ["24:00-09:00"]}', "write 00:00 for midnight"),
        ('hours: {mon: ["09:00-25:00"]}', '"25:00" is no time of day'),
        ('hours: {mon: ["13:00-18:00", "09:00-13:30"]}', "09:00-13:30 and 13:00-18:00 overlap"),
        (
            'hours: {mon: ["22:00-06:00"], tue: ["05:00-09:00"]}',
            "runs into 05:00-09:00 of the next",
        ),
        ('hours: {sun: ["22:00-06:00"], mon: ["05:00-09:00"]}', "22:00-06:00 of sun runs into"),
        ('hours: {monday-frday: ["09:00-17:00"]}', '"monday-frday" names no days; write mon-fri'),
        ('hours: {mon-fri: ["09:00-17:00"], wed: []}', '"wed" names wed again'),
        ("hours: {}", "hours"),
        ("holidays: {country: CN}", 'add "hours", "versions", or "like" another schedule'),
        ("hours: {mon: []}\nlike: always", "it has hours and like; keep one"),
        ("hours: {mon: []}\ntime_zone: Asia/Shanghia", 'did you mean "Asia/Shanghai"?'),
        ("hours: {mon: []}\nholidays: {country: China}", 'Write it as "CN"'),
        ("hours: {mon: []}\nholidays: {country: cn}", 'Write it as "CN"'),
        ("hours: {mon: []}\nholidays: {country: XQZ}", "two-letter code"),
        ("hours: {mon: []}\nholidays: {country: DE, subdivision: BZ}", 'Did you mean "'),
        ("hours: {mon: []}\nholidays: {subdivision: BY}", "a subdivision needs its country"),
        ("hours: {mon: []}\nholidays: {days_off: [easter]}", '"easter" is no day'),
        ("hours: {mon: []}\nholidays: {days_off: [2026-03-02..2026-03-01]}", "must go forward"),
        (
            "hours: {mon: []}\nholidays: {days_off: [2026-03-01], workdays: [2026-03-01]}",
            "2026-03-01 is a day off and a workday",
        ),
        ("hours: {mon: []}\nholidays: {workdays: [2026-03-01, 2026-03-01]}", "twice"),
        (
            "versions:\n- {since: 2026-02-01, hours: {mon: []}}\n"
            "- {since: 2026-01-01, hours: {mon: []}}",
            "put the earlier one first",
        ),
        ("hours: {mon: []}\ncovers: everyone", 'write "everybody", or {queues'),
        ("hours: {mon: []}\ncovers: {queue: [a]}", 'Did you mean "queues"?'),
        ("hours: {mon: []}\nholiday: {}", 'unknown key "holiday". Did you mean "holidays"?'),
    ],
)
def test_mistakes_name_line_key_and_remedy(text: str, said: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_document(LABEL + text + "\n", Schedule, where="x.yml")
    assert said in str(caught.value)
    assert str(caught.value).startswith("x.yml, line ")
    assert len(str(caught.value).splitlines()) == 1


def test_every_shipped_schedule_is_there_and_covers_nobody_unasked() -> None:
    schedules = load_schedules()
    assert {"always", "cn_office", "cn_ecommerce_8_23"} <= set(schedules)
    assert claims(schedules) == {("*", "*"): "always"}


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(LABEL + text, encoding="utf-8")
    return folder


def test_a_desks_schedules_say_whom_they_cover(tmp_path: Path) -> None:
    office = "like: cn_office\ncovers: everybody\nholidays: {days_off: [2026-03-02]}"
    night = 'hours: {daily: ["22:00-06:00"]}\ncovers: {queues: [hotline], teams: [night]}'
    schedules = load_schedules(write(tmp_path, office=office, night=night))
    assert claims(schedules) == {
        ("*", "*"): "office",
        ("queue", "hotline"): "night",
        ("team", "night"): "night",
    }
    assert schedules["office"].time_zone == "Asia/Shanghai"
    (monday,) = calendar_days(schedules["office"], date(2026, 3, 2), date(2026, 3, 2))
    assert monday.kind == "day_off"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {
                "one": "like: always\ncovers: {queues: [a]}",
                "two": "like: always\ncovers: {queues: [a]}",
            },
            r'two.yml, line 3: "covers": one.yml covers queue "a" too',
        ),
        (
            {"one": "like: always\ncovers: everybody", "two": "like: always\ncovers: everybody"},
            "one.yml covers everybody too",
        ),
        ({"one": "like: cn_ofice"}, 'there is no schedule "cn_ofice". Did you mean "cn_office"?'),
        ({"one": "like: two", "two": "like: one"}, "it is like itself"),
        ({"always": "like: cn_office"}, "give yours another name"),
    ],
)
def test_schedules_must_agree_with_each_other(
    tmp_path: Path, files: dict[str, str], said: str
) -> None:
    with pytest.raises(Problem) as caught:
        load_schedules(write(tmp_path, **files))
    assert said in str(caught.value)
