"""KPIs of random small desks: from the tables and counted by hand, the same sums.

Every KPI is compared at every place of a desk, and then in answers to random questions. Ten
desks share a warehouse, so that none may touch the figures of another.
"""

import ast
from fractions import Fraction
from math import ceil
from pathlib import Path
from random import Random

import pytest

from assets.measures import measure
from metrics.histogram import ERROR
from metrics.kpi import Kpi, load_kpis, with_variants
from metrics.measured import Measured
from metrics.question import ask
from tests.metrics.brute_force import answer
from tests.metrics.brute_force.answer import Asked
from tests.metrics.brute_force.tally import Sum
from tests.metrics.measured_desk import (
    MeasuredDesk,
    by_hand,
    counted_by_hand,
    in_the_tables,
    measured_desk,
)
from tests.metrics.random_question import random_question
from tests.sql.random_desk import MARKS

EVERY = with_variants(load_kpis())
WAREHOUSES = 6
QUESTIONS = 20
SHARES = {"median": Fraction(1, 2), "p90": Fraction(9, 10)}
SECONDS = {"minutes": 60, "hours": 3600}  # sums of times are kept in seconds


@pytest.mark.parametrize("seed", range(WAREHOUSES))
def test_the_tables_say_what_counting_by_hand_says(seed: int) -> None:
    desk = measured_desk(seed, MARKS)
    agree_everywhere(desk)
    draw = Random(seed)
    for id_ in draw.sample(sorted(desk.kpis), min(QUESTIONS, len(desk.kpis))):
        agree(desk, random_question(draw, desk, desk.kpis[id_]))


@pytest.mark.scale
@pytest.mark.parametrize("seed", range(1000, 1100))
def test_a_thousand_desks(seed: int) -> None:
    desk = measured_desk(seed, MARKS)
    agree_everywhere(desk)
    draw = Random(seed)
    for id_ in sorted(desk.kpis):
        agree(desk, random_question(draw, desk, desk.kpis[id_]))


def test_every_kpi_of_the_catalogue_is_counted_by_hand() -> None:
    counted = {kpi for seed in range(WAREHOUSES) for kpi in counted_by_hand(seed, MARKS).kpis}
    counted |= answer.DERIVED.keys()
    plain = {id_ for id_, kpi in EVERY.items() if kpi.kind != "quantile"}
    assert counted == plain


def test_counting_by_hand_knows_nothing_of_the_engine() -> None:
    allowed = {
        "collections", "dataclasses", "datetime", "decimal", "fractions", "itertools", "math",
        "operator", "re", "typing", "zoneinfo", "enum", "bisect", "heapq", "functools",
    }  # fmt: skip
    folder = Path(__file__).parent / "brute_force"
    for module in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                is_own = name.startswith("tests.metrics.brute_force")
                assert is_own or name.split(".")[0] in allowed, f"{module.name} imports {name}"


def agree_everywhere(desk: MeasuredDesk) -> None:
    tally = desk.answerer.tally
    for book, fine in ((tally.days, False), (tally.half_hours, True)):
        mine, theirs = by_hand(book), in_the_tables(desk.connection, fine=fine)
        for key in mine.keys() | theirs.keys():
            above, below = mine.get(key, (Fraction(0), Fraction(0)))
            found, found_below = theirs.get(key, (Fraction(0), Fraction(0)))
            assert (found, found_below) == (above, below), key


def agree(desk: MeasuredDesk, asked: Asked) -> None:
    kpi = desk.kpis[asked.kpi]
    question = ask(desk.kpis, [kpi.id], asked.by, asked.where, asked.first, asked.last)
    rows = {
        tuple(name for _, name in row.names): row
        for row in measure(desk.connection, desk.kpis, question)
    }
    wanted = desk.answerer.answer(asked)
    assert wanted.keys() <= rows.keys(), asked
    for names, row in rows.items():
        sum_ = wanted.get(names, Sum())
        if kpi.quantile is not None:
            _agrees_at_rank(row, sum_, SHARES[kpi.id.rpartition(":")[2]], asked)
        else:
            _agrees(row, sum_, kpi, asked)
        assert (row.value is None) == (row.reason is not None), asked


def _agrees(row: Measured, sum_: Sum, kpi: Kpi, asked: Asked) -> None:
    above = row.sums.numerator if row.sums else Fraction(0)
    below = (row.sums.denominator or Fraction(0)) if row.sums else Fraction(0)
    wanted = sum_.above / SECONDS.get(kpi.unit, 1)
    assert (above, below) == (wanted, sum_.below), (asked, row.names)
    if kpi.kind == "mean" and row.sums:
        assert row.sums.n == len(sum_.values), (asked, row.names)
    if row.value is not None:
        assert row.value == pytest.approx(above / (below or 1), rel=1e-9), (asked, row.names)
        assert row.value >= 0 or kpi.kind != "mean", (asked, row.names)
    else:
        assert below == 0, (asked, row.names)


def _agrees_at_rank(row: Measured, sum_: Sum, share: Fraction, asked: Asked) -> None:
    """The smallest value that so large a share of all does not exceed."""
    values = sorted(sum_.values)
    if not values:
        assert row.value is None, (asked, row.names)
        return
    exact = values[ceil(share * len(values)) - 1] / SECONDS.get(row.kpi.unit, 1)
    assert row.value is not None, (asked, row.names)
    assert abs(row.value - exact) <= exact * Fraction(ERROR) + Fraction(2, 1_000_000), asked
