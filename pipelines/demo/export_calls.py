"""Calls as Asterisk's queue_log, rotated every week."""

from pathlib import Path

import numpy as np
import polars as pl

from pipelines.demo.agents import HOTLINE, Agents
from pipelines.demo.arrays import Chance, Flags, Floats, Ints, chance
from pipelines.demo.calls import COMPLAINTS, QUEUES, Calls
from pipelines.demo.clock import Clock
from pipelines.demo.customers import phone_numbers
from pipelines.demo.faults import Held, deal
from pipelines.demo.files import Export, LandedFile, land_text, plain_lines
from pipelines.demo.roster import BREAK_SECONDS, Roster, pick

EXPORT = Export("asterisk_queue_log", "call_events", ("short", "long", "epoch", "bytes"), b"|")
RING_MILLISECONDS = 15_000


def land_queue_logs(
    home: Path, agents: Agents, roster: Roster, clock: Clock, calls: Calls, seed: int
) -> list[LandedFile]:
    rng = chance(seed, "queue_log")
    first, week = _first_entry(calls), clock.week_of(calls.entered)
    landed = []
    for number in range(clock.weeks):
        row = np.flatnonzero(week == number)  # no call lasts past midnight
        pieces = _call_lines(agents, roster, clock, calls.picked(row), first[row], rng)
        pieces += _shift_lines(agents, roster, clock, calls, number)
        due = pl.concat(pieces).sort("at", "rank", maintain_order=True).select("line")
        if due.is_empty():
            continue
        # A telephone system writes in order: nothing is late, nothing comes again a week later.
        dealt = deal(rng, due, Held(), is_last=True)
        rotated = clock.date_of(clock.last_day_of_week(number) + 1)
        name = f"landing/calls/queue_log-{rotated:%Y%m%d}"
        landed.append(land_text(home, name, EXPORT, dealt, plain_lines, b"", rng))
    return landed


def _call_lines(
    agents: Agents, roster: Roster, clock: Clock, calls: Calls, first: Floats, rng: Chance
) -> list[pl.DataFrame]:
    call = pl.format("{}.{}", pl.Series(first.astype(np.int64)), pl.Series(calls.call))
    wait = np.where(np.isfinite(calls.connected), calls.connected, calls.left) - calls.entered
    talk = np.where(np.isfinite(calls.connected), calls.left - calls.connected, 0)
    queue = pl.Series(QUEUES).gather(calls.queue)
    member = pl.Series([*agents.ids, "NONE"]).gather(
        np.where(calls.agent < 0, agents.count, calls.agent)
    )
    answered = calls.agent >= 0
    done = answered & ~calls.is_passed_on
    whole = {
        "call": pl.select(call).to_series(),
        "queue": queue,
        "member": member,
        "number": phone_numbers(calls.caller),
        "wait": pl.Series(wait.astype(np.int64)),
        "talk": pl.Series(talk.astype(np.int64)),
        "ring": pl.Series(calls.ring.astype(np.int64)),
        "mark": pl.Series(np.where(calls.mark > 0, calls.mark, -1))
        .cast(pl.String)
        .replace("-1", ""),
        "way": pl.Series(np.where(calls.is_by_agent, "COMPLETEAGENT", "COMPLETECALLER")),
    }
    frame = pl.DataFrame(whole)
    missed_at, missed, who = _missed_rings(agents, roster, clock, calls, wait, rng)
    kinds: list[tuple[Flags, Floats, int, str, tuple[str, ...]]] = [
        (np.ones(calls.count, np.bool_), calls.entered, 0, "{}|{}|NONE|ENTERQUEUE||{}|1",
         ("call", "queue", "number")),
        (answered, calls.connected, 2, "{}|{}|{}|CONNECT|{}|{}.9|{}",
         ("call", "queue", "member", "wait", "call", "ring")),
        (~answered, calls.left, 2, "{}|{}|NONE|ABANDON|1|1|{}", ("call", "queue", "wait")),
        (done, calls.left, 3, "{}|{}|{}|{}|{}|{}|1",
         ("call", "queue", "member", "way", "wait", "talk")),
        (calls.is_passed_on, calls.left, 3,
         f"{{}}|{{}}|{{}}|BLINDTRANSFER|{QUEUES[COMPLAINTS]}|from-internal|{{}}|{{}}|1",
         ("call", "queue", "member", "wait", "talk")),
        (calls.mark >= 0, calls.left + 3, 4, "{}|{}|{}|SURVEY|{}",
         ("call", "queue", "member", "mark")),
        (answered, calls.left, 5, "NONE|{}|{}|PAUSE|wrapup", ("queue", "member")),
        (answered, calls.wrapped, 6, "NONE|{}|{}|UNPAUSE|", ("queue", "member")),
    ]  # fmt: skip
    pieces = [_lines(frame, mask, at, rank, form, names) for mask, at, rank, form, names in kinds]
    rings = frame.with_columns(member=pl.Series(agents.ids).gather(np.clip(who, 0, None)))
    form = f"{{}}|{{}}|{{}}|RINGNOANSWER|{RING_MILLISECONDS}"
    return [*pieces, _lines(rings, missed, missed_at, 1, form, ("call", "queue", "member"))]


def _lines(frame: pl.DataFrame, mask: Flags, at: Floats, rank: int, form: str,
           names: tuple[str, ...]) -> pl.DataFrame:  # fmt: skip
    rows = np.flatnonzero(mask)
    time = pl.Series(at[rows].astype(np.int64))
    return frame[rows].select(
        at=time.cast(pl.Float64),
        rank=pl.lit(rank),
        line=pl.format("{}|" + form, time, *(pl.col(name) for name in names)),
    )


def _first_entry(calls: Calls) -> Floats:
    """A call keeps the id of its first entry when it is passed on."""
    first = np.full(int(calls.call.max(initial=0)) + 1, np.inf)
    np.minimum.at(first, calls.call, calls.entered)
    return first[calls.call]


def _missed_rings(
    agents: Agents, roster: Roster, clock: Clock, calls: Calls, wait: Floats, rng: Chance
) -> tuple[Floats, Flags, Ints]:
    """While a caller waits, somebody else's telephone rings and is not picked up."""
    day = np.clip(clock.day_of(calls.entered), 0, clock.days - 1)
    crews = roster.is_on_duty & (agents.team == HOTLINE)
    who = pick(rng, crews, day, np.full(calls.count, -1))
    at = calls.entered + RING_MILLISECONDS // 1000 + 1
    waits = (calls.agent >= 0) & (wait > 24) & (who != calls.agent) & (who >= 0)
    return at, waits & (rng.random(calls.count) < 6 * agents.missed_rings[who]), who


def _shift_lines(
    agents: Agents, roster: Roster, clock: Clock, calls: Calls, week: int
) -> list[pl.DataFrame]:
    """Members come, rest and go: these two after the call that they are in."""
    is_due = np.array([clock.week_of_day(day) == week for day in range(clock.days)])
    here = roster.is_on_duty & (agents.team == HOTLINE) & is_due[:, None]
    day, agent = np.nonzero(here)
    takes = roster.takes_complaints[agent]
    frame = pl.DataFrame(
        {
            "member": pl.Series(agents.ids).gather(agent),
            "queue": pl.Series(QUEUES).gather(np.where(takes, COMPLAINTS, 0)),
        }
    )
    start = clock.at(day, roster.starts[day, agent])
    rest = clock.at(day, roster.breaks[day, agent])
    end = clock.at(day, roster.ends[day, agent])
    rests = np.maximum(rest, _last_wrapped(calls, clock, roster.breaks)[day, agent])
    back = np.maximum(rest + BREAK_SECONDS, rests)
    goes = np.maximum(end, _last_wrapped(calls, clock, roster.ends)[day, agent])
    events = [
        (start, 0, "NONE|{}|{}|ADDMEMBER|", ("queue", "member")),
        (rests, 7, "NONE|NONE|{}|PAUSEALL|lunch", ("member",)),
        (back, 7, "NONE|NONE|{}|UNPAUSEALL|", ("member",)),
        (goes, 8, "NONE|{}|{}|REMOVEMEMBER|", ("queue", "member")),
    ]
    everybody = np.ones(len(day), np.bool_)
    return [_lines(frame, everybody, at, rank, form, names) for at, rank, form, names in events]


def _last_wrapped(calls: Calls, clock: Clock, until: Floats) -> Floats:
    """By day and agent: the end of the last call that was connected before this second."""
    rows = np.flatnonzero(calls.agent >= 0)
    at, agent = calls.connected[rows], calls.agent[rows]
    day = clock.day_of(at)
    begun = at < clock.at(day, until[day, agent])
    last = np.full(until.shape, -np.inf)
    np.maximum.at(last, (day[begun], agent[begun]), calls.wrapped[rows][begun])
    return last
