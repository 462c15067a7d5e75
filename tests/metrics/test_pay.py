"""Pay: what is listed, and what is left out."""

from pathlib import Path

from metrics.entry import Entry
from metrics.exact import exact
from metrics.scheme_files import open_scheme
from metrics.score import score

SCHEME = """
id: own
title: {en: Own, zh: 自}
kind: scored
covers: {en: Anybody, zh: 任何人}
period: month
inputs:
  praise: {label: {en: Praise, zh: 扬}, from: month_end, unit: count, better: higher, least: 0}
  bonus: {label: {en: Bonus, zh: 奖}, from: month_end, unit: money, better: higher, optional: true}
lines:
  praise: {label: {en: Praise, zh: 扬}, input: praise, no_value: human, per_event: {points: 1}}
pay:
  praise: {label: {en: Praise, zh: 扬}, formula: bonus * 2, when_incomplete: leave_out}
"""


def test_an_amount_that_cannot_be_computed_is_left_out_whatever_else_has_its_name(
    tmp_path: Path,
) -> None:
    path = tmp_path / "own.yml"
    path.write_text(SCHEME, encoding="utf-8")
    scheme = open_scheme(str(path))
    (without,) = score(scheme, [Entry("a", "praise", exact(7))]).statements
    assert without.pay == {}
