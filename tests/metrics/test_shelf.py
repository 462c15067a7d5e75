"""The shelf: which entries of the catalogue are on it, and that each can be read by people."""

import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pytest
import yaml

from metrics.document_head import Document
from metrics.documents import Problem
from metrics.kinds.document_tables import tables_of
from metrics.kinds.hours import Hours
from metrics.kinds.kpi_list import KpiList
from metrics.kpi import load_kpis, with_variants
from metrics.label import Language
from metrics.scheme_files import open_scheme, scheme_files, scored_files
from metrics.shelf import KINDS, open_document, shelf
from tests.metrics.shelf_table import READMES, with_table

HERE = Path(__file__).parent
CATALOGUE: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "catalogue.yml").read_text("utf-8"))
MISTAKES = yaml.safe_load((HERE / "document_mistakes.yml").read_text("utf-8"))
PLACES = shelf()
UNSCORED = [name for name in scheme_files() if name not in scored_files()]
KPIS = with_variants(load_kpis())
LANGUAGES: list[Language] = ["en", "zh"]
TIMES = {"seconds", "minutes", "hours"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# what an employer may not simply do
CONTESTABLE = re.compile(r"罚款|开除|辞退|自动离职|停止试用|旷工|清零|不计薪|上一休一")


def test_the_catalogue_has_74_entries() -> None:
    assert len(CATALOGUE) == len({one["id"] for one in CATALOGUE.values()}) == 74


def test_whatever_is_on_the_shelf_is_an_entry_of_the_catalogue_and_stands_there_once() -> None:
    assert [(one.entry, one.id) for one in PLACES] == [
        (entry, one["id"])
        for entry, one in CATALOGUE.items()
        if entry in {place.entry for place in PLACES}
    ]
    files = [path for place in PLACES for path in place.place.split(", ")]
    assert [path for path, times in Counter(files).items() if times > 1] == []


def test_every_entry_is_on_the_shelf_with_every_example_that_the_catalogue_prints() -> None:
    assert [(one.entry, one.id, one.examples) for one in PLACES] == [
        (entry, one["id"], one["examples"]) for entry, one in CATALOGUE.items()
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readme_lists_the_shelf_as_it_is(language: Language) -> None:
    """If not: python -m tests.metrics.shelf_table"""
    text = READMES[language].read_text(encoding="utf-8")
    assert text == with_table(text, language)


def test_every_document_has_a_state() -> None:
    for place in PLACES:
        assert place.state.en.split(":")[0] in ("ready", "template", "needs parameters")
        assert CHINESE.search(place.state.zh)


@pytest.mark.parametrize("name", UNSCORED)
def test_every_kpi_that_a_document_names_is_in_the_catalogue_of_kpis(name: str) -> None:
    document = open_document(name)
    assert isinstance(document, Document)
    assert [kpi for kpi in document.kpis_named if kpi not in KPIS] == []


@pytest.mark.parametrize("name", UNSCORED)
def test_a_listed_kpi_has_the_unit_and_the_direction_of_the_catalogue(name: str) -> None:
    document = open_document(name)
    listed = document.kpis.values() if isinstance(document, KpiList) else ()
    for one in listed:
        known = KPIS[one.kpi]
        assert one.unit == known.unit or {one.unit, known.unit} <= TIMES, one.kpi
        assert one.better == known.better, one.kpi


@pytest.mark.parametrize("name", UNSCORED)
def test_a_document_is_told_in_both_languages(name: str) -> None:
    document = open_document(name)
    assert isinstance(document, Document)
    shapes = []
    for language in LANGUAGES:
        tables = tables_of(document, language)
        assert len(tables) > 1
        for table in tables:
            assert table.rows
            assert {len(row) for row in table.rows} == {len(table.headers)}
        text = " ".join(cell for table in tables for row in table.rows for cell in row)
        assert bool(CHINESE.search(text)) == (language == "zh")
        shapes.append([len(table.rows) for table in tables])
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("name", UNSCORED)
def test_every_label_is_in_its_language(name: str) -> None:
    labels = list(_labels(yaml.safe_load(_text(scheme_files()[name]))))
    assert [one["en"] for one in labels if CHINESE.search(one["en"])] == []
    assert [one["zh"] for one in labels if not CHINESE.search(one["zh"])] == []


def _labels(tree: Any) -> Iterator[dict[str, str]]:
    if isinstance(tree, dict) and set(tree) == {"en", "zh"}:
        yield tree
    elif isinstance(tree, dict | list):
        for part in tree.values() if isinstance(tree, dict) else tree:
            yield from _labels(part)


@pytest.mark.parametrize("name", UNSCORED)
def test_what_may_not_be_lawful_is_marked(name: str) -> None:
    text = scheme_files()[name].read_text(encoding="utf-8")
    if CONTESTABLE.search(text):
        assert "HR and legal" in text and "咨询人事与法务" in text


def test_an_unknown_kind_is_named_with_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text("id: mine\nkind: check_list\n", encoding="utf-8")
    with pytest.raises(Problem, match=r'no kind "check_list". Did you mean "checklist"\?'):
        open_document("mine", folder=tmp_path)
    (tmp_path / "mine.yml").write_text("id: mine\n", encoding="utf-8")
    with pytest.raises(Problem, match=r'"kind" is missing; add it\. Known here: .*scored'):
        open_document("mine", folder=tmp_path)


def test_a_kind_may_be_quoted_and_a_missing_one_is_not_passed_over(tmp_path: Path) -> None:
    text = _text(scheme_files()["overtime-rules"])
    own = tmp_path / "overtime-rules.yml"
    own.write_text(text.replace("kind: hours", 'kind: "hours"'), encoding="utf-8")
    assert open_document("overtime-rules", folder=tmp_path).kind == "hours"
    own.write_text(text.replace("kind: hours\n", ""), encoding="utf-8")
    assert "overtime-rules" in scored_files(tmp_path)
    with pytest.raises(Problem, match='"kind" is missing'):
        open_scheme("overtime-rules", folder=tmp_path)


def test_only_scored_sheets_score() -> None:
    assert "taobao-kpi-tiers" in scored_files() and "overtime-rules" not in scored_files()
    with pytest.raises(Problem, match=r"no scored sheet \(hours\); see: deskmark schemes show"):
        open_scheme("overtime-rules")


def test_a_desk_may_override_what_ships_and_its_own_documents_stand_apart(tmp_path: Path) -> None:
    shipped = scheme_files()["overtime-rules"]
    own = tmp_path / "overtime-rules.yml"
    own.write_text(_text(shipped).replace("gate_hours: 4", "gate_hours: 2"), encoding="utf-8")
    (place,) = [one for one in shelf(tmp_path) if one.id == "overtime-rules"]
    assert place.place == str(own)
    document = open_document("overtime-rules", folder=tmp_path)
    assert isinstance(document, Hours) and document.overtime is not None
    assert document.overtime.gate_hours == 2


def test_parts_of_one_entry_are_one_row(tmp_path: Path) -> None:
    text = _text(scheme_files()["overtime-rules"])
    part = text.replace("id: overtime-rules", "id: overtime-rules-pay").replace(
        "examples: 3", "examples: 1"
    )
    (tmp_path / "overtime-rules-pay.yml").write_text(part, encoding="utf-8")
    (place,) = [one for one in shelf(tmp_path) if one.entry == "B35"]
    assert (place.id, place.examples) == ("overtime-rules", 4)
    assert place.place.startswith("metrics/schemes/overtime-rules.yml, ")


def test_an_unknown_reading_and_a_reading_of_nothing_are_named() -> None:
    with pytest.raises(Problem, match=r'"over_the_gate" has no choice "exces"\. Did you mean'):
        open_document("overtime-rules", {"over_the_gate": "exces"})
    with pytest.raises(Problem, match=r'no option "over_gate"\. Did you mean "over_the_gate"'):
        open_document("overtime-rules", {"over_gate": "excess"})


@pytest.mark.parametrize("mistake", MISTAKES, ids=[one["message"] for one in MISTAKES])
def test_a_mistake_is_named_with_its_place(mistake: dict[str, str], tmp_path: Path) -> None:
    name = mistake["document"]
    text = _text(scheme_files()[name])
    assert mistake["old"] in text
    changed = text.replace(mistake["old"], mistake["new"])
    (tmp_path / f"{name}.yml").write_text(changed, encoding="utf-8")
    with pytest.raises(Problem, match=mistake["message"]) as caught:
        open_document(name, folder=tmp_path)
    assert name in str(caught.value)


def test_every_kind_is_on_the_shelf() -> None:
    assert {open_document(name).kind for name in UNSCORED} == set(KINDS)


def _text(file: Traversable) -> str:
    return file.read_text(encoding="utf-8")
