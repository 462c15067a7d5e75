"""A pool: the mean of an amount over a group may not pass a limit."""

from collections import defaultdict
from typing import Literal

from metrics.exact import Exact
from metrics.number import Fraction
from metrics.scheme_part import Part


class Pool(Part):
    """`rescale` shrinks everybody's amount alike; `each` cuts off whoever is above the limit."""

    mean_at_most: Exact
    among: Literal["group", "everybody"] = "group"
    above: Literal["rescale", "each"] = "rescale"

    def applied(self, amounts: list[tuple[str, str, Fraction | None]]) -> list[Fraction | None]:
        """Amounts come with period and group, and go out in the same order."""
        together: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
        for period, group, amount in amounts:
            if amount is not None:
                together[self._pool(period, group)].append(amount)
        return [
            None if amount is None else self._held(amount, together[self._pool(period, group)])
            for period, group, amount in amounts
        ]

    def _pool(self, period: str, group: str) -> tuple[str, str]:
        return period, group if self.among == "group" else ""

    def _held(self, amount: Fraction, pool: list[Fraction]) -> Fraction:
        if self.above == "each":
            return min(amount, self.mean_at_most)
        mean = sum(pool, Fraction(0)) / len(pool)
        return amount * self.mean_at_most / mean if mean > self.mean_at_most else amount
