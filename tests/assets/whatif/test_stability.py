"""Ranks over drawn days, against the same days added up and ranked in plain Python."""

from collections.abc import Iterator
from datetime import date
from random import Random

import duckdb
import pytest

from assets.whatif.draws import drawn_days, resampled
from assets.whatif.simulate import Simulator
from assets.whatif.stability import Draws, drawing, stability
from metrics.entry import Entry
from metrics.histogram import middle_of
from metrics.kpi import Kpi
from metrics.number import Fraction
from metrics.scheme import Scheme
from metrics.score import score
from metrics.stability import Stability
from pipelines.cli.stability import print_stability, stability_tree
from tests.assets.appraisal_desk import RATED, add_sums, make_desk
from tests.assets.ledger.closing_desk import OCTOBER, make_closing_warehouse, scored

SCHEME = "taobao-kpi-tiers"
DAYS = [date(2026, 10, day) for day in (2, 5, 6, 7, 8, 17, 20, 21)]
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
HOW = Draws(draws=60, seed=11, middle=Fraction(9, 10), noise=Fraction(1, 5))
SHARES = ("inquiry_conversion_rate", "order_pay_rate", "chat_reply_rate", "refund_rate")


def nobody(what: str, done: int, total: int) -> None:
    """Nobody is told."""


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """Three agents whose days differ, and a shop whose own order value does too."""
    desk, warehouse = make_desk(tmp_path_factory.mktemp("desk")), make_closing_warehouse()
    warehouse.execute("create table kpi.durations (kpi varchar, business_date date, "
                      "agent_id varchar, bucket integer, n bigint)")  # fmt: skip
    random = Random(3)
    for agent_id in ("a1", "a2", "a3"):
        for day in DAYS:
            sums = {kpi: (random.randint(30, 50), 55) for kpi in SHARES}
            sums |= {"average_response_seconds": (random.randint(900, 2500), 50)}
            sums |= {"aov": (random.randint(90, 130), 1), "refund_rate": (random.randint(0, 4), 40)}
            add_sums(warehouse, agent_id, day, sums)
    for day in DAYS:
        add_sums(warehouse, None, day, {"shop_aov": (random.randint(90, 110), 1)})
    scored(warehouse, desk)
    yield Simulator(warehouse, desk, SCHEME, [OCTOBER])


@pytest.fixture(scope="module")
def found(simulator: Simulator) -> Stability:
    (only,) = stability(simulator, ["lines.payment.weight=30"], HOW, nobody)
    return only


def plainly_scored(simulator: Simulator, scheme: Scheme, days: list[date]) -> dict[str, Fraction]:
    """Everybody's score when the period had these days, one row after the other."""
    rows: dict[tuple[str, date, str | None], list[tuple[Fraction, Fraction]]] = {}
    for kpi, day, agent_id, numerator, denominator in simulator.connection.execute(
        "select kpi, business_date, agent_id, numerator, denominator from kpi.agent_days"
    ).fetchall():
        pair = (Fraction(numerator), Fraction(denominator))
        rows.setdefault((kpi, day, agent_id), []).append(pair)

    def ratio(kpi: str, agent_id: str | None) -> Fraction:
        above, below = Fraction(0), Fraction(0)
        for day in days:
            for numerator, denominator in rows.get((kpi, day, agent_id), []):
                above, below = above + numerator, below + denominator
        return above / below

    entered = simulator.connection.execute(
        "select agent_id, input, value, rater from staged.month_end_inputs"
    ).fetchall()
    entries = [
        Entry(agent_id, name, Fraction(value + "/1") if "." not in value else Fraction("7.25"),
              OCTOBER, "售前一组", rater)
        for agent_id, name, value, rater in entered
    ]  # fmt: skip
    for agent_id in ("a1", "a2", "a3"):
        for kpi in (*SHARES, "average_response_seconds"):
            entries.append(Entry(agent_id, kpi, ratio(kpi, agent_id), OCTOBER, "售前一组"))
        index = ratio("aov", agent_id) / ratio("shop_aov", None)
        entries.append(Entry(agent_id, "aov_index", index, OCTOBER, "售前一组"))
    scores = {one.agent_id: one.score for one in score(scheme, entries).statements}
    return {agent: number for agent, number in scores.items() if number is not None}


def test_ranks_are_those_of_adding_up_the_drawn_days_one_by_one(
    simulator: Simulator, found: Stability
) -> None:
    scheme = simulator.changed(["lines.payment.weight=30"]).scheme
    today, *draws = [plainly_scored(simulator, scheme, days) for days in drawn_days(DAYS, 60, 11)]
    assert {one.agent_id: one.score for one in found.standings} == today
    assert (found.days, found.draws, len(found.standings)) == (8, 60, 3)
    for one in found.standings:
        ranks = sorted(
            1 + sum(other > draw[one.agent_id] for other in draw.values()) for draw in draws
        )
        assert (one.low, one.high, one.scored) == (ranks[3], ranks[-4], 60)  # 3 of 60 on each side
    assert any(one.low < one.high for one in found.standings)
    for pair in found.neighbours:
        flips = sum(draw[pair.lower] > draw[pair.upper] for draw in draws)
        assert pair.flips == Fraction(flips, 60)
        assert pair.is_noise == (flips > 12)
    assert any(pair.flips for pair in found.neighbours)


def test_a_tier_is_kept_as_often_as_the_plain_shares_stay_in_it(
    simulator: Simulator, found: Stability
) -> None:
    rows = simulator.connection.execute(
        "select business_date, sum(numerator), sum(denominator) from kpi.agent_days "
        "where kpi = 'inquiry_conversion_rate' and agent_id = 'a1' group by all"
    ).fetchall()
    of_day = {day: (Fraction(above), Fraction(below)) for day, above, below in rows}

    def tier(days: list[date]) -> int:
        share = sum((of_day[day][0] for day in days if day in of_day), Fraction(0)) / sum(
            (of_day[day][1] for day in days if day in of_day), Fraction(0)
        )
        return sum(share * 100 >= edge for edge in (50, 65, 75))

    _, *draws = drawn_days(DAYS, 60, 11)
    stays = Fraction(sum(tier(days) == tier(DAYS) for days in draws), 60)
    a1 = next(one for one in found.standings if one.agent_id == "a1")
    edges = {edge.line: edge.stays for edge in a1.edges}
    assert edges.get("inquiry_conversion", Fraction(1)) == stays
    assert list(edges.values()) == sorted(edges.values())


def test_what_people_entered_is_the_same_in_every_draw(found: Stability) -> None:
    assert set(found.held) == set(RATED)


def test_the_same_seed_draws_the_same_days_and_another_one_others(
    simulator: Simulator, found: Stability
) -> None:
    changes = ["lines.payment.weight=30"]
    assert stability(simulator, changes, HOW, nobody) == (found,)
    assert drawn_days(DAYS, 60, 11)[0] == DAYS
    assert all(len(days) == 8 for days in drawn_days(DAYS, 60, 12))
    assert drawn_days(DAYS, 60, 12) != drawn_days(DAYS, 60, 11)


def test_a_corrected_input_stays_as_it_was_corrected(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    desk, warehouse = make_desk(tmp_path_factory.mktemp("desk")), make_closing_warehouse()
    scored(warehouse, desk)
    warehouse.execute("update score.inputs set value = '0.5', numerator = '1', denominator = '2' "
                      "where input = 'order_pay_rate' and agent_id = 'a1'")  # fmt: skip
    warehouse.execute("create table kpi.durations (kpi varchar, business_date date, "
                      "agent_id varchar, bucket integer, n bigint)")  # fmt: skip
    few = drawing(20, None)
    (one,) = stability(Simulator(warehouse, desk, SCHEME, [OCTOBER]), [], few, nobody)
    assert "order_pay_rate" in one.held
    a1 = next(each for each in one.standings if each.agent_id == "a1")
    assert "payment" not in {edge.line for edge in a1.edges}


KINDS = """
create schema kpi; create schema staged;
create table kpi.catalogue (kpi varchar, definition varchar);
create table staged.agents (agent_id varchar, team varchar, valid_from date, valid_to date);
insert into staged.agents values ('a1', 'A', '2020-01-01', '9999-12-31'),
    ('a2', 'A', '2020-01-01', '2026-10-02'), ('a2', 'B', '2026-10-03', '9999-12-31');
create table kpi.durations as
select 'times' as kpi, date '2026-10-01' + day as business_date, 'a1' as agent_id,
    bucket, 5 as n
from (values (0, 50), (1, 100), (2, 150)) as days (day, bucket);
create table kpi.agent_days as
with rows (kpi, agent_id, first, second, third) as (values
    ('@marts.work', 'a1', 1, 1, 1), ('@marts.work', 'a2', 1, 1, 1),
    ('@marts.month_end_values', 'a1', null, null, 1),
    ('most', 'a1', 4, 9, 2), ('stock', 'a1', 4, 5, 6), ('planned', 'a1', null, null, 20),
    ('worked', 'a1', 1, 2, 3), ('worked', 'a2', 5, 2, 5))
select kpi, date '2026-10-01' + day as business_date, agent_id, null::varchar as shop,
    null::varchar as queue, null::varchar as channel, numerator::decimal(38, 6) as numerator,
    null::decimal(38, 6) as denominator, 1::bigint as n, null::decimal(38, 6) as squares
from (unpivot rows on first, second, third into name day_name value numerator) as long
join (values ('first', 0), ('second', 1), ('third', 2)) as places (day_name, day)
    using (day_name);
"""
DEFINITIONS = (
    {"id": "most", "kind": "peak", "model": "marts.work", "numerator": "max(x)"},
    {"id": "stock", "kind": "stock", "model": "marts.work", "numerator": "sum(x)"},
    {"id": "planned", "kind": "count", "model": "marts.month_end_values", "numerator": "sum(x)"},
    {"id": "times", "kind": "mean", "unit": "seconds", "model": "marts.work", "value": "x"},
    {"id": "worked", "kind": "count", "model": "marts.work", "numerator": "count(*)"},
    {"id": "share_of_team", "kind": "ratio", "peers_of": "worked"},
)


def test_kinds_that_are_no_plain_sums_are_drawn_as_what_they_are() -> None:
    """A peak is the highest of the drawn days, an entry holds, times give the median of all."""
    warehouse = duckdb.connect()
    warehouse.execute(KINDS)
    words = {"en": "x", "zh": "x"}
    common = {"label": words, "definition": words, "formula": "x", "unit": "count",
              "better": "higher"}  # fmt: skip
    for definition in DEFINITIONS:
        kpi = Kpi.model_validate(common | definition)
        warehouse.execute(
            "insert into kpi.catalogue values (?, ?)", [kpi.id, kpi.model_dump_json()]
        )
    first, second, third = (date(2026, 10, day) for day in (1, 2, 3))
    draws = [[first, second, third], [first, first, first], [third, third, second]]
    ids = ["most", "planned", "stock", "times:median", "share_of_team", "unknown"]
    found = resampled(warehouse, ids, (FIRST, LAST), draws)
    values = {kpi: [draw["a1"].value for draw in of_draws] for kpi, of_draws in found.items()}
    assert values == {  # a stock is read on one day, and nobody knows the unknown
        "most": [9, 4, 9],
        "planned": [20, 20, 20],
        "times:median": [middle_of(100), middle_of(50), middle_of(150)],
        # against the mean of the team's people; a2 left the team before the third day
        "share_of_team": [6 / Fraction(13, 2), Fraction(3, 9), Fraction(8, 5)],
    }


def test_the_tables_say_the_range_and_the_noise(
    found: Stability, capsys: pytest.CaptureFixture[str]
) -> None:
    print_stability(found, "zh")
    printed = capsys.readouterr().out
    assert "8 天" in printed and "60 次（种子 11）" in printed and "90%" in printed
    tree = stability_tree(found, "en")
    assert [one["agent_id"] for one in tree["agents"]] == [one.agent_id for one in found.standings]
    assert (drawing(None, None).draws, drawing(30, 5).seed) == (200, 5)
