"""Random opening hours, as a desk writes them into its calendars."""

from datetime import date, timedelta
from random import Random

from tests.sql.logs.draw import CHANGES

Document = dict[str, object]
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COUNTRIES = {"Asia/Shanghai": "CN", "Europe/Berlin": "DE", "UTC": "DE"}
DAYS_OF_ONE_KIND: tuple[list[str], ...] = (
    ["09:00-12:00", "13:30-18:00"],
    ["08:00-20:00"],
    ["01:30-02:30", "03:00:01-04:00", "09:00-17:00"],  # where clocks change
    ["00:00-24:00"],
    ["10:15-10:16", "10:16-11:00", "23:30-24:00"],
    [],
)
NIGHTS = ["22:00-02:15"], ["13:00-15:00", "22:30-01:00"]


def schedules(seed: int, zone: str, marks: tuple[str, ...]) -> dict[str, Document]:
    """By name: for everybody, for shops, for a team; some desks have none."""
    draw = Random(f"hours {seed}")
    covers = ("everybody", {"shops": [f"{mark}s1" for mark in marks]}, {"teams": ["desk 1"]})
    if seed % 5 == 4:
        return {}
    chosen = draw.sample(covers, draw.choice((1, 2, 3)))
    return {f"hours_{place}": _schedule(draw, zone, whose) for place, whose in enumerate(chosen)}


def _schedule(draw: Random, zone: str, covers: object) -> Document:
    own = zone if draw.random() < 0.6 else draw.choice(sorted(CHANGES))
    change = draw.choice(CHANGES[zone])
    versions = [{"since": "2025-01-01", "hours": _week(draw)}]
    if draw.random() < 0.6:
        since = change + timedelta(days=draw.randint(-3, 5))
        versions.append({"since": str(since), "hours": _week(draw)})
    near = [change + timedelta(days=shift) for shift in range(-4, 8)]
    special = draw.sample(near, draw.choice((0, 1, 3)))
    holidays: Document = {"days_off": [str(day) for day in special[1:]]}
    holidays["workdays"] = [_workday(draw, day) for day in special[:1]]
    if own in COUNTRIES and draw.random() < 0.7:
        holidays["country"] = COUNTRIES[own]
    document: Document = {
        "label": {"en": "Ours", "zh": "本台"},
        "covers": covers,
        "versions": versions,
        "holidays": holidays,
    }
    return document | ({} if own == zone else {"time_zone": own})


def _week(draw: Random) -> dict[str, list[str]]:
    """Nights only where the next day begins later; open at least on Wednesdays."""
    week = {name: list(draw.choice(DAYS_OF_ONE_KIND)) for name in NAMES}
    week["wed"] = week["wed"] or ["09:00-12:00"]
    for name, next_name in zip(NAMES, (*NAMES[1:], NAMES[0]), strict=True):
        first = min(week[next_name], default="24")
        if first >= "02:15" and draw.random() < 0.3:
            week[name] = list(draw.choice(NIGHTS))
    if draw.random() < 0.5:
        week["holidays"] = list(draw.choice(DAYS_OF_ONE_KIND))
    if draw.random() < 0.5:
        week["make_up_days"] = list(draw.choice(DAYS_OF_ONE_KIND))
    return week


def _workday(draw: Random, day: date) -> Document:
    own = draw.choice((None, *DAYS_OF_ONE_KIND))
    return {"days": str(day)} | ({} if own is None else {"hours": list(own)})
