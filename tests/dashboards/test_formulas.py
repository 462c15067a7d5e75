"""One service level by every formula: the published example of ICMI, side by side."""

from dataclasses import replace

import polars as pl

from dashboards.page import Panel
from dashboards.tables import draw_table
from metrics.kpi import load_kpis
from metrics.service_level import with_waits
from tests.dashboards.rows import view
from tests.dashboards.toy_desk import LAST_DAY, MEASURES

ICMI = {
    "F1": (880, 1060, "83.0%"),
    "F2": (860, 1000, "86.0%"),
    "F3": (860, 1060, "81.1%"),
    "F4": (860, 1040, "82.7%"),
    "F5": (870, 1060, "82.1%"),
    "talkdesk": (860, 1050, "81.9%"),
}
PANEL = Panel(table="formulas", frame="queue_days", kpis=("service_level",))


def test_every_formula_stands_beside_the_one_in_force_with_its_waits() -> None:
    names = ["kpi", "business_date", "queue", "numerator", "denominator", "n"]
    counted = {"service_level": ICMI["F4"]} | {
        f"service_level:{name}": figures for name, figures in ICMI.items()
    }
    rows = [
        (kpi, LAST_DAY, "sales", float(a), float(b), 1060) for kpi, (a, b, _) in counted.items()
    ]
    frame = pl.DataFrame(rows, schema=names, orient="row").with_columns(
        squares=pl.lit(None, dtype=pl.Float64)
    )
    policy = {"queue": ["*"], "answer_within_seconds": [20], "short_abandon_seconds": [5]}
    policies = pl.DataFrame({**policy, "formula": ["F4"], "target": [0.8]})
    variants = load_kpis()["service_level"].variants
    measure = replace(
        MEASURES["service_level"], formulas={name: one.formula for name, one in variants.items()}
    )
    page = replace(view(queue_days=frame, policies=policies), measures={measure.id: measure})
    table = draw_table(PANEL, page)
    shown = {name.text: (value.text, sums.text) for _, name, value, sums, _ in table.rows}
    assert set(shown) == set(variants)
    for name, (above, below, value) in ICMI.items():
        assert shown[name] == (value, f"{above:,} / {below:,}")
    marked = [row[1].text for row in table.rows if row[1].note_label]
    assert marked == ["F4"]
    assert any(
        row[4].text == "answered ≤ 20 s / (answered + abandoned > 20 s)" for row in table.rows
    )


def test_waits_are_filled_in_only_where_they_are_known() -> None:
    formula = "(answered ≤ T + abandoned ≤ s) / Total seats"
    assert with_waits(formula, 20, 5) == "(answered ≤ 20 s + abandoned ≤ 5 s) / Total seats"
    assert with_waits(formula, 20, None) == "(answered ≤ 20 s + abandoned ≤ s) / Total seats"
    assert with_waits(formula, None, None) == formula
