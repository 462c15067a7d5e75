"""What a page says about a KPI: its names, its formula, and how far it may be trusted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboards.numbers import unit_name
from metrics.label import Label, Language


@dataclass(frozen=True)
class Measure:
    id: str
    label: Label
    definition: Label
    formula: str
    kind: str  # share, mean, ratio, count; or stock, a level whose days are not added up
    unit: str
    better: str = "neither"
    minimum_sample: int = 0
    matures_after_days: int = 0
    is_for_agents: bool = True
    scale: int = 1  # seconds are added up; so many make one of the unit
    over: tuple[str, str] | None = None  # one count over another
    formulas: Mapping[str, str] = field(default_factory=dict)  # of its variants

    def title(self, language: Language) -> str:
        """Subject and unit, as a chart's title and a column's heading say it."""
        unit = unit_name(self.unit, language)
        name = self.label.in_(language)
        if not unit:
            return name
        return f"{name}（{unit}）" if language == "zh" else f"{name} ({unit})"
