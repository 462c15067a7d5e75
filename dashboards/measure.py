"""What a page says about a KPI: its names, its formula, and how far it may be trusted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from metrics.kpi import Kpi
from metrics.kpi_query import presence


@dataclass(frozen=True)
class Measure:
    """A KPI; `final_until` is the last day whose value no later log can change."""

    kpi: Kpi
    final_until: date
    kept_until: date | None = None  # of a stock: the last day on which it is known
    formulas: Mapping[str, str] = field(default_factory=dict)  # of its variants

    @property
    def id(self) -> str:
        return self.kpi.id

    def tree(self, first_day: date) -> dict[str, Any]:
        """As the page's script reads it; days count from the page's first."""
        kpi = self.kpi
        tree: dict[str, Any] = {
            "id": kpi.id,
            "label": kpi.label.model_dump(),
            "definition": kpi.definition.model_dump(),
            "formula": kpi.formula,
            "kind": kpi.kind,
            "unit": kpi.unit,
            "better": kpi.better,
            "grain": kpi.grain,
            "scale": kpi.scale,
            "minimum_sample": kpi.minimum_sample,
            "is_for_agents": kpi.is_for_agents,
            "is_by_half_hour": kpi.is_by_half_hour,
            "has_no_denominator": kpi.has_no_denominator,
            "has_quantiles": kpi.has_quantiles,
            "logs": sorted({presence(source.model) for source in kpi.reads}),
            "dated_by": sorted({f"{one.model}.{one.dated_by}" for one in kpi.reads}),
            "matures": kpi.matures_after_days,
            "final_until": (self.final_until - first_day).days,
        }
        if kpi.over:
            tree["over"] = kpi.over
        if kpi.quantile is not None:
            tree |= {"base": kpi.base_id, "quantile": float(kpi.quantile)}
        if self.kept_until is not None:
            tree["kept_until"] = (self.kept_until - first_day).days
        if self.formulas:
            tree["formulas"] = dict(self.formulas)
        return tree
