"""Promises: a document that says how soon and how often, without scoring anybody."""

from typing import Literal

from pydantic import Field

from metrics.document_head import Document, Table
from metrics.kinds.promise import Promise, promise_rows
from metrics.kinds.shift import Shift, shift_rows
from metrics.kinds.words import head
from metrics.label import Label, Language
from metrics.number import Fraction


class Promises(Document):
    kind: Literal["promises"]
    promises: dict[str, Promise] = Field(min_length=1)
    shifts: dict[str, Shift] = Field(default_factory=dict)
    conduct: dict[str, Label] = Field(default_factory=dict)  # rules without a limit

    @property
    def is_template(self) -> bool:
        """Where no limit is a number, it is a list of promises to fill in."""
        return not any(isinstance(one.limit, Fraction) for one in self.promises.values())

    @property
    def kpis_named(self) -> tuple[str, ...]:
        return tuple(one.kpi for one in self.promises.values() if one.kpi)

    def tables(self, language: Language) -> list[Table]:
        found = [promise_rows(self.promises, language)]
        if self.shifts:
            found.append(shift_rows(self.shifts, language))
        if self.conduct:
            rows = [(rule.in_(language),) for rule in self.conduct.values()]
            found.append(Table("", head(language, "conduct"), rows))
        return found
