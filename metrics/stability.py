"""Ranks over draws of days: how far each may lie, and which neighbours change places by luck."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from metrics.label import Label
from metrics.number import Fraction
from metrics.outcome import ranks_of
from metrics.statement import Statement

Draw = Sequence[Statement]


@dataclass(frozen=True)
class Edge:
    """A line with tiers: the one of today, and how often a draw stays in it."""

    line: str
    label: Label
    rule: str
    stays: Fraction


@dataclass(frozen=True)
class Standing:
    """One agent: today's score and rank, and the ranks of the middle of the draws with a score."""

    agent_id: str
    group: str
    score: Fraction
    rank: int
    low: int
    high: int
    scored: int
    grade: str | None
    keeps_grade: Fraction | None
    edges: tuple[Edge, ...]  # those of which some draw crosses; the least sure first


@dataclass(frozen=True)
class Neighbours:
    """Next to each other today; in how many draws the lower one is ahead."""

    group: str
    upper: str
    lower: str
    flips: Fraction
    is_noise: bool


@dataclass(frozen=True)
class Stability:
    """Of one period; `days` were drawn as often as there are days."""

    period: str
    days: int
    draws: int
    seed: int
    middle: Fraction
    noise: Fraction
    standings: tuple[Standing, ...]
    neighbours: tuple[Neighbours, ...]
    held: tuple[str, ...]  # inputs that stay as they are in every draw


def standings(today: Draw, draws: Sequence[Draw], middle: Fraction) -> list[Standing]:
    """Of everybody with a score today, by group and rank; `middle` of the draws make the range."""
    ranks: dict[str, list[int]] = defaultdict(list)
    sheets: dict[str, list[Statement]] = defaultdict(list)
    for draw in draws:
        of_draw = ranks_of(draw)
        for one in draw:
            if one.score is not None:
                ranks[one.agent_id].append(of_draw[one.period, one.agent_id])
                sheets[one.agent_id].append(one)
    own = ranks_of(today)
    found = [
        _standing(one, own[one.period, one.agent_id], sorted(ranks[one.agent_id]),
                  sheets[one.agent_id], middle)
        for one in today
        if one.score is not None and ranks[one.agent_id]
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.group, one.rank, one.agent_id))


def neighbours(
    found: Sequence[Standing], draws: Sequence[Draw], noise: Fraction
) -> list[Neighbours]:
    """Pairs of different scores with nobody between them; draws that score both count."""
    scores = [{one.agent_id: one.score for one in draw if one.score is not None} for draw in draws]
    pairs = [
        (upper, lower)
        for upper, lower in pairwise(found)
        if upper.group == lower.group and upper.score != lower.score
    ]
    return [_neighbours(upper, lower, scores, noise) for upper, lower in pairs]


def _standing(
    one: Statement, rank: int, ranks: list[int], drawn: list[Statement], middle: Fraction
) -> Standing:
    assert one.score is not None
    tail = int(len(ranks) * (1 - middle) / 2)
    graded = one.grade is not None
    keeps = Fraction(sum(each.grade == one.grade for each in drawn), len(drawn))
    return Standing(
        agent_id=one.agent_id,
        group=one.group,
        score=one.score,
        rank=rank,
        low=ranks[tail],
        high=ranks[-tail - 1],
        scored=len(drawn),
        grade=one.grade,
        keeps_grade=keeps if graded else None,
        edges=_edges(one, drawn),
    )


def _edges(one: Statement, drawn: Sequence[Statement]) -> tuple[Edge, ...]:
    """A tier is an interval of x; other rules print their number and are another every time."""
    rules: dict[str, list[str]] = defaultdict(list)
    for sheet in drawn:
        for line in sheet.lines:
            rules[line.line].append(line.rule)
    found = [
        Edge(line.line, line.label, line.rule,
             Fraction(sum(rule == line.rule for rule in rules[line.line]), len(drawn)))
        for line in one.lines
        if "x" in line.rule.partition(" → ")[0] and line.line in rules
    ]  # fmt: skip
    return tuple(sorted((edge for edge in found if edge.stays < 1), key=lambda edge: edge.stays))


def _neighbours(
    upper: Standing,
    lower: Standing,
    draws: Sequence[Mapping[str, Fraction]],
    noise: Fraction,
) -> Neighbours:
    both = [one for one in draws if upper.agent_id in one and lower.agent_id in one]
    flipped = sum(one[lower.agent_id] > one[upper.agent_id] for one in both)
    flips = Fraction(flipped, len(both)) if both else Fraction(0)
    return Neighbours(upper.group, upper.agent_id, lower.agent_id, flips, flips > noise)
