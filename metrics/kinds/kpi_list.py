"""A list of KPIs: which of the catalogue, over which periods, by which printed formula."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator

from metrics.document_head import Document, Table
from metrics.documents import Problem, nearest
from metrics.formula import Formula
from metrics.kinds.words import formula_in, head, told, word
from metrics.label import Label, Language
from metrics.scheme_part import Part

Period = Literal["day", "month", "quarter", "half_year", "year"]
Unit = Literal["share", "seconds", "minutes", "hours", "count", "money", "ratio", "points"]


class Definition(Part):
    """One formula of a KPI, over counts that it names; without one, the catalogue's own holds."""

    kpi: str
    formula: Formula | None = None
    label: Label | None = None


class ListedKpi(Definition):
    label: Label
    group: str | None = None
    unit: Unit
    better: Literal["higher", "lower", "neither"]
    periods: tuple[Period, ...] = ()
    variants: dict[str, Definition] = Field(default_factory=dict)
    remark: Label | None = None

    @property
    def counts_named(self) -> tuple[str, ...]:
        formulas = [one.formula for one in (self, *self.variants.values()) if one.formula]
        return tuple(name for formula in formulas for name in formula.names)


class Role(Part):
    """Whose list it is; `kpis` stays empty where the document has lost it."""

    label: Label
    kpis: tuple[str, ...] = ()


class KpiList(Document):
    kind: Literal["kpi_list"]
    groups: dict[str, Label] = Field(default_factory=dict)
    counts: dict[str, Label] = Field(default_factory=dict)  # what the formulas are made of
    kpis: dict[str, ListedKpi] = Field(default_factory=dict)
    repeats: dict[str, tuple[str, ...] | Literal["all"]] = Field(default_factory=dict)
    roles: dict[str, Role] = Field(default_factory=dict)
    each_at_most_100: bool = True  # of a completion in the sum over a role's list

    @model_validator(mode="after")
    def _is_consistent(self) -> "KpiList":
        if not (self.kpis or self.repeats or self.roles):
            raise ValueError("it lists no KPI; add `kpis`, `repeats` or `roles`.")
        for name, one in self.kpis.items():
            if one.group is not None and one.group not in self.groups:
                hint = nearest(one.group, list(self.groups))
                raise ValueError(f'kpis.{name}: there is no group "{one.group}".{hint}')
            for used in one.counts_named:
                if used not in self.counts:
                    hint = nearest(used, list(self.counts))
                    raise ValueError(f'kpis.{name}: "{used}" is not among the counts.{hint}')
        return self

    @property
    def lacks(self) -> tuple[str, ...]:
        return tuple(name for name, role in self.roles.items() if not role.kpis)

    @property
    def kpis_named(self) -> tuple[str, ...]:
        listed = [one.kpi for kpi in self.kpis.values() for one in (kpi, *kpi.variants.values())]
        return (*listed, *(kpi for role in self.roles.values() for kpi in role.kpis))

    def joined(self, others: Mapping[str, "KpiList"]) -> "KpiList":
        """With the KPIs that it repeats from other lists before its own."""
        found: dict[str, ListedKpi] = {}
        counts = {name: label for one in others.values() for name, label in one.counts.items()}
        for source, wanted in self.repeats.items():
            known = others[source].kpis
            for name in known if wanted == "all" else wanted:
                if name not in known:
                    hint = nearest(name, list(known))
                    raise Problem(f'{self.id}: "repeats": {source} has no KPI "{name}".{hint}')
                found[name] = known[name].model_copy(update={"group": None})
        return self.model_copy(update={"kpis": found | self.kpis, "counts": counts | self.counts})

    def tables(self, language: Language) -> list[Table]:
        rows = [row for one in self.kpis.values() for row in self._rows(one, language)]
        headers = head(language, "group", "name", "kpi", "formula", "unit", "better", "periods")
        found = [Table(word(language, "kpis"), headers, rows)] if rows else []
        if self.roles:
            roles = [
                (role.label.in_(language), ", ".join(role.kpis) or word(language, "not_printed"))
                for role in self.roles.values()
            ]
            key = "completion_capped" if self.each_at_most_100 else "completion"
            found.append(Table(word(language, key), head(language, "role", "kpis"), roles))
        return found

    def _rows(self, one: ListedKpi, language: Language) -> list[tuple[str, ...]]:
        name = "\n".join(text.in_(language) for text in (one.label, one.remark) if text)
        own = self._row(one, one, name, language)
        others = [
            self._row(one, other, told(language, "variant", name=name), language)
            for name, other in one.variants.items()
        ]
        return [own, *others]

    def _row(
        self, one: ListedKpi, definition: Definition, name: str, language: Language
    ) -> tuple[str, ...]:
        return (
            self.groups[one.group].in_(language) if one.group else "",
            name,
            definition.kpi,
            formula_in(language, definition.formula, self.counts) if definition.formula else "",
            word(language, "counted" if one.unit == "count" else f"unit_{one.unit}"),
            word(language, f"better_{one.better}"),
            ", ".join(word(language, period) for period in one.periods),
        )
