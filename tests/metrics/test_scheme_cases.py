"""Every worked example of every scheme, and its other readings: the YAML beside this file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from metrics.entry import Entry
from metrics.exact import exact
from metrics.scheme_files import open_scheme, scheme_files
from metrics.score import score
from metrics.statement import ScoredLine, Statement

FOLDER = Path(__file__).parent / "cases"
DOCUMENTS = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in FOLDER.glob("*.yml")}


def cases() -> Iterator[Any]:
    for document in DOCUMENTS.values():
        for case in document["cases"]:
            yield pytest.param(document["scheme"], case, id=f"{document['scheme']}: {case['name']}")


@pytest.mark.parametrize(("scheme", "case"), cases())
def test_case(scheme: str, case: dict[str, Any]) -> None:
    periods = case.get("periods") or [{"given": case["given"], "expect": case["expect"]}]
    entries = [
        Entry("a1", name, None if value == "n/a" else exact(value), f"2026-{month:02d}")
        for month, one in enumerate(periods, start=1)
        for name, value in (one["given"] or {}).items()
        if value is not None
    ]
    # Somebody is appraised every month, so that an absent month is known to be one.
    entries += [
        Entry("zz", "score", exact(99), f"2026-{month:02d}", group="other")
        for month in range(1, len(periods) + 1)
    ]
    appraisal = score(open_scheme(scheme, case.get("settings")), entries)
    assert not appraisal.faults
    statements = {one.period: one for one in appraisal.statements if one.agent_id == "a1"}
    for month, one in enumerate(periods, start=1):
        if one["given"] is not None:
            _compare(statements[f"2026-{month:02d}"], one["expect"])


def _compare(statement: Statement, expected: dict[str, Any]) -> None:
    assert statement.problem is None
    if "score" in expected:
        assert statement.score == exact(expected["score"])
    if "pay" in expected:
        assert {name: str(amount) for name, amount in statement.pay.items()} == expected["pay"]
    if "flags" in expected:
        assert [flag.id for flag in statement.flags] == expected["flags"]
    if "assumed" in expected:
        assert list(statement.assumed) == expected["assumed"]
    lines = {line.line: line for line in statement.lines}
    for name, wanted in expected.get("lines", {}).items():
        _compare_line(lines[name], wanted)


def _compare_line(line: ScoredLine, wanted: dict[str, Any]) -> None:
    found = line.as_json()
    for key, value in wanted.items():
        if key in ("points", "weight", "weighted") and value is not None:
            assert exact(found[key]) == exact(value), (line.line, key)
        else:
            assert found[key] == value, (line.line, key)


@pytest.mark.parametrize("name", scheme_files())
def test_every_worked_example_of_the_catalogue_has_a_case(name: str) -> None:
    catalogue = open_scheme(name).catalogue
    assert catalogue is not None
    examples = {case["example"] for case in DOCUMENTS[name]["cases"] if "example" in case}
    assert examples == {f"G{number}" for number in range(1, catalogue.examples + 1)}
