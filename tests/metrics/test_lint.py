"""The linter on forms as they are printed: it names each trap, and is silent on a form in order."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from metrics.lint import lint
from metrics.scheme_files import scored_files

TRAPS = yaml.safe_load((Path(__file__).parent / "lint_traps.yml").read_text("utf-8"))
IN_ORDER = (Path(__file__).parent / "lint_in_order.yml").read_text("utf-8")
MECHANISMS = ("tiers", "choice", "per_event", "rating", "linear")


@pytest.mark.parametrize("trap", TRAPS, ids=[trap["name"] for trap in TRAPS])
def test_the_linter_names_the_trap(trap: dict[str, Any], tmp_path: Path) -> None:
    changes = {key: value for key, value in trap.items() if key not in ("name", "trap", "finds")}
    said = [one.text.en for one in _lint(_laid_over(yaml.safe_load(IN_ORDER), changes), tmp_path)]
    for sentence in trap["finds"]:
        assert any(sentence in text for text in said), said


def test_every_trap_of_the_catalogue_is_tried() -> None:
    assert {trap["trap"] for trap in TRAPS if "trap" in trap} == set(range(1, 11))


def test_a_form_in_order_has_nothing_but_its_cliff(tmp_path: Path) -> None:
    found = _lint(yaml.safe_load(IN_ORDER), tmp_path)
    assert [(one.level, one.where) for one in found] == [("note", "lines.reply")]


@pytest.mark.parametrize("owed", [True, False])
def test_a_fine_may_grow_with_the_fault_where_it_is_owed(owed: bool, tmp_path: Path) -> None:
    words = {"en": "Fines", "zh": "罚款"}
    fines = {
        "weights_total": 80,
        "blocks": {"fines": {"label": words, "unit": "money", "owed": owed}},
        "lines": {"late": {"block": "fines", "weight": None, "per_event": {"points": 10}}},
        "pay": {
            "fined": {"label": words, "formula": "fines", "when_incomplete": "refuse", "owed": owed}
        },
    }
    found = _lint(_laid_over(yaml.safe_load(IN_ORDER), fines), tmp_path)
    warned = {one.where for one in found if one.level == "warn"}
    assert warned == {"weights_total"} | (set() if owed else {"lines.late", "inputs.late"})


@pytest.mark.parametrize("name", scored_files())
def test_shipped_schemes_have_no_errors(name: str) -> None:
    assert [one for one in lint(scored_files()[name]) if one.level == "error"] == []


def test_two_kinds_of_plans_are_not_one_thing_paid_twice() -> None:
    found = lint(scored_files()["safety-manager-scorecard"])
    assert [one.text.en for one in found if one.level == "warn"] == []


def _lint(tree: dict[str, Any], folder: Path) -> list[Any]:
    path = folder / "in-order.yml"
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), "utf-8")
    return lint(path)


def _laid_over(tree: Any, changes: Any) -> Any:
    """Mappings are merged, null removes; a line's new mechanism takes the place of its old one."""
    if not isinstance(changes, dict) or not isinstance(tree, dict):
        return changes
    merged = dict(tree)
    if any(name in changes for name in MECHANISMS):
        merged = {key: value for key, value in merged.items() if key not in MECHANISMS}
    for key, change in changes.items():
        if change is None:
            merged.pop(key, None)
        else:
            merged[key] = _laid_over(merged.get(key), change)
    return merged
