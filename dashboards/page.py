"""The sections of the dashboard, each described in one YAML file."""

from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from metrics.documents import read_document
from metrics.label import Label


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Panel(Strict):
    """One chart or table: which frame it shows, of which KPIs."""

    chart: str | None = None
    table: str | None = None
    frame: str
    kpis: tuple[str, ...] = ()
    title: Label | None = None
    caption: Label | None = None
    width: Literal["half", "full"] = "half"

    @model_validator(mode="after")
    def _one_picture(self) -> "Panel":
        if (self.chart is None) == (self.table is None):
            raise ValueError("name either a chart or a table")
        return self


class Page(Strict):
    title: Label
    order: int
    empty: Label
    headline: tuple[tuple[str, ...], ...] = ()  # per tile: the first KPI that has data
    panels: tuple[Panel, ...] = ()


def load_pages() -> list[Page]:
    folder = files("dashboards").joinpath("pages")
    documents = [file for file in folder.iterdir() if file.name.endswith(".yml")]
    return sorted((read_document(file, Page) for file in documents), key=lambda page: page.order)


def kpis_on(pages: list[Page]) -> list[str]:
    named = [kpi for page in pages for kpis in page.headline for kpi in kpis]
    named += [kpi for page in pages for panel in page.panels for kpi in panel.kpis]
    return sorted(set(named))
