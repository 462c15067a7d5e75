"""The Taobao KPI tier sheet against a second, independent calculation and its own promises."""

import random
from collections.abc import Callable
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from metrics.entry import Entry
from metrics.scheme import Scheme
from metrics.scheme_files import open_scheme
from metrics.score import score
from metrics.statement import Statement
from tests.metrics.taobao_kpi_tiers_oracle import Ratio, hundredths, performance_cents

SCHEME = open_scheme("taobao-kpi-tiers")
RANDOM_AGENTS = 4_000
SHARES = ("inquiry_conversion_rate", "order_pay_rate", "chat_reply_rate")
EDGES = {
    "inquiry_conversion_rate": (5000, 6500, 7500),
    "order_pay_rate": (7200, 8500, 9200),
    "aov_index": (10600, 10800, 11200),
    "chat_reply_rate": (9500, 9700, 9900),
    "average_response_seconds": (300000, 450000, 550000),
}


def test_four_thousand_random_agents_score_as_the_paper_form_says() -> None:
    dice = random.Random(20261121)
    wanted: dict[str, tuple[int, int]] = {}
    entries: list[Entry] = []
    for number in range(RANDOM_AGENTS):
        agent, values = f"a{number:05d}", _random_values(dice)
        points = hundredths(*(values[name] for name in ORDER))  # type: ignore[arg-type]
        wanted[agent] = (points, performance_cents(points))
        entries += _entries(agent, values)
    dice.shuffle(entries)
    found = {
        one.agent_id: (one.score, one.pay["performance"])
        for one in score(SCHEME, entries).statements
    }
    assert len(found) == RANDOM_AGENTS
    different = {
        agent: (found[agent], answer)
        for agent, answer in wanted.items()
        if found[agent][0] != Fraction(answer[0], 100) or found[agent][1] * 100 != answer[1]
    }
    assert different == {}


ORDER = (
    "inquiry_conversion_rate",
    "order_pay_rate",
    "aov_index",
    "chat_reply_rate",
    "average_response_seconds",
    "work_task",
    "experience_notes",
    "work_attitude",
    "late_or_early_count",
    "leave_days",
)
SCALES = {"work_task": 10, "work_attitude": 10, "leave_days": 2}


def _random_values(dice: random.Random) -> dict[str, Ratio | int | None]:
    return {
        **{name: _near_an_edge(dice, name) for name in EDGES},
        "work_task": dice.randint(0, 100),
        "experience_notes": dice.choice([None, 0, 1, 4, 5, 9, 10, dice.randint(0, 60)]),
        "work_attitude": dice.randint(0, 50),
        "late_or_early_count": dice.choice([0, 0, 1, 2, 4, 5, dice.randint(0, 9)]),
        "leave_days": dice.choice([0, 0, 1, 2, 20, dice.randint(0, 60)]),
    }


def _near_an_edge(dice: random.Random, name: str) -> Ratio:
    """Half on or beside an edge, some as counts over counts, the rest anywhere."""
    edge = dice.choice(EDGES[name])
    most = 10_000 if name in SHARES else 2 * max(EDGES[name])
    kind = dice.random()
    if kind < 0.25:
        return Ratio(edge, 10_000)
    if kind < 0.5:
        return Ratio(min(edge * 10**6 + dice.choice([-1, 1]), most * 10**6), 10**10)
    if kind < 0.75:
        under = dice.randint(1, 400)
        over = edge * under // 10_000 + dice.choice([0, 0, 1])
        return Ratio(min(over, under) if name in SHARES else over, under)
    return Ratio(dice.randint(0, most), 10_000)


def _entries(agent: str, values: dict[str, Ratio | int | None]) -> list[Entry]:
    answer = []
    for name, value in values.items():
        if isinstance(value, Ratio):
            answer.append(Entry(agent, name, Fraction(value.over, value.under)))
        elif value is not None:
            answer.append(Entry(agent, name, Fraction(value, SCALES.get(name, 1))))
    return answer


hundredth = st.integers(0, 20_000).map(lambda number: Fraction(number, 10_000))
AGENT = st.fixed_dictionaries(
    {
        "inquiry_conversion_rate": hundredth.map(lambda share: min(share, Fraction(1))),
        "order_pay_rate": hundredth.map(lambda share: min(share, Fraction(1))),
        "aov_index": hundredth,
        "chat_reply_rate": hundredth.map(lambda share: min(share, Fraction(1))),
        "average_response_seconds": st.integers(0, 200).map(Fraction),
        "work_task": st.integers(0, 100).map(lambda tenths: Fraction(tenths, 10)),
        "experience_notes": st.integers(0, 30).map(Fraction),
        "work_attitude": st.integers(0, 50).map(lambda tenths: Fraction(tenths, 10)),
        "late_or_early_count": st.integers(0, 8).map(Fraction),
        "leave_days": st.integers(0, 12).map(Fraction),
    }
)
WORSE: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "average_response_seconds": max,
    "late_or_early_count": max,
    "leave_days": max,
}


@given(AGENT, AGENT)
def test_being_better_in_one_thing_never_costs_points(
    one: dict[str, Fraction], other: dict[str, Fraction]
) -> None:
    for name in one:
        worse = WORSE.get(name, min)(one[name], other[name])
        better = one[name] + other[name] - worse
        assert _score({**one, name: worse}) <= _score({**one, name: better})


@given(st.lists(AGENT, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_changes_a_result(
    agents: list[dict[str, Fraction]], dice: random.Random
) -> None:
    entries = [
        Entry(f"a{number}", name, value, f"2026-0{1 + number % 2}")
        for number, values in enumerate(agents)
        for name, value in values.items()
    ]
    shuffled = list(entries)
    dice.shuffle(shuffled)
    assert score(SCHEME, entries) == score(SCHEME, shuffled)


def test_the_order_of_lines_in_the_file_never_changes_a_score() -> None:
    tree = {name: getattr(SCHEME, name) for name in Scheme.model_fields}
    turned = Scheme.model_validate({**tree, "lines": dict(reversed(SCHEME.lines.items()))})
    values = {name: Fraction(7, 10) for name in AGENT_NAMES}
    assert _statement(turned, values).score == _statement(SCHEME, values).score


AGENT_NAMES = tuple(
    name for name in ORDER if name not in ("late_or_early_count", "experience_notes")
)


def _score(values: dict[str, Fraction]) -> Fraction:
    found = _statement(SCHEME, values).score
    assert found is not None
    return found


def _statement(scheme: Scheme, values: dict[str, Fraction]) -> Statement:
    values = {"late_or_early_count": Fraction(0), **values}
    entries = [Entry("a", name, value) for name, value in values.items()]
    return score(scheme, entries).statements[0]
