"""What a scheme would have changed for one agent: score, pay, rank, tiers, and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from metrics.label import Label
from metrics.number import Fraction
from metrics.scheme import Scheme
from metrics.statement import ScoredLine, Statement


class Reason(NamedTuple):
    """A line that brings other points than before; None where one form does not have it."""

    line: str
    label: Label
    was: ScoredLine | None
    now: ScoredLine | None

    @property
    def change(self) -> Fraction:
        return _weighted(self.now) - _weighted(self.was)


class Crossing(NamedTuple):
    """Another tier, grade or level: the rule or name before and after."""

    what: str
    was: str | None
    now: str | None


@dataclass(frozen=True)
class Side:
    """One agent's sheet, what it pays in all, and the rank it gives."""

    statement: Statement
    paid: Decimal | None
    rank: int | None


@dataclass(frozen=True)
class Outcome:
    """One agent and period, before and after."""

    period: str
    agent_id: str
    team: str
    was: Side
    now: Side
    labels: Mapping[str, Label]  # of the amounts of pay

    @property
    def score_change(self) -> Fraction | None:
        was, now = self.was.statement.score, self.now.statement.score
        return None if was is None or now is None else now - was

    @property
    def paid_change(self) -> Decimal | None:
        was, now = self.was.paid, self.now.paid
        return None if was is None or now is None else now - was

    @property
    def rank_change(self) -> int | None:
        """Places won; less than zero where places were lost."""
        was, now = self.was.rank, self.now.rank
        return None if was is None or now is None else was - now

    @property
    def gains(self) -> int:
        """1, 0 or -1: by money where both forms pay, else by points."""
        change = self.paid_change if self.paid_change is not None else self.score_change
        return 0 if change is None else (change > 0) - (change < 0)

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """The lines behind the change, the largest first."""
        was = {line.line: line for line in self.was.statement.lines}
        now = {line.line: line for line in self.now.statement.lines}
        found = [
            Reason(name, (now.get(name) or was[name]).label, was.get(name), now.get(name))
            for name in dict.fromkeys([*was, *now])
        ]
        changed = [one for one in found if one.change]
        return tuple(sorted(changed, key=lambda one: (-abs(one.change), one.line)))

    @property
    def beyond_lines(self) -> Fraction:
        """What limits, vetoes and the like add to the changes of the lines."""
        if self.score_change is None:
            return Fraction(0)
        return self.score_change - sum((one.change for one in self.reasons), Fraction(0))

    @property
    def amounts(self) -> dict[str, tuple[Decimal | None, Decimal | None]]:
        """Amounts of pay that differ, before and after."""
        was, now = self.was.statement.pay, self.now.statement.pay
        both = {name: (was.get(name), now.get(name)) for name in {**was, **now}}
        return {name: pair for name, pair in both.items() if pair[0] != pair[1]}

    @property
    def is_changed(self) -> bool:
        lost = (self.was.statement.score is None) != (self.now.statement.score is None)
        return bool(self.gains or self.rank_change or self.crossings or self.amounts or lost)

    @cached_property
    def crossings(self) -> tuple[Crossing, ...]:
        was, now = self.was.statement, self.now.statement
        before = {line.line: line for line in was.lines}
        found = [
            Crossing(line.line, before[line.line].rule, line.rule)
            for line in now.lines
            if line.line in before and _is_another_tier(before[line.line], line)
        ]
        found += [
            Crossing(what, one, other)
            for what, one, other in (
                ("grade", was.grade, now.grade),
                ("level", was.level, now.level),
            )
            if one != other
        ]
        return tuple(found)


def outcomes(
    was: Iterable[Statement],
    now: Iterable[Statement],
    teams: Mapping[str, str],
    schemes: Mapping[tuple[str, bool], Scheme],
) -> list[Outcome]:
    """Pairs the sheets of each agent; `schemes` by id and whether it is the one after."""
    before = _sides(was, {id_: one for (id_, after), one in schemes.items() if not after})
    after = _sides(now, {id_: one for (id_, later), one in schemes.items() if later})
    labels = {key: one.label for scheme in schemes.values() for key, one in scheme.pay.items()}
    return [
        Outcome(key[0], key[1], teams[key[1]], before[key], after[key], labels)
        for key in sorted(before)
        if key in after
    ]


def paid_in_all(scheme: Scheme, pay: Mapping[str, Decimal]) -> Decimal | None:
    """Amounts that no other amount on the sheet is made of; what the person owes counts against."""
    parts = {
        name for key in pay if key in scheme.pay for name in scheme.pay[key].formula.names
        if name in pay
    }  # fmt: skip
    whole = [name for name in pay if name not in parts]
    if not whole:
        return None
    owed = {name for name in whole if name in scheme.pay and scheme.pay[name].owed}
    return sum((-pay[name] if name in owed else pay[name] for name in whole), Decimal(0))


def _sides(
    statements: Iterable[Statement], schemes: Mapping[str, Scheme]
) -> dict[tuple[str, str], Side]:
    given = list(statements)
    ranks = ranks_of(given)
    return {
        (one.period, one.agent_id): Side(
            one, paid_in_all(schemes[one.scheme], one.pay), ranks.get((one.period, one.agent_id))
        )
        for one in given
    }


def ranks_of(given: Iterable[Statement]) -> dict[tuple[str, str], int]:
    """By period and agent: the scheme's own; where it ranks nobody, the place within the team."""
    sheets = list(given)
    scores: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
    for one in sheets:
        if one.score is not None:
            scores[one.group, one.period].append(one.score)
    places = {key: _places(of_team) for key, of_team in scores.items()}
    found = {}
    for one in sheets:
        if one.rank is not None:
            found[one.period, one.agent_id] = one.rank
        elif one.score is not None:
            found[one.period, one.agent_id] = places[one.group, one.period][one.score]
    return found


def _places(scores: list[Fraction]) -> dict[Fraction, int]:
    """Best first; equal scores share the better place."""
    places: dict[Fraction, int] = {}
    for place, score in enumerate(sorted(scores, reverse=True), start=1):
        places.setdefault(score, place)
    return places


def _is_another_tier(was: ScoredLine, now: ScoredLine) -> bool:
    """Another interval with other points; the same one with other points is only repriced."""
    (before, arrow, _), (after, other, _) = was.rule.partition(" → "), now.rule.partition(" → ")
    is_tier = arrow and other and "x" in before and "x" in after
    return bool(is_tier) and before != after and was.points != now.points


def _weighted(line: ScoredLine | None) -> Fraction:
    return line.weighted if line is not None and line.weighted is not None else Fraction(0)
