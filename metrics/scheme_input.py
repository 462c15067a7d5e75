"""An input of a scheme: a KPI, an entry of the month end, or the results of a leader's people."""

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from metrics.exact import Exact
from metrics.label import Label
from metrics.number import Fraction
from metrics.scheme_part import Part

Unit = Literal[
    "share", "seconds", "minutes", "hours", "days", "count", "money", "ratio", "points",
    "choice", "yes_no",
]  # fmt: skip
YES = {"yes", "y", "true", "1", "是", "有", "✓"}
NO = {"no", "n", "false", "0", "否", "无", "✗"}


class Input(Part):
    """`many`: every row is one event or sample. `rated`: one value from each rater.

    `otherwise` counts where nobody entered anything, which is not the same as 0 of 0.
    `spans: quarter`: the newest value of the quarter counts in each of its months, so a later
    one restates the months before. `of` names what is taken from a leader's people. `of_the_queue`
    says out loud that a figure of a whole queue is held against one person.
    """

    label: Label
    source: Literal["kpi", "month_end", "members"] = Field(alias="from")
    unit: Unit
    better: Literal["higher", "lower", "neither"]
    kpi: str | None = None
    of: str | None = None
    least: Exact | None = None
    most: Exact | None = None
    whole: bool = False
    optional: bool = False
    otherwise: Exact | None = None
    many: bool = False
    rated: bool = False
    spans: Literal["quarter", "half_year", "year"] | None = None
    choices: dict[str, Label] = {}
    of_the_queue: bool = False

    @model_validator(mode="after")
    def _is_whole(self) -> "Input":
        if (self.unit == "choice") != bool(self.choices):
            raise ValueError("unit choice and the words under choices belong together.")
        if self.source == "members" and self.of is None:
            raise ValueError('"of" is missing; name what is taken of the people, such as score.')
        if self.many and self.rated:
            raise ValueError("many and rated exclude each other.")
        return self

    @property
    def may_be_absent(self) -> bool:
        return self.optional or self.many or self.otherwise is not None

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(self.choices)

    def refuses(self, value: Fraction) -> str | None:
        """Why the value cannot be right, as a key of the appraisal words."""
        if self.least is not None and value < self.least:
            return "below_least"
        if self.most is not None and value > self.most:
            return "looks_like_percent" if self.unit == "share" else "above_most"
        return "not_whole" if self.whole and value.denominator != 1 else None

    def of_word(self, word: str) -> Fraction | None:
        """The number that stands for a word: its place among the choices, or 1 and 0."""
        text = word.strip()
        if self.unit == "yes_no":
            known = {**dict.fromkeys(YES, 1), **dict.fromkeys(NO, 0)}
            place = known.get(text.casefold())
            return Fraction(place) if place is not None else None
        for place, (key, label) in enumerate(self.choices.items(), 1):
            if text.casefold() in (key.casefold(), label.en.casefold(), label.zh):
                return Fraction(place)
        return None
