"""Outcomes added up: what a change costs in all and by team, and who wins or loses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from metrics.number import Fraction
from metrics.outcome import Outcome


@dataclass(frozen=True)
class Sums:
    """Of some agents and periods. Money is of those whom both forms pay, `compared` of them."""

    team: str | None
    sheets: int
    compared: int
    cost_was: Decimal
    cost_now: Decimal
    mean_was: Fraction | None
    mean_now: Fraction | None
    winners: int
    losers: int
    moved: int
    crossed: int
    unscored: int

    @property
    def cost_change(self) -> Decimal:
        return self.cost_now - self.cost_was


def sums(found: Sequence[Outcome], team: str | None = None) -> Sums:
    """Of everybody, or of one team."""
    of_team = [one for one in found if team is None or one.team == team]
    paid = [(was, now) for one in of_team
            if (was := one.was.paid) is not None and (now := one.now.paid) is not None]  # fmt: skip
    scored = [one for one in of_team if one.score_change is not None]
    return Sums(
        team,
        sheets=len(of_team),
        compared=len(paid),
        cost_was=sum((was for was, _ in paid), Decimal(0)),
        cost_now=sum((now for _, now in paid), Decimal(0)),
        mean_was=_mean(one.was.statement.score for one in scored),
        mean_now=_mean(one.now.statement.score for one in scored),
        winners=sum(one.gains > 0 for one in of_team),
        losers=sum(one.gains < 0 for one in of_team),
        moved=sum(bool(one.rank_change) for one in of_team),
        crossed=sum(bool(one.crossings) for one in of_team),
        unscored=sum(one.now.statement.score is None for one in of_team),
    )


def by_team(found: Sequence[Outcome]) -> list[Sums]:
    return [sums(found, team) for team in sorted({one.team for one in found})]


def _mean(scores: Iterable[Fraction | None]) -> Fraction | None:
    known = [one for one in scores if one is not None]
    return sum(known, Fraction(0)) / len(known) if known else None
