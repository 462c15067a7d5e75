"""All schedules: the shipped ones, and a desk's own calendars, which win by id."""

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from metrics.documents import Problem, nearest, problem_at, read_document
from metrics.schedule import Covers, Schedule

ALWAYS = "always"  # open day and night: the clock of everybody whom no schedule covers
Kind = Literal["queue", "shop", "team", "*"]


def load_schedules(folder: Path | None = None) -> dict[str, Schedule]:
    """By id, each with its hours; `folder` is the desk's calendars/."""
    shipped = _paths_in(files("metrics").joinpath("calendars"))
    own = _paths_in(folder) if folder is not None and folder.is_dir() else {}
    if ALWAYS in own:
        raise Problem(
            f'{own[ALWAYS]}: "{ALWAYS}" is day and night, for everybody; give yours another name.'
        )
    paths = shipped | own
    read = {name: read_document(path, Schedule) for name, path in sorted(paths.items())}
    _refuse_two_for_one(read, paths)
    if not any(schedule.covers.everybody for schedule in read.values()):
        read[ALWAYS] = read[ALWAYS].model_copy(update={"covers": Covers(everybody=True)})
    return {name: _with_hours(name, read, paths) for name in read}


def claims(schedules: Mapping[str, Schedule]) -> dict[tuple[Kind, str], str]:
    """Whose hours are which: by kind and name, and the one for everybody else."""
    claimed: dict[tuple[Kind, str], str] = {}
    for name, schedule in schedules.items():
        claimed |= dict.fromkeys(_claimed_by(schedule.covers), name)
    return claimed


def _claimed_by(covers: Covers) -> list[tuple[Kind, str]]:
    everybody: list[tuple[Kind, str]] = [("*", "*")] if covers.everybody else []
    return [
        *everybody,
        *(("queue", name) for name in covers.queues),
        *(("shop", name) for name in covers.shops),
        *(("team", name) for name in covers.teams),
    ]


def _refuse_two_for_one(
    schedules: Mapping[str, Schedule], paths: Mapping[str, Path | Traversable]
) -> None:
    claimed: dict[tuple[Kind, str], str] = {}
    for name, schedule in schedules.items():
        for kind, whom in _claimed_by(schedule.covers):
            if (kind, whom) in claimed:
                named = "everybody" if kind == "*" else f'{kind} "{whom}"'
                raise problem_at(
                    paths[name],
                    ("covers",),
                    f"{claimed[kind, whom]}.yml covers {named} too; keep it in one of them.",
                )
            claimed[kind, whom] = name


def _with_hours(
    name: str, schedules: Mapping[str, Schedule], paths: Mapping[str, Path | Traversable]
) -> Schedule:
    """A schedule that is like another has its hours, and its zone and holidays unless it says."""
    schedule, seen = schedules[name], [name]
    while schedule.like is not None:
        if schedule.like not in schedules:
            hint = nearest(schedule.like, [*schedules])
            raise problem_at(
                paths[name], ("like",), f'there is no schedule "{schedule.like}".{hint}'
            )
        if schedule.like in seen:
            raise problem_at(paths[name], ("like",), "it is like itself; give one of them hours.")
        seen.append(schedule.like)
        model = schedules[schedule.like]
        schedule = schedule.model_copy(
            update={
                "like": model.like,
                "hours": model.hours,
                "versions": model.versions,
                "time_zone": schedule.time_zone or model.time_zone,
                "holidays": schedule.holidays or model.holidays,
            }
        )
    return schedule


def _paths_in(folder: Traversable | Path) -> dict[str, Path | Traversable]:
    return {
        path.name.removesuffix(".yml"): path
        for path in folder.iterdir()
        if path.name.endswith(".yml")
    }
