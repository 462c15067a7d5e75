"""The pages of the dashboard, each described in one YAML file."""

from importlib.resources import files
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from metrics.documents import read_document
from metrics.label import Label


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Panel(Strict):
    """One chart or table: of which KPIs, by what; or of which ready frame."""

    chart: str | None = None
    table: str | None = None
    frame: str | None = None
    # "one | other": the first of them that has data; "one:above": its numerator alone
    kpis: tuple[str, ...] = ()
    by: Literal["team", "shop", "queue", "channel"] | None = None
    days: Literal["all", "last"] = "all"
    title: Label | None = None
    caption: Label | None = None
    width: Literal["half", "full", "bare"] = "half"

    @model_validator(mode="after")
    def _one_picture(self) -> "Panel":
        if (self.chart is None) == (self.table is None):
            raise ValueError("name either a chart or a table")
        return self

    @property
    def ids(self) -> set[str]:
        """The whole KPIs that it names."""
        named = {name for line in self.kpis for name in line.split(" | ")}
        return {name.removesuffix(":above").removesuffix(":below") for name in named}


class PageSpec(Strict):
    """The YAML of a page."""

    title: Label
    order: int
    empty: Label
    panels: tuple[Panel, ...]


class Page(PageSpec):
    """A page by its id: the name of its file, and its place in an address."""

    id: str

    def tree(self) -> dict[str, Any]:
        return self.model_dump(exclude_defaults=True) | {"id": self.id}


def load_pages() -> list[Page]:
    folder = files("dashboards").joinpath("pages")
    documents = [file for file in folder.iterdir() if file.name.endswith(".yml")]
    pages = [
        Page(id=file.name.removesuffix(".yml"), **dict(read_document(file, PageSpec)))
        for file in documents
    ]
    return sorted(pages, key=lambda page: page.order)


def kpis_on(pages: list[Page]) -> list[str]:
    """Every KPI that any page shows, with the stand-ins."""
    return sorted({id_ for page in pages for panel in page.panels for id_ in panel.ids})


def timed_on(pages: list[Page]) -> set[str]:
    """Those of which a page shows more of their times than the mean: median, p90, distribution."""
    panels = [panel for page in pages for panel in page.panels]
    return {
        id_ for panel in panels if panel.chart in ("trend", "distribution") for id_ in panel.ids
    }
