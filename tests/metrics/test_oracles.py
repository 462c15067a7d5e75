"""The scorer against a second calculation of every scheme, written apart from it in plain Python.

A module of `oracles/` has SCHEME, SETTINGS, `draw(dice)` → {(agent, period): form} and
`answer(forms)` → {(agent, period): {"score": …, "pay.wage": …, "grade": …}}.
"""

import random
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from metrics.exact import exact
from metrics.scheme_files import open_scheme
from metrics.score import score
from metrics.statement import Statement
from tests.metrics.forms import entries_of

FOLDER = Path(__file__).parent / "oracles"
ORACLES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
IN_THE_SUITE, IN_THE_SOAK = 100, 10_000


@pytest.mark.parametrize("name", ORACLES)
def test_random_forms_score_as_the_second_calculation_says(name: str) -> None:
    assert _differences(import_module(f"tests.metrics.oracles.{name}"), IN_THE_SUITE) == []


@pytest.mark.scale
@pytest.mark.parametrize("name", ORACLES)
def test_ten_thousand_random_forms_score_as_the_second_calculation_says(name: str) -> None:
    assert _differences(import_module(f"tests.metrics.oracles.{name}"), IN_THE_SOAK) == []


def _differences(oracle: ModuleType, wanted: int) -> list[Any]:
    """Forms are drawn until enough people are filled in; the first few that differ are shown."""
    scheme = open_scheme(oracle.SCHEME, oracle.SETTINGS)
    dice = random.Random(20261128)
    seen = 0
    different: list[Any] = []
    while seen < wanted and not different:
        forms = oracle.draw(dice)
        entries = [
            entry
            for (agent, period), form in forms.items()
            for entry in entries_of(agent, period, form)
        ]
        dice.shuffle(entries)
        found = {(one.agent_id, one.period): one for one in score(scheme, entries).statements}
        for whom, expected in oracle.answer(forms).items():
            given = _given(found[whom], expected)
            if given != {name: _exact(value) for name, value in expected.items()}:
                different.append((whom, forms.get(whom), expected, given, found[whom].problem))
        seen += len(forms)
    return different[:3]


def _given(one: Statement, expected: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    for name in expected:
        if name.startswith("pay."):
            amount = one.pay.get(name.removeprefix("pay."))
            answer[name] = Fraction(amount) if amount is not None else None
        elif name.startswith("block."):
            answer[name] = one.blocks.get(name.removeprefix("block."))
        elif name.startswith("flag."):
            answer[name] = name.removeprefix("flag.") in {flag.id for flag in one.flags}
        else:
            answer[name] = getattr(one, name)
    return answer


def _exact(value: object) -> object:
    return (
        exact(value) if isinstance(value, int | Fraction) and not isinstance(value, bool) else value
    )
