"""Random promises to tickets, as a desk writes them into its service_levels."""

from datetime import timedelta
from random import Random

from tests.sql.logs.draw import CHANGES
from tests.sql.logs.hours import Document

TIMES = ("1s", "1m", "30m", "1h30m", "1h30m", "8h", "1d", "3d")
METRICS = ("first_reply", "next_reply", "resolution")
STATES = ("new", "open", "pending", "on_hold")
PRIORITIES = ("low", "High", "*")


def policies(seed: int, zone: str, marks: tuple[str, ...]) -> dict[str, Document]:
    """By name: up to three that overlap; some desks have none."""
    draw = Random(f"promises {seed}")
    count = 0 if seed % 4 == 3 else draw.randint(1, 3)
    places = draw.sample(range(1, 9), count)
    return {f"tickets_{place}": _policy(draw, place, zone, marks) for place in places}


def _policy(draw: Random, position: int, zone: str, marks: tuple[str, ...]) -> Document:
    change = draw.choice(CHANGES[zone])
    targets = {
        priority: {metric: draw.choice(TIMES) for metric in _some_metrics(draw)}
        for priority in draw.sample(PRIORITIES, draw.randint(1, 3))
    }
    every_clock = {metric: draw.choice(("calendar", "business")) for metric in METRICS[1:]}
    document: Document = {
        "label": {"en": "Ours", "zh": "本台"},
        "position": position,
        "targets": targets,
        "clock": draw.choice(("calendar", "business", "business", every_clock)),
        "pauses": {
            metric: draw.sample(STATES, draw.choice((1, 2)))
            for metric in draw.sample(METRICS, draw.choice((0, 1, 2)))
        },
    }
    covers = {
        "teams": ["desk 1"],
        "shops": [f"{mark}s1" for mark in marks],
        "channels": ["web", "Phone"],
        "categories": ["bill", "意见反馈", "Relay"],
    }
    chosen = draw.sample(sorted(covers), draw.choice((0, 0, 0, 1)))
    document["covers"] = {kind: covers[kind] for kind in chosen}
    first = change + timedelta(days=draw.randint(-3, 3))
    if draw.random() < 0.3:
        document["since"] = str(first)
    if draw.random() < 0.3:
        document["until"] = str(first + timedelta(days=draw.randint(0, 3)))
    return document


def _some_metrics(draw: Random) -> list[str]:
    return draw.sample(METRICS, draw.choice((2, 3)))
