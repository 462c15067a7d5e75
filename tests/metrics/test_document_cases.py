"""Every worked example of the documents that are no scored sheets, and their other readings."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from metrics.appraisal_calendar import AppraisalCalendar
from metrics.document_head import Document
from metrics.scheme_files import scheme_files, scored_files
from metrics.shelf import open_document
from tests.metrics.document_answers import ANSWERS, of_calendar, same

FOLDER = Path(__file__).parent / "cases"
FILES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in FOLDER.glob("*.yml")}
DOCUMENTS = {name: file for name, file in FILES.items() if "document" in file}
CALENDARS = FILES["calendar-rules"]["cases"]
UNSCORED = [name for name in scheme_files() if name not in scored_files()]


def cases() -> Iterator[Any]:
    for name, file in DOCUMENTS.items():
        for case in file["cases"]:
            yield pytest.param(file["document"], case, id=f"{name}: {case['name']}")


@pytest.mark.parametrize(("name", "case"), cases())
def test_case(name: str, case: dict[str, Any]) -> None:
    document = open_document(name, case.get("settings"))
    assert isinstance(document, Document)
    found = ANSWERS[document.kind](document, case["given"])
    assert same(found, case["expect"]), found


@pytest.mark.parametrize("case", CALENDARS, ids=[case["name"] for case in CALENDARS])
def test_calendar(case: dict[str, Any]) -> None:
    found = of_calendar(AppraisalCalendar.model_validate(case["period"]), case["given"])
    assert same(found, case["expect"]), found


@pytest.mark.parametrize("name", UNSCORED)
def test_every_worked_example_has_a_case(name: str) -> None:
    document = open_document(name)
    assert document.catalogue is not None
    known = DOCUMENTS.get(name, {"cases": []})["cases"]
    examples = {case["example"] for case in known if "example" in case}
    assert len(examples) == document.catalogue.examples


def test_a_case_that_expects_something_else_fails() -> None:
    assert not same({"a": None}, {"a": 0})
    assert not same({}, {"a": None})
    assert not same({"a": [True]}, {"a": [True, True]})


def test_every_other_reading_of_a_document_has_a_case() -> None:
    wanted = {
        (document, name, choice)
        for document in UNSCORED
        for name, option in open_document(document).options.items()
        for choice in option.choices
        if choice != option.default
    }
    tried = {
        (file["document"], name, choice)
        for file in DOCUMENTS.values()
        for case in file["cases"]
        for name, choice in case.get("settings", {}).items()
    }
    assert wanted == tried
