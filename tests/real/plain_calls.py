"""The calls of the "anonymous bank" read with nothing but Python's own csv."""

import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from tests.real.measured import published_file

LOG = "calls_anonbank_1999-01.txt.gz"
Call = dict[str, str]


def read_log() -> list[Call]:
    with gzip.open(published_file(LOG), "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def counted(log: list[Call]) -> list[Call]:
    """Without the artefacts of the recording and the two calls of an unknown type."""
    return [call for call in log if call["outcome"] != "PHANTOM" and call["type"] != "AA"]


def day_of(call: Call) -> date:
    return datetime.strptime(call["date"], "%y%m%d").date()


def by_day(calls: Iterable[Call]) -> dict[date, Counter[str]]:
    days: dict[date, Counter[str]] = defaultdict(Counter)
    agents: dict[date, set[str]] = defaultdict(set)
    for call in calls:
        day, wait = days[day_of(call)], int(call["q_time"])
        day["calls"] += 1
        day["queued"] += wait > 0
        day["wait"] += wait
        if call["outcome"] == "AGENT":
            day["answered"] += 1
            day["within 20 s"] += wait <= 20
            day["handle"] += int(call["ser_time"])
            agents[day_of(call)] |= {call["server"]} - {"NO_SERVER"}
        else:
            day["abandoned"] += 1
    for date_, names in agents.items():
        days[date_]["agents"] = len(names)
    return days


def by_day_and_agent(calls: Iterable[Call]) -> dict[tuple[date, str], tuple[int, int]]:
    """Calls handled and seconds spent on them."""
    found: dict[tuple[date, str], tuple[int, int]] = {}
    for call in calls:
        if call["outcome"] == "AGENT" and call["server"] != "NO_SERVER":
            key = day_of(call), call["server"]
            number, seconds = found.get(key, (0, 0))
            found[key] = number + 1, seconds + int(call["ser_time"])
    return found
