"""A promise: how soon, how often or how long ahead, and whether it was kept."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BeforeValidator, model_validator

from metrics.document_head import Table
from metrics.exact import exact, percent, plain
from metrics.kinds.words import head, word
from metrics.label import Label, Language
from metrics.number import Fraction
from metrics.scheme_part import Part

BY_CASE = "by_case"
Outcome = Literal["kept", "breach", "refuse"]
Unit = Literal[
    "seconds", "minutes", "hours", "days", "workdays", "months", "count", "rings", "share"
]
Spans = Sequence[tuple[int, int]]  # opening hours in seconds, in order and apart


def _limit(written: object) -> object:
    return written if written is None or written == BY_CASE else exact(written)


# a number; `by_case`: agreed each time; left out: the document prints none
Limit = Annotated[Fraction | Literal["by_case"] | None, BeforeValidator(_limit)]


class Promise(Part):
    label: Label
    limit: Limit = None
    unit: Unit | None = None
    holds: Literal["at_most", "at_least"] = "at_most"
    inclusive: bool = True
    clock: Literal["calendar", "business"] = "calendar"
    broken: Literal["breach", "refuse"] = "breach"
    kpi: str | None = None

    @model_validator(mode="after")
    def _has_a_unit(self) -> "Promise":
        if isinstance(self.limit, Fraction) and self.unit is None:
            raise ValueError("a limit needs its unit; add it.")
        return self

    def text(self, language: Language) -> str:
        if self.limit is None:
            return word(language, "no_number_printed")
        if not isinstance(self.limit, Fraction):
            return word(language, BY_CASE)
        sign = {"at_most": "<≤", "at_least": ">≥"}[self.holds][self.inclusive]
        clock = word(language, "on_business_clock") if self.clock == "business" else ""
        if self.unit == "share":
            return f"{sign} {percent(self.limit)}"
        unit = word(language, f"unit_{self.unit}")
        return f"{sign} {plain(self.limit)} {unit} {clock}".strip()


def outcome(promise: Promise, value: Fraction, agreed: Fraction | None = None) -> Outcome | None:
    """Of a value in the promise's unit; None where there is no limit to hold it against."""
    limit = agreed if promise.limit == BY_CASE else promise.limit
    if not isinstance(limit, Fraction):
        return None
    inside = value < limit if promise.holds == "at_most" else value > limit
    kept = inside or (promise.inclusive and value == limit)
    return "kept" if kept else promise.broken


def elapsed(promise: Promise, since: int, until: int, open_spans: Spans = ()) -> int:
    """Seconds from one moment to another on the promise's clock: all of them, or the open ones."""
    if promise.clock == "calendar":
        return until - since
    return sum(max(min(closes, until) - max(opens, since), 0) for opens, closes in open_spans)


def promise_rows(promises: Mapping[str, Promise], language: Language) -> Table:
    rows = [
        (
            one.label.in_(language),
            one.text(language),
            word(language, f"when_{one.broken}"),
            one.kpi or "",
        )
        for one in promises.values()
    ]
    headers = head(language, "promise", "limit", "when_broken", "kpi")
    return Table(word(language, "promises"), headers, rows)
