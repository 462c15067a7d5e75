"""deskmark calendars: opening hours, holidays and make-up workdays, date by date."""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.options import From, Home, Json, To
from pipelines.cli.output import print_json, print_pairs, print_table
from pipelines.cli.speech import say, teach, terminal_language

if TYPE_CHECKING:
    from metrics.calendar_days import CalendarDay
    from metrics.label import Language
    from metrics.schedule import Schedule

LIST = teach(
    "List the opening hours that there are and whom they cover.",
    "列出全部工作时间，以及各自适用于谁。",
    "deskmark calendars list",
    "deskmark calendars list --json",
)
SHOW = teach(
    "Show one schedule date by date. Holidays are named, make-up workdays marked; this month "
    "unless days are given.",
    "逐日显示一份工作时间：节假日写明名称，标出调休上班日；不写日期则显示本月。",
    "deskmark calendars show cn_office",
    "deskmark calendars show cn_office --from 2026-09-20 --to 2026-10-12",
)
app = typer.Typer(
    no_args_is_help=True,
    help=say("Opening hours: list, show date by date.", "工作时间：列出、逐日显示。"),
)
ScheduleId = Annotated[
    str, typer.Argument(metavar="ID", help=say("The schedule's id.", "工作时间编号。"))
]
WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
}
KINDS = {
    "weekday": ("", ""),
    "holiday": ("holiday", "节假日"),
    "make_up_day": ("make-up workday", "调休上班"),
    "day_off": ("day off of the desk", "本台放假"),
    "workday": ("workday of the desk", "本台上班"),
}


@app.command("list", help=LIST)
def list_schedules(home: Home = None, as_json: Json = False) -> None:
    schedules, desk_zone, language = _schedules(home)
    if as_json:
        print_json([_document(name, one, desk_zone) for name, one in schedules.items()])
        return
    headers = [
        say("id", "编号", language),
        say("name", "名称", language),
        say("time zone", "时区", language),
        say("covers", "适用于", language),
    ]
    print_table(
        headers,
        [
            [name, one.label.in_(language), one.time_zone or desk_zone, _covered(one, language)]
            for name, one in schedules.items()
        ],
    )


@app.command(help=SHOW)
def show(
    schedule_id: ScheduleId,
    date_from: From = None,
    date_to: To = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    from metrics.calendar_days import calendar_days
    from metrics.documents import Problem, nearest

    schedules, desk_zone, language = _schedules(home)
    if schedule_id not in schedules:
        raise Problem(f'There is no schedule "{schedule_id}".{nearest(schedule_id, [*schedules])}')
    schedule = schedules[schedule_id]
    first = date_from or (date_to or date.today()).replace(day=1)
    last = date_to or _end_of_month(first)
    if last < first:
        raise typer.BadParameter(say("--to is before --from.", "--to 早于 --from。", language))
    days = calendar_days(schedule, first, last)
    document = _document(schedule_id, schedule, desk_zone)
    if as_json:
        print_json(document | {"days": [_told(day) for day in days]})
        return
    print_pairs(
        {
            say("id", "编号", language): schedule_id,
            say("name", "名称", language): schedule.label.in_(language),
            say("time zone", "时区", language): document["time_zone"],
            say("covers", "适用于", language): _covered(schedule, language),
        }
    )
    headers = [
        say("day", "日期", language),
        say("weekday", "星期", language),
        say("hours", "时间", language),
        say("why", "说明", language),
    ]
    print_table(headers, [_row(day, language) for day in days])


def _row(day: "CalendarDay", language: "Language") -> list[str]:
    hours = "  ".join(map(str, day.spans)) or say("closed", "休息", language)
    name = day.label.in_(language) if day.label else ""
    why = " · ".join(text for text in (say(*KINDS[day.kind], language), name) if text)
    return [str(day.day), WEEKDAYS[language][day.day.weekday()], hours, why]


def _told(day: "CalendarDay") -> dict[str, object]:
    return {
        "day": str(day.day),
        "kind": day.kind,
        "hours": [str(span) for span in day.spans],
        "label_en": day.label.en if day.label else None,
        "label_zh": day.label.zh if day.label else None,
    }


def _document(name: str, schedule: "Schedule", desk_zone: str) -> dict[str, object]:
    covers = schedule.covers
    return {
        "id": name,
        "label_en": schedule.label.en,
        "label_zh": schedule.label.zh,
        "time_zone": schedule.time_zone or desk_zone,
        "covers": "everybody" if covers.everybody else covers.model_dump(exclude={"everybody"}),
        "hours": [
            {
                "since": str(version.since) if schedule.versions else None,
                "hours": {days: [*map(str, spans)] for days, spans in version.hours.items()},
            }
            for version in schedule.all_versions
        ],
        "country": schedule.holidays.country if schedule.holidays else None,
    }


def _covered(schedule: "Schedule", language: "Language") -> str:
    covers = schedule.covers
    everybody = [say("everybody else", "其他所有", language)] if covers.everybody else []
    kinds = (
        (say("queue", "队列", language), covers.queues),
        (say("shop", "店铺", language), covers.shops),
        (say("team", "班组", language), covers.teams),
    )
    some = [f"{kind} {name}" for kind, names in kinds for name in names]
    return ", ".join([*everybody, *some]) or say("nobody yet", "尚无", language)


def _end_of_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _schedules(home: Path | None) -> "tuple[dict[str, Schedule], str, Language]":
    from assets.desk.home import desk_if_any
    from metrics.schedule_files import load_schedules

    desk = desk_if_any(home)
    folder = desk.home / "calendars" if desk else None
    language = desk.settings.language if desk else terminal_language()
    zone = desk.settings.time_zone if desk else say("the desk's", "本台时区", language)
    return load_schedules(folder), zone, language
