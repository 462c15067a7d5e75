"""Every worked example of every scheme, and its other readings: the YAML beside this file.

A case gives one person's form (`given`), the same person's `periods`, or several `people`; or it
says in which period `days` fall. `refused` is part of the sentence with which the scheme scores
nobody. A window of `summaries` may be `absent`.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from metrics.documents import Problem
from metrics.entry import Entry
from metrics.exact import exact, plain
from metrics.period import period_of
from metrics.scheme_files import open_scheme, scored_files
from metrics.score import score
from metrics.statement import ScoredLine, Statement
from tests.metrics.forms import entries_of, months

FOLDER = Path(__file__).parent / "cases"
DOCUMENTS = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in FOLDER.glob("*.yml")}
SCORED = {name: document for name, document in DOCUMENTS.items() if "scheme" in document}
NUMBERS = ("points", "weight", "weighted")


def cases() -> Iterator[Any]:
    for document in SCORED.values():
        for case in document["cases"]:
            scheme = case.get("scheme", document["scheme"])  # of another document of the entry
            yield pytest.param(scheme, case, id=f"{document['scheme']}: {case['name']}")


@pytest.mark.parametrize(("scheme", "case"), cases())
def test_case(scheme: str, case: dict[str, Any]) -> None:
    for day, month in case.get("days", {}).items():
        assert period_of(day, starts_on=open_scheme(scheme).starts_on) == month, day
    if "days" in case:
        return
    people = case.get("people") or {"a1": case}
    entries: list[Entry] = []
    wanted: dict[tuple[str, str], Any] = {}
    names: set[str] = set()
    for agent, one in people.items():
        periods = one.get("periods") or [{key: one.get(key) for key in ("given", "expect")}]
        for period, filled in zip(
            months(len(periods), case.get("from", "2026-01")), periods, strict=True
        ):
            names.add(period)
            if filled["given"] is not None:
                entries += entries_of(agent, period, filled["given"], one.get("group", ""))
                wanted[agent, period] = filled["expect"]
        for window, expected in (one.get("summaries") or {}).items():
            wanted[agent, window] = expected
    if not case.get("people"):
        # Somebody is appraised every month, so that an absent month is known to be one.
        entries += [
            entry
            for period in sorted(names)
            for entry in entries_of("zz", period, {"score": 99}, "other")
        ]
    opened = open_scheme(scheme, case.get("settings"))
    if "refused" in case:
        with pytest.raises(Problem, match=re.escape(case["refused"])):
            score(opened, entries)
        return
    appraisal = score(opened, entries)
    found = {(one.agent_id, one.period): one for one in appraisal.statements}
    for whom, expected in wanted.items():
        if expected == "absent":
            assert whom not in found
        elif expected is not None:
            _compare(found[whom], expected)


def _compare(statement: Statement, expected: dict[str, Any]) -> None:
    """`problem` is part of the English sentence; everything else is exact."""
    if "problem" in expected:
        assert statement.problem is not None
        assert expected["problem"] in statement.problem.en
    else:
        assert statement.problem is None, statement.problem
    if "score" in expected:
        wanted = expected["score"]
        assert statement.score == (None if wanted is None else exact(wanted))
    for name, found in (
        ("pay", {name: str(amount) for name, amount in statement.pay.items()}),
        ("flags", [flag.id for flag in statement.flags]),
        ("awards", list(statement.awards)),
        ("assumed", list(statement.assumed)),
        ("grade", statement.grade),
        ("level", statement.level),
        ("state", statement.state),
        ("rank", statement.rank),
    ):
        if name in expected:
            assert found == expected[name], name
    for name, numbers in (("blocks", statement.blocks), ("figures", statement.figures)):
        for key, wanted in expected.get(name, {}).items():
            assert plain(numbers[key]) == plain(exact(wanted)), (name, key)
    lines = {line.line: line for line in statement.lines}
    for name, wanted in expected.get("lines", {}).items():
        _compare_line(lines[name], wanted)


def _compare_line(line: ScoredLine, wanted: dict[str, Any]) -> None:
    found = line.as_json() | {"notes": [note.en for note in line.notes]}
    for key, value in wanted.items():
        if key in NUMBERS and value is not None:
            assert exact(found[key]) == exact(value), (line.line, key)
        else:
            assert found[key] == value, (line.line, key)


@pytest.mark.parametrize("name", scored_files())
def test_every_worked_example_of_the_catalogue_has_a_case(name: str) -> None:
    """Cases of one catalogue entry may lie in several files: `example: G3`."""
    catalogue = open_scheme(name).catalogue
    if catalogue is None:
        return
    examples = {case["example"] for case in DOCUMENTS[name]["cases"] if "example" in case}
    assert len(examples) == catalogue.examples
