"""Frames in, figures out: what a chart shows, and what it must not smooth over."""

from datetime import timedelta

import polars as pl
import pytest

from dashboards.charts import draw
from dashboards.page import Panel, load_pages
from dashboards.reading import by_day, total
from dashboards.tables import draw_table
from dashboards.tables.figures import figure_table
from dashboards.theme import DARK, LIGHT
from tests.dashboards.rows import days, view
from tests.dashboards.toy_desk import LAST_DAY, MEASURES, ToyDesk, view_of

TREND = Panel(chart="trend", frame="days", kpis=("inquiry_conversion_rate",))
HEAT_MAP = Panel(chart="heat_map", frame="half_hours", kpis=("service_level",))
VOLUMES = Panel(chart="volumes", frame="days", kpis=("chat_customers",))
AGENTS = Panel(table="agents", frame="agent_days", kpis=("inquiry_conversion_rate",))


def test_a_total_is_made_from_sums_never_from_ratios() -> None:
    kpi = "inquiry_conversion_rate"
    rows = days((kpi, LAST_DAY, "a", 1, 2, 2), (kpi, LAST_DAY, "b", 1, 4, 4))
    reading = total(rows, MEASURES[kpi])
    assert reading
    assert reading.value == 2 / 6
    assert by_day(rows, MEASURES[kpi])[LAST_DAY] == reading


def test_nothing_to_divide_by_is_no_value_and_a_gap() -> None:
    kpi = "inquiry_conversion_rate"
    rows = days((kpi, LAST_DAY - timedelta(days=2), None, 3, 6, 6), (kpi, LAST_DAY, None, 0, 0, 0))
    figure = draw(TREND, view(days=rows))
    assert list(figure.data[0].y) == [0.5, None, None]
    assert "no value" in figure.data[0].hovertext[-1]


def test_small_samples_and_provisional_days_are_hollow() -> None:
    kpi = "inquiry_conversion_rate"  # final after four days, at least twenty cases
    first = LAST_DAY - timedelta(days=6)
    cases = [100, 5, 100, 100, 100, 100, 100]
    rows = days(
        *((kpi, first + timedelta(days=place), None, 1, n, n) for place, n in enumerate(cases))
    )
    symbols = draw(TREND, view(days=rows)).data[2].marker.symbol
    assert [symbol == "circle-open" for symbol in symbols] == [
        *(False, True, False),  # the second day has few cases
        *(True, True, True, True),  # the last four may still gain payments
    ]


def test_the_last_week_lies_over_the_same_weekdays_before() -> None:
    kpi = "inquiry_conversion_rate"
    first = LAST_DAY - timedelta(days=13)
    rows = days(*((kpi, first + timedelta(days=place), None, place, 20, 20) for place in range(14)))
    _, before, now = draw(TREND, view(days=rows)).data
    assert list(before.x) == list(now.x)
    assert [round(20 * value) for value in before.y] == [0, 1, 2, 3, 4, 5, 6]
    assert [round(20 * value) for value in now.y] == [7, 8, 9, 10, 11, 12, 13]


def test_two_queues_with_the_same_beginning_keep_their_rows() -> None:
    queues = ["a very long name of a queue, north", "a very long name of a queue, south"]
    frame = pl.DataFrame(
        {
            "kpi": "service_level",
            "queue": queues,
            "slot": [18, 19],
            "numerator": [30.0, 10.0],
            "denominator": [40.0, 40.0],
            "n": [40, 40],
        }
    )
    heat = draw(HEAT_MAP, view(half_hours=frame)).data[0]
    assert [list(row) for row in heat.z] == [[None, 0.25], [0.75, None]]
    assert list(heat.x) == ["09:00", "09:30"]


def test_too_few_calls_are_marked_and_not_coloured() -> None:
    frame = pl.DataFrame(
        {
            "kpi": "service_level",
            "queue": "vip",
            "slot": [18],
            "numerator": [1.0],
            "denominator": [3.0],
            "n": [3],
        }
    )
    heat = draw(HEAT_MAP, view(half_hours=frame)).data[0]
    assert [list(row) for row in heat.z] == [[None]]
    assert [list(row) for row in heat.text] == [["·"]]
    assert "few cases" in heat.hovertext[0][0]


def test_more_channels_than_colours_are_added_up_as_others() -> None:
    rows = days(
        *(
            ("chat_customers", LAST_DAY, f"shop {place}", place, None, place)
            for place in range(1, 10)
        )
    )
    bars = draw(VOLUMES, view(days=rows)).data
    assert len(bars) == 7
    assert sum(sum(bar.y) for bar in bars) == 45
    assert bars[-1].name == "others"
    assert list(bars[-1].y) == [1 + 2 + 3]


def test_an_agent_is_marked_only_where_the_interval_lies_apart() -> None:
    frame = pl.DataFrame(
        {
            "kpi": "inquiry_conversion_rate",
            "agent_id": ["good", "bad", "few", "same"],
            "business_date": LAST_DAY,
            "numerator": [900.0, 100.0, 0.0, 50.0],
            "denominator": [1000.0, 1000.0, 5.0, 100.0],
            "n": [1000, 1000, 5, 100],
            "squares": pl.Series([None] * 4, dtype=pl.Float64),
        }
    )
    table = draw_table(AGENTS, view(agent_days=frame))
    standing = {row[0].text: row[-1].standing for row in table.rows}
    assert standing == {"good": "better", "bad": "worse", "few": "", "same": ""}
    assert table.rows[0][0].text == "bad"  # whom to help first
    assert table.total[-1].text == "49.9%"  # 1050 / 2105


@pytest.mark.parametrize(
    "panel",
    [
        panel
        for page in load_pages()
        for panel in page.panels
        if panel.chart and set(panel.kpis) & set(MEASURES)
    ],
    ids=lambda panel: f"{panel.chart}-{panel.kpis[0]}",
)
def test_every_chart_has_its_figures_as_a_table(panel: Panel) -> None:
    full = view_of(ToyDesk(days=10, agents=8))
    english, chinese = draw(panel, full.in_("en")), draw(panel, full.in_("zh"))
    table = figure_table(english, chinese)
    assert table.rows
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert len(english.data) == len(chinese.data)


def test_every_colour_has_its_own_counterpart_in_the_dark() -> None:
    assert LIGHT.keys() == DARK.keys()
    assert len(set(LIGHT.values())) == len(LIGHT)
    assert not set(LIGHT.values()) & set(DARK.values())


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "muted", "first", "below", "above"])
def test_text_colours_stand_out_from_the_paper(colours: dict[str, str], name: str) -> None:
    lighter, darker = sorted(
        (_luminance(colours[name]), _luminance(colours["paper"])), reverse=True
    )
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
