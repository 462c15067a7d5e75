"""The linter on forms as they are printed: it names each trap, and is silent on a form in order."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from metrics.lint import lint
from metrics.scheme_files import scheme_files

TRAPS = yaml.safe_load((Path(__file__).parent / "lint_traps.yml").read_text("utf-8"))
IN_ORDER = """
id: in-order
title: {en: In order, zh: 无误}
kind: scored
covers: {en: anybody, zh: 任何人}
period: month
inputs:
  reply_rate: {label: {en: Reply rate, zh: 回复率}, from: month_end, unit: share, better: higher, least: 0, most: 1}
  qc: {label: {en: QC, zh: 质检}, from: month_end, unit: share, better: higher, least: 0, most: 1}
  calls: {label: {en: Calls, zh: 话务量}, from: month_end, unit: count, better: higher, least: 0, most: 2000}
  sales: {label: {en: Sales, zh: 销售额}, from: month_end, unit: money, better: higher, least: 0, optional: true}
  reps: {label: {en: Reps, zh: 人数}, from: month_end, unit: count, better: neither, least: 1, otherwise: 5}
  late: {label: {en: Late, zh: 迟到}, from: month_end, unit: count, better: lower, least: 0, most: 30, whole: true}
  task: {label: {en: Task, zh: 任务}, from: month_end, unit: points, better: higher, least: 0, most: 100}
  conduct:
    label: {en: Conduct, zh: 纪律}
    from: month_end
    unit: choice
    better: neither
    choices: {best: {en: Best, zh: 优}, fair: {en: Fair, zh: 良}, poor: {en: Poor, zh: 中}, worst: {en: Worst, zh: 差}}
lines:
  reply:
    label: {en: Reply rate, zh: 回复率}
    input: reply_rate
    weight: 30
    no_value: exclude
    tiers: {bands: {x ≥ 95%: 100, x < 95%: 0}}
  conduct:
    label: {en: Conduct, zh: 纪律}
    input: conduct
    weight: 20
    no_value: human
    choice: {points: {best: 6, fair: 5, poor: 3, worst: 0}}
  late: {label: {en: Late, zh: 迟到}, input: late, weight: 20, no_value: human, per_event: {points: -2, start: 10, least: 0}}
  task: {label: {en: Task, zh: 任务}, input: task, weight: 30, no_value: human, rating: {most: 100}}
pay:
  bonus: {label: {en: Bonus, zh: 奖金}, formula: 300 * score / 100, when_incomplete: leave_out}
"""
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


@pytest.mark.parametrize("name", scheme_files())
def test_shipped_schemes_have_no_errors(name: str) -> None:
    assert [one for one in lint(scheme_files()[name]) if one.level == "error"] == []


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
