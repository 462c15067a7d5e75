"""Scores by group: whether a group does better or worse than chance would have it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import lcm, sqrt
from random import Random

from metrics.label import Label
from metrics.number import Fraction
from metrics.saying import said
from metrics.words import label


@dataclass(frozen=True)
class Shuffles:
    """How often scores are dealt out anew, from which seed, and which groups are small."""

    count: int
    seed: int
    smallest: int


@dataclass(frozen=True)
class Group:
    """People with something in common. `difference` is from the mean of everybody compared.

    95 % of dealings leave a group of its size between `chance_low` and `chance_high`; `chance`
    is how often one is at least as far off.
    """

    id: str
    people: int
    mean: Fraction
    median: Fraction
    spread: float | None
    difference: Fraction
    chance_low: Fraction
    chance_high: Fraction
    chance: Fraction
    is_small: bool

    @property
    def is_beyond_chance(self) -> bool:
        return not self.chance_low <= self.difference <= self.chance_high


@dataclass(frozen=True)
class Dimension:
    """One way to group people; `missing` says why there is nothing to compare."""

    id: str
    groups: tuple[Group, ...]
    labels: Mapping[str, Label]
    unknown: int  # people with a score of whom the desk does not know it
    missing: Label | None

    @property
    def notes(self) -> list[Label]:
        """What the desk does not know about its people, and why."""
        name = label("fairness", self.id)
        found = []
        if self.missing is not None:
            found.append(said("fairness", "of", name=name, text=self.missing))
        if self.unknown:
            text = said("fairness", "unknown", people=self.unknown)
            found.append(said("fairness", "of", name=name, text=text))
        return found

    def named(self, group: Group) -> Label:
        return self.labels.get(group.id, Label(en=group.id, zh=group.id))


def compared(
    scores: Mapping[str, Fraction], groups: Mapping[str, str], order: Sequence[str], how: Shuffles
) -> list[Group]:
    """Of those who have both a score and a group; groups in the given order, if anybody is there.

    Scores are dealt out as whole numbers over one denominator: equal ones stay equal.
    """
    people = sorted(agent for agent in scores if agent in groups)
    members = {key: [agent for agent in people if groups[agent] == key] for key in order}
    members = {key: agents for key, agents in members.items() if agents}
    if not people:
        return []
    unit = lcm(*(int(scores[agent].denominator) for agent in people))
    whole = {agent: int(scores[agent] * unit) for agent in people}
    total = sum(whole.values())
    dealt = _dealt(list(whole.values()), [len(agents) for agents in members.values()], how)
    return [
        _group(key, [scores[one] for one in agents], Fraction(total, unit * len(people)),
               [Fraction(one, unit * len(agents)) for one in sums], how)
        for (key, agents), sums in zip(members.items(), dealt, strict=True)
    ]  # fmt: skip


def spread_of(scores: Sequence[Fraction]) -> float | None:
    """The standard deviation; of one score there is none."""
    if len(scores) < 2:
        return None
    mean = sum(scores, Fraction(0)) / len(scores)
    squares = sum(((one - mean) ** 2 for one in scores), Fraction(0))
    return sqrt(squares / (len(scores) - 1))


def median_of(scores: Sequence[Fraction]) -> Fraction:
    ordered, middle = sorted(scores), len(scores) // 2
    return (ordered[middle] + ordered[-middle - 1]) / 2


def _dealt(whole: list[int], sizes: list[int], how: Shuffles) -> list[list[int]]:
    """Per group the sums that it got in every dealing."""
    random, cards = Random(how.seed), list(whole)
    sums: list[list[int]] = [[] for _ in sizes]
    for _ in range(how.count):
        random.shuffle(cards)
        start = 0
        for place, size in enumerate(sizes):
            sums[place].append(sum(cards[start : start + size]))
            start += size
    return sums


def _group(
    key: str, scores: list[Fraction], overall: Fraction, means: list[Fraction], how: Shuffles
) -> Group:
    mean = sum(scores, Fraction(0)) / len(scores)
    differences = sorted(one - overall for one in means)
    as_far = sum(abs(one) >= abs(mean - overall) for one in differences)
    tail = how.count * 25 // 1000
    return Group(
        id=key,
        people=len(scores),
        mean=mean,
        median=median_of(scores),
        spread=spread_of(scores),
        difference=mean - overall,
        chance_low=differences[tail],
        chance_high=differences[-tail - 1],
        chance=Fraction(as_far + 1, how.count + 1),
        is_small=len(scores) < how.smallest,
    )
