"""A share by queue and half hour of the day, coloured around its target."""

import plotly.graph_objects as go
import polars as pl

from dashboards.measure import Measure
from dashboards.numbers import number
from dashboards.page import Panel
from dashboards.reading import Reading, total
from dashboards.theme import LIGHT, new_figure, plain, short
from dashboards.view import View
from metrics.words import words

Cells = dict[tuple[str, int], Reading]


def draw(panel: Panel, view: View) -> go.Figure:
    measure = view.measures_of(panel.kpis, panel.frame)[0]
    frame = view.frames[panel.frame].filter(pl.col("kpi") == measure.id)
    slots = sorted(frame["slot"].unique().to_list())
    slots = list(range(slots[0], slots[-1] + 1))
    queues = sorted(frame["queue"].unique().to_list(), reverse=True)
    cells = _cells(frame, measure)
    # Rows are numbered: two queues whose shortened names agree must not become one.
    figure = new_figure(
        go.Heatmap(
            x=[clock(slot) for slot in slots],
            y=list(range(len(queues))),
            z=[[_shade(cells.get((queue, slot))) for slot in slots] for queue in queues],
            text=[[_mark(cells.get((queue, slot))) for slot in slots] for queue in queues],
            texttemplate="%{text}",
            hovertext=[
                [_sentence(queue, slot, cells.get((queue, slot)), view) for slot in slots]
                for queue in queues
            ],
            hoverinfo="text",
            xgap=2,
            ygap=2,
            zmin=0,
            zmax=1,
            colorscale=_scale(_target(view)),
            colorbar={
                "tickformat": ".0%",
                "thickness": 10,
                "outlinewidth": 0,
                "tickvals": sorted({0.0, 0.5, _target(view), 1.0}),
                "tickfont": {"color": LIGHT["muted"]},
            },
            meta={"unit": "share", "rows": queues},
        )
    )
    figure.update_xaxes(type="category", showline=False, nticks=13, tickangle=0)
    figure.update_yaxes(
        tickvals=list(range(len(queues))),
        ticktext=[short(queue) for queue in queues],
        showgrid=False,
        ticks="",
    )
    return figure


def _cells(frame: pl.DataFrame, measure: Measure) -> Cells:
    parts = frame.partition_by(["queue", "slot"], as_dict=True)
    return {
        (str(queue), int(str(slot))): reading
        for (queue, slot), part in parts.items()
        if (reading := total(part, measure)) is not None
    }


def _shade(reading: Reading | None) -> float | None:
    return reading.value if reading and not reading.is_small else None


def _mark(reading: Reading | None) -> str:
    """A dot where there were calls, but too few to colour."""
    return "·" if reading and reading.is_small and reading.n else ""


def _sentence(queue: str, slot: int, reading: Reading | None, view: View) -> str:
    head = f"{plain(queue)} · {clock(slot)}"
    if reading is None or reading.value is None or reading.interval is None:
        return f"{head}<br>{words('site', 'no_value', view.language)}"
    low, high = reading.interval
    lines = [
        head,
        f"<b>{number(reading.value, 'share')}</b>  "
        f"({number(low, 'share')} … {number(high, 'share')})",
        f"{reading.numerator:,.0f} / {reading.denominator:,.0f}",
    ]
    if reading.is_small:
        lines.append(words("site", "few_cases", view.language))
    return "<br>".join(lines)


def _target(view: View) -> float:
    """The one target in force; four fifths where queues differ or none is set."""
    targets = view.frames["policies"]["target"].drop_nulls().unique().to_list()
    return float(targets[0]) if len(targets) == 1 and 0 < targets[0] < 1 else 0.8


def _scale(target: float) -> list[list[float | str]]:
    return [
        [0.0, LIGHT["below"]],
        [target * 0.75, LIGHT["below_soft"]],
        [target, LIGHT["middle"]],
        [target + (1 - target) * 0.5, LIGHT["above_soft"]],
        [1.0, LIGHT["above"]],
    ]


def clock(slot: int) -> str:
    """Slots count half hours from midnight; past 47 they belong to the next calendar day."""
    hour, half = divmod(slot % 48, 2)
    return f"{hour:02d}:{'30' if half else '00'}"
