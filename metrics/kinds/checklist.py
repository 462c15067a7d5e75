"""A checklist: items that are met, not met or not applicable, and what people decide on it."""

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import Field, model_validator

from metrics.document_head import Document, Table
from metrics.documents import nearest
from metrics.kinds.words import head, word
from metrics.label import Label, Language
from metrics.number import Fraction
from metrics.saying import said
from metrics.scheme_part import Part

# True is met, False is not, None does not apply
Checks = Mapping[str, bool | None]


class Item(Part):
    label: Label
    group: str | None = None
    kpi: str | None = None


class Checklist(Document):
    """`kpi` takes the adherence: items met over items that applied."""

    kind: Literal["checklist"]
    kpi: str | None = None
    groups: dict[str, Label] = Field(default_factory=dict)
    items: dict[str, Item] = Field(min_length=1)
    decisions: dict[str, Label] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _names_its_groups(self) -> "Checklist":
        for name, item in self.items.items():
            if item.group is not None and item.group not in self.groups:
                hint = nearest(item.group, list(self.groups))
                raise ValueError(f'items.{name}: there is no group "{item.group}".{hint}')
        return self

    @property
    def is_template(self) -> bool:
        return True

    @property
    def kpis_named(self) -> tuple[str, ...]:
        items = [item.kpi for item in self.items.values() if item.kpi]
        return tuple([self.kpi, *items] if self.kpi else items)

    def tables(self, language: Language) -> list[Table]:
        found = [item_rows(self.items, self.groups, language, self.kpi)]
        if self.decisions:
            rows = [(one.in_(language),) for one in self.decisions.values()]
            found.append(Table("", head(language, "people_decide"), rows))
        return found


def item_rows(
    items: Mapping[str, Item], groups: Mapping[str, Label], language: Language, kpi: str | None
) -> Table:
    rows = [
        (
            groups[item.group].in_(language) if item.group else "",
            item.label.in_(language),
            item.kpi or "",
        )
        for item in items.values()
    ]
    title = word(language, "adherence") + (f" ({kpi})" if kpi else "")
    return Table(title, head(language, "group", "item", "kpi"), rows)


def amiss(items: Mapping[str, Item], checks: Checks) -> list[Label]:
    """Items that the list does not have, and items that nobody answered."""
    unknown = [said("documents", "no_item", item=name) for name in checks if name not in items]
    left = [item.label for name, item in items.items() if name not in checks]
    return unknown + [said("documents", "not_checked", item=label) for label in left]


def adherence(samples: Sequence[Checks]) -> Fraction | None:
    """Items met over items that applied, over all samples; nothing applied is no value."""
    applied = [met for checks in samples for met in checks.values() if met is not None]
    return Fraction(sum(applied), len(applied)) if applied else None
