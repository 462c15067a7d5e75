"""What holds for every shipped scheme: better never costs, and no order decides."""

import random
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from metrics.entry import Entry
from metrics.scheme import Scheme
from metrics.scheme_files import open_scheme
from metrics.score import score
from metrics.statement import Statement
from tests.metrics.forms import entries_of

ORACLES = sorted(path.stem for path in (Path(__file__).parent / "oracles").glob("[a-z]*.py"))
Forms = dict[tuple[str, str], dict[str, Any]]


def _opened(name: str) -> tuple[Any, Scheme]:
    oracle = import_module(f"tests.metrics.oracles.{name}")
    return oracle, open_scheme(oracle.SCHEME, oracle.SETTINGS)


def _entries(forms: Forms) -> list[Entry]:
    return [
        entry
        for (agent, period), form in forms.items()
        for entry in entries_of(agent, period, form)
    ]


def _statements(scheme: Scheme, forms: Forms) -> dict[tuple[str, str], Statement]:
    statements = score(scheme, _entries(forms)).statements
    return {(one.agent_id, one.period): one for one in statements if not one.summary}


@pytest.mark.parametrize("name", ORACLES)
def test_being_better_in_one_thing_never_costs_points(name: str) -> None:
    """A random form, and the same with one value taken from another form."""
    oracle, scheme = _opened(name)
    dice = random.Random(20261128)
    for _ in range(15):
        forms, others = oracle.draw(dice), oracle.draw(dice)
        whom = dice.choice(sorted(forms))
        donor = others[dice.choice(sorted(others))]
        names = [one for one in scheme.inputs if _may_turn(scheme, one, forms[whom], donor)]
        if not names:
            continue
        turned = dice.choice(names)
        changed = {**forms, whom: {**forms[whom], turned: donor[turned]}}
        before, after = _statements(scheme, forms)[whom], _statements(scheme, changed)[whom]
        if before.score is None or after.score is None or before.flags != after.flags:
            continue
        gained = after.score - before.score
        grew = _number(donor[turned]) - _number(forms[whom][turned])
        better = grew if scheme.inputs[turned].better == "higher" else -grew
        assert gained * better >= 0, (turned, forms[whom], donor[turned])


def _may_turn(scheme: Scheme, name: str, form: dict[str, Any], donor: dict[str, Any]) -> bool:
    """A number with a direction, entered in both forms, that stands for this person alone."""
    declared = scheme.inputs[name]
    among = {one for figure in scheme.figures.values() if figure.among for one in figure.names}
    directed = declared.better != "neither" and name not in among and not declared.choices
    return directed and all(_is_number(one.get(name)) for one in (form, donor))


def _is_number(value: object) -> bool:
    try:
        _number(value)
    except (TypeError, ValueError):
        return False
    return True


def _number(value: Any) -> Any:
    if isinstance(value, str | bool | list | dict) or value is None:
        raise TypeError
    return value + 0


@pytest.mark.parametrize("name", ORACLES)
def test_the_order_of_lines_in_the_file_never_changes_a_result(name: str) -> None:
    oracle, scheme = _opened(name)
    tree = {field: getattr(scheme, field) for field in Scheme.model_fields}
    turned = Scheme.model_validate({**tree, "lines": dict(reversed(scheme.lines.items()))})
    forms = oracle.draw(random.Random(7))
    found, other = _statements(scheme, forms), _statements(turned, forms)
    for whom, one in found.items():
        assert (one.score, one.pay, one.grade, one.level, one.blocks) == (
            other[whom].score, other[whom].pay, other[whom].grade, other[whom].level,
            other[whom].blocks,
        )  # fmt: skip


@pytest.mark.parametrize("name", ORACLES)
def test_nobody_elses_form_changes_a_result_where_nobody_is_compared(name: str) -> None:
    """Without peers, ranks, pools, awards and means everybody is scored by their own form alone."""
    oracle, scheme = _opened(name)
    compares = any(one.among for one in scheme.figures.values()) or scheme.ranks or scheme.awards
    if compares or scheme.means or any(one.pool for one in scheme.pay.values()):
        return
    forms = oracle.draw(random.Random(11))
    whole = _statements(scheme, forms)
    for agent in {agent for agent, _ in forms}:
        alone = {whom: form for whom, form in forms.items() if whom[0] == agent}
        for whom, one in _statements(scheme, alone).items():
            assert one == whole[whom]
