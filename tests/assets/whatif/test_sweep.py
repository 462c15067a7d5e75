"""A sweep of a desk with three agents, against one simulation per value."""

from pathlib import Path

import pytest

from assets.whatif.simulate import Simulator
from assets.whatif.sweep import Run, crossed_at, swept
from metrics.documents import Problem
from metrics.outcome import Crossing
from metrics.sweep import Sweep, read_sweep
from pipelines.cli.swept import print_sweep, sweep_tree
from tests.assets.appraisal_desk import make_desk
from tests.assets.ledger.closing_desk import OCTOBER, make_closing_warehouse, scored

SCHEME = "taobao-kpi-tiers"
WEIGHTS = read_sweep("lines.inquiry_conversion.weight=25..45/10")
BANDS = ("{x ≥ 74%: 100, x < 74%: 80}", "{x ≥ 80%: 100, x < 80%: 80}")


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Simulator:
    desk, warehouse = make_desk(tmp_path_factory.mktemp("desk")), make_closing_warehouse()
    scored(warehouse, desk)
    return Simulator(warehouse, desk, SCHEME, [OCTOBER])


@pytest.fixture(scope="module")
def runs(simulator: Simulator) -> list[Run]:
    return swept(simulator, ["performance_base=900"], WEIGHTS, lambda what, done, total: None)


def test_a_sweep_is_what_separate_simulations_are(simulator: Simulator, runs: list[Run]) -> None:
    assert [run.value for run in runs] == ["25", "35", "45"]
    for run in runs:
        change = f"lines.inquiry_conversion.weight={run.value}"
        alone = Simulator(simulator.connection, simulator.desk, SCHEME, [OCTOBER]).run(
            ["performance_base=900", change]
        )
        assert run.found.outcomes == alone.outcomes
        assert run.found.new_total == alone.new_total
    scores = [run.found.outcomes[0].now.statement.score for run in runs]
    assert scores == [90, 100, 110]


def test_who_crosses_stands_once_with_all_the_values_that_do_it(simulator: Simulator) -> None:
    sweep = Sweep("lines.inquiry_conversion.tiers.bands", BANDS)
    told: list[tuple[str, int, int]] = []
    runs = swept(simulator, [], sweep, lambda what, done, total: told.append((what, done, total)))
    assert told == [(change, place, 2) for place, change in enumerate(sweep.changes)]
    found = crossed_at(runs)
    up = Crossing("inquiry_conversion", "65% ≤ x < 75% → 80", "x ≥ 74% → 100")
    down = Crossing("inquiry_conversion", "x ≥ 75% → 100", "x < 80% → 80")
    assert found == {
        (OCTOBER, "售前一组", "a3", up): [BANDS[0]],
        (OCTOBER, "售前一组", "a1", down): [BANDS[1]],
        (OCTOBER, "售前一组", "a2", down): [BANDS[1]],
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lines.inquiry_conversion.weight", "35"),
        ("lines.payment.tiers.bands.x ≥ 92%", "100"),
        ("performance_base", "750"),
        ("lines.payment.tiers", None),  # many values are not one
    ],
)
def test_what_holds_today_is_known(simulator: Simulator, name: str, value: str | None) -> None:
    assert simulator.today(name) == value


def test_what_a_desk_set_itself_is_what_holds_today(tmp_path: Path) -> None:
    use = {"scheme": SCHEME, "since": "2026-01", "parameters": {"performance_base": 1800}}
    desk, warehouse = make_desk(tmp_path, schemes=[use]), make_closing_warehouse()  # type: ignore[list-item]
    scored(warehouse, desk)
    assert Simulator(warehouse, desk, SCHEME, [OCTOBER]).today("performance_base") == "1800"


def test_an_unknown_place_is_refused_with_the_nearest(simulator: Simulator) -> None:
    with pytest.raises(Problem, match='Did you mean "inquiry_conversion"'):
        swept(
            simulator,
            [],
            read_sweep("lines.inquiry_convresion.weight=1,2"),
            lambda what, done, total: None,
        )


def test_the_table_has_a_row_for_today_and_one_for_each_value(
    runs: list[Run], capsys: pytest.CaptureFixture[str]
) -> None:
    print_sweep(WEIGHTS, runs, "35", "zh")
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    rows = {line[0]: line[1:] for line in lines if line and line[0] in ("现行", "25", "35", "45")}
    assert list(rows) == ["现行", "25", "35", "45"]
    assert rows["现行"][0] == "(35)"
    assert rows["35"][1] == "+423.37"
    assert any("权重合计" in "".join(line) for line in lines)


def test_the_tree_holds_totals_teams_and_the_sum_of_weights(runs: list[Run]) -> None:
    tree = sweep_tree(WEIGHTS, runs, "35")
    assert (tree["sweep"], tree["today"]) == ("lines.inquiry_conversion.weight", "35")
    assert tree["changes"] == ["performance_base=900"]
    assert [run["weights_total"] for run in tree["runs"]] == ["90", None, "110"]
    assert tree["runs"][1]["total"]["cost_change"] == "423.37"
    assert [team["team"] for team in tree["runs"][1]["teams"]] == ["售前一组"]
