"""Raters: whose values are blended, by which shares, and what a missing one means."""

from typing import Literal

from pydantic import Field, model_validator

from metrics.exact import Exact, plain
from metrics.label import Label
from metrics.number import Fraction
from metrics.scheme_part import Part


class Rater(Part):
    label: Label
    share: Exact = Field(gt=0)


class Raters(Part):
    """Shares add up to 1; `missing: refuse` waits until all are in, `present` takes who is."""

    who: dict[str, Rater] = Field(min_length=1)
    missing: Literal["refuse", "present"] = "refuse"

    @model_validator(mode="after")
    def _make_a_whole(self) -> "Raters":
        whole = sum(self.shares.values(), Fraction(0))
        if whole != 1:
            raise ValueError(f"the raters' shares add up to {plain(whole)}, not 1.")
        return self

    @property
    def shares(self) -> dict[str, Fraction]:
        return {name: one.share for name, one in self.who.items()}

    def called(self, written: str) -> str:
        """The rater's key, also where the form's own word was written."""
        text = written.strip().casefold()
        for key, rater in self.who.items():
            if text in (key.casefold(), rater.label.en.casefold(), rater.label.zh):
                return key
        return written

    def blended(self, given: dict[str, Fraction]) -> Fraction:
        """One number of the raters who gave one, by their shares."""
        whole = sum((self.shares[name] for name in given), Fraction(0))
        return (
            sum((value * self.shares[name] for name, value in given.items()), Fraction(0)) / whole
        )
