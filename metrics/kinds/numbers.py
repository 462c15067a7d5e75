"""Numbers of people: how they are made, who held one when, and who comes first on one day."""

from typing import Literal

from pydantic import Field, model_validator

from metrics.document_head import Document, Table
from metrics.documents import nearest
from metrics.kinds.words import head, told, word
from metrics.label import Label, Language
from metrics.scheme_part import Part


class Digits(Part):
    """One part of a number: a text, a code of a list, year or month of hiring, or a serial."""

    kind: Literal["text", "code", "year", "month", "serial"]
    label: Label
    text: str = ""
    digits: int = Field(default=0, ge=0, le=9)
    codes: dict[str, Label] = Field(default_factory=dict)
    after: str | None = None  # codes are written with that part's digits before their own
    open: bool = False  # codes that the document leaves out are good too

    @model_validator(mode="after")
    def _has_a_length(self) -> "Digits":
        if (self.kind == "text") != bool(self.text) or (self.kind == "text") == bool(self.digits):
            raise ValueError("a text has its `text`, any other part its `digits`.")
        return self

    @property
    def length(self) -> int:
        return len(self.text) or self.digits


class Format(Part):
    label: Label
    parts: dict[str, Digits] = Field(min_length=1)
    fixed: dict[str, Label] = Field(default_factory=dict)
    never: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> "Format":
        names = list(self.parts)
        for position, (name, one) in enumerate(self.parts.items()):
            if one.after is not None and one.after not in names[:position]:
                hint = nearest(one.after, names[:position])
                raise ValueError(f'parts.{name}: there is no part "{one.after}" before it.{hint}')
        wrong = [text for text in (*self.fixed, *self.never) if len(text) != self.length]
        if wrong:
            raise ValueError(f"{wrong[0]} has not {self.length} characters.")
        return self

    @property
    def length(self) -> int:
        return sum(one.length for one in self.parts.values())


class Order(Part):
    """What decides next among those who join on one day."""

    label: Label
    by: str
    first: Literal["highest", "lowest"]


class Numbers(Document):
    kind: Literal["numbers"]
    formats: dict[str, Format] = Field(min_length=1)
    reissued: bool  # whether a leaver's number is given to somebody else
    same_day: tuple[Order, ...] = ()
    rules: dict[str, Label] = Field(default_factory=dict)

    def tables(self, language: Language) -> list[Table]:
        found = [self._format(one, language) for one in self.formats.values()]
        if self.same_day:
            order: list[tuple[str, ...]] = [
                (one.label.in_(language), word(language, f"{one.first}_first"))
                for one in self.same_day
            ]
            found.append(
                Table(word(language, "same_day"), head(language, "decides", "first"), order)
            )
        key = "reissued" if self.reissued else "never_reissued"
        rules = [(word(language, key),), *((one.in_(language),) for one in self.rules.values())]
        return [*found, Table("", head(language, "other_rules"), rules)]

    def _format(self, one: Format, language: Language) -> Table:
        rows = [
            (part.label.in_(language), str(part.length), _values(part, language))
            for part in one.parts.values()
        ]
        rows += [(text, "", label.in_(language)) for text, label in one.fixed.items()]
        title = f"{one.label.in_(language)} ({told(language, 'characters', count=one.length)})"
        return Table(title, head(language, "part", "digits", "values"), rows)


def _values(part: Digits, language: Language) -> str:
    if part.kind != "code":
        return part.text or word(language, f"part_{part.kind}")
    values = [f"{code} {label.in_(language)}" for code, label in part.codes.items()]
    return "; ".join([*values, "…"] if part.open else values)
