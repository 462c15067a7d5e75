"""The desk behind `deskmark demo`: made once, found again, never somebody's own."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assets.desk.home import Desk, open_desk
from assets.desk.init import init
from assets.desk.settings import SchemeUse
from metrics.documents import Problem
from metrics.label import Language

LANGUAGE: Language = "zh"
ZONE = "Asia/Shanghai"
LAST_DAY = date(2026, 10, 31)


@dataclass(frozen=True)
class DemoSize:
    days: int
    agents: int
    seed: int


def demo_desk(home: Path, size: DemoSize) -> Desk:
    """Logs of the same size and seed are the same bytes, so they are simulated only once."""
    home = home.expanduser().absolute()
    mark = home / ".demo.json"
    if (home / "desk.yml").exists():
        made = _made(mark)
        if made is None:
            raise Problem(f"{home}: this is a desk of somebody's own; name another folder.")
        if made["size"] != asdict(size):
            was = ", ".join(f"{name} {value}" for name, value in made["size"].items())
            raise Problem(
                f"{home}: this demo was made with {was}; ask for the same, name another folder, "
                "or delete this one."
            )
        if made["complete"]:
            return open_desk(home)
        desk = open_desk(home)
    else:
        desk = _new(home, size)
    _mark(mark, size, complete=False)
    _simulate(desk, size)
    _mark(mark, size, complete=True)
    return desk


def _new(home: Path, size: DemoSize) -> Desk:
    """A Chinese desk whose teams and their leaders are appraised from the first whole month on."""
    from pipelines.demo.clock import make_clock
    from pipelines.demo.month_end import periods
    from pipelines.demo.phrases import DESKS
    from pipelines.demo.rules import write_rules

    clock = make_clock(LAST_DAY, size.days, ZONE)
    desk = init(
        home,
        language=LANGUAGE,
        name=DESKS[LANGUAGE],
        time_zone=ZONE,
        starts_on=clock.first_day,
        schemes=_schemes(periods(clock)[0]),
        checks={"up_to_date": "off"},  # its days are made up, and the calendar goes on
    )
    write_rules(home, LANGUAGE)
    return desk


def _schemes(since: str) -> list[SchemeUse]:
    """A form for each team, and one for those who lead them."""
    from pipelines.demo.agents import ROLES
    from pipelines.demo.month_end import LEADERS, SCHEMES
    from pipelines.demo.phrases import TEAMS

    lead, agent = ROLES[LANGUAGE]
    forms = [
        SchemeUse(scheme=scheme, teams=[TEAMS[LANGUAGE][team]], roles=[agent], since=since)
        for team, scheme in SCHEMES.items()
    ]
    return [*forms, SchemeUse(scheme=LEADERS, roles=[lead], since=since)]


def _simulate(desk: Desk, size: DemoSize) -> None:
    from pipelines.demo.simulate import simulate

    simulate(
        desk.home,
        days=size.days,
        agents=size.agents,
        seed=size.seed,
        last_day=LAST_DAY,
        language=LANGUAGE,
        time_zone=ZONE,
    )


def _made(mark: Path) -> dict[str, Any] | None:
    """What the demo was made with, and whether its logs are all there; None for other desks."""
    try:
        made: dict[str, Any] = json.loads(mark.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return made


def _mark(mark: Path, size: DemoSize, *, complete: bool) -> None:
    made = {"size": asdict(size), "complete": complete}
    mark.write_text(json.dumps(made), encoding="utf-8")
