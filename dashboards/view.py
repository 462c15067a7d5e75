"""What every panel is drawn with: whose page it is, until when, in which language."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from dashboards.measure import Measure
from metrics.label import Language

SHOWN_DAYS = 92  # trends: a quarter
RECENT_DAYS = 28  # tables and heat map: four whole weeks, so every weekday counts alike


@dataclass(frozen=True)
class View:
    desk: str
    language: Language
    as_of: date
    measures: Mapping[str, Measure]
    frames: Mapping[str, pl.DataFrame]

    def in_(self, language: Language) -> "View":
        return replace(self, language=language)

    def measures_of(self, ids: tuple[str, ...], frame: str) -> list[Measure]:
        """Those of the KPIs that are known and have rows in the frame."""
        if not ids:
            return []
        present = set(self.frames[frame]["kpi"].unique())
        return [self.measures[id] for id in ids if id in present and id in self.measures]

    def is_provisional(self, measure: Measure, day: date) -> bool:
        return day + timedelta(days=measure.matures_after_days) > self.as_of

    @property
    def has_days(self) -> bool:
        return self.frames["days"].height > 0

    @property
    def shown_from(self) -> date:
        """The first day of the trends: a quarter back, or where the data begin."""
        first = self.frames["days"]["business_date"].min()
        return first if isinstance(first, date) else self.as_of

    @property
    def recent_from(self) -> date:
        return self.as_of - timedelta(days=RECENT_DAYS - 1)
