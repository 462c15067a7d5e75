"""The only place that writes HTML: frames and measures in, one self-contained page out."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import plotly.graph_objects as go
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from dashboards.charts import draw
from dashboards.explanation import Explanation, explain, explanations, fraction
from dashboards.headline import Tile, tiles
from dashboards.measure import Measure
from dashboards.numbers import day_name, long_day_name, number, unit_name, with_unit
from dashboards.page import Page, Panel, load_pages
from dashboards.sparkline import HEIGHT, WIDTH
from dashboards.table import Table
from dashboards.tables import draw_table
from dashboards.tables.figures import figure_table
from dashboards.theme import DARK, FONTS, LIGHT, css_variables, template
from dashboards.view import RECENT_DAYS, View
from metrics.label import Label
from metrics.words import label

FIRST_ROWS = 100  # of a long table, until the reader asks for all


@dataclass(frozen=True)
class DrawnPanel:
    """A panel ready for the template; its id counts places, never names from logs."""

    id: str
    title: Label
    panel: Panel
    table: Table
    figures: Mapping[str, go.Figure]
    explanations: list[Explanation]


@dataclass(frozen=True)
class Section:
    id: str
    page: Page
    tiles: list[tuple[str, Tile, Explanation]]
    panels: list[DrawnPanel]

    @property
    def has_trends(self) -> bool:
        return any(drawn.panel.chart == "trend" for drawn in self.panels)


def render_site(view: View) -> str:
    """The whole page as text; the same view gives the same text."""
    sections = [_section(place, page, view) for place, page in enumerate(load_pages(), start=1)]
    figures = {
        drawn.id: drawn.figures for section in sections for drawn in section.panels if drawn.figures
    }
    script = _template_text("page.js")
    return (
        _environment()
        .get_template("page.html")
        .render(
            view=view,
            sections=sections,
            style=Markup(_style()),
            plotly=Markup(get_plotlyjs()),
            script=Markup(script),
            hashes=[_hash(get_plotlyjs()), _hash(script)],
            figures=_json(
                {
                    id: {lang: _figure_tree(figure) for lang, figure in by_language.items()}
                    for id, by_language in figures.items()
                }
            ),
            look=_json({"light": LIGHT, "dark": DARK, "template": template().to_plotly_json()}),
        )
    )


def _section(place: int, page: Page, view: View) -> Section:
    strip = tiles(page.headline, "days", view) if page.headline else []
    drawn = [
        _drawn(f"panel-{place}-{number}", panel, view)
        for number, panel in enumerate(page.panels, start=1)
        if _has_rows(panel, view)
    ]
    return Section(
        id=f"section-{place}",
        page=page,
        tiles=[
            (f"how-{place}-{number}", tile, explain(tile.measure, "days", view))
            for number, tile in enumerate(strip, start=1)
        ],
        panels=drawn,
    )


def _has_rows(panel: Panel, view: View) -> bool:
    if panel.kpis:
        return bool(view.measures_of(panel.kpis, panel.frame))
    return view.frames[panel.frame].height > 0


def _drawn(id: str, panel: Panel, view: View) -> DrawnPanel:
    """A chart is drawn once per language; a table holds both."""
    if panel.table:
        table, figures = draw_table(panel, view), {}
    else:
        figures = {"en": draw(panel, view.in_("en")), "zh": draw(panel, view.in_("zh"))}
        table = figure_table(figures["en"], figures["zh"])
    return DrawnPanel(
        id=id,
        title=panel.title or _title(view.measures_of(panel.kpis, panel.frame)[0]),
        panel=panel,
        table=table,
        figures=figures,
        explanations=explanations(panel, view),
    )


def _title(measure: Measure) -> Label:
    return Label(en=measure.title("en"), zh=measure.title("zh"))


def _figure_tree(figure: go.Figure) -> object:
    """As Plotly's own JSON has it; the page carries the shared template once."""
    tree = json.loads(figure.to_json(validate=False))
    del tree["layout"]["template"]
    for trace in tree["data"]:
        trace.pop("meta", None)
    return tree


def _json(tree: object) -> Markup:
    """Safe inside a script element: nothing in it can end the element or start a comment."""
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Markup(text.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}))


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _style() -> str:
    light, dark = css_variables(LIGHT), css_variables(DARK)
    return (
        f":root{{{light}--fonts:{FONTS};color-scheme:light}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}color-scheme:dark}}}}\n"
        f"@media screen{{:root[data-theme=light]{{{light}color-scheme:light}}"
        f":root[data-theme=dark]{{{dark}color-scheme:dark}}}}\n" + _template_text("page.css")
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_template_text),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        word=lambda key: label("site", key),
        number=number,
        with_unit=with_unit,
        unit_name=unit_name,
        day_name=day_name,
        long_day=long_day_name,
        fraction=fraction,
        first_rows=FIRST_ROWS,
        spark_width=WIDTH,
        spark_height=HEIGHT,
        recent_days=RECENT_DAYS,
    )
    return environment


def _template_text(name: str) -> str:
    return files("dashboards").joinpath("templates", name).read_text(encoding="utf-8")
