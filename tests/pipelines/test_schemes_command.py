"""deskmark schemes: the catalogue as agreed, every kind of document as tables and as data."""

import json
from pathlib import Path

import pytest

from metrics.shelf import Place, shelf
from pipelines.__main__ import answer

Captured = pytest.CaptureFixture[str]
KEYS = ["id", "title_en", "title_zh", "kind", "state", "place", "examples"]


@pytest.fixture(autouse=True)
def english_without_a_desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DESKMARK_LANGUAGE", "en")
    monkeypatch.delenv("DESKMARK_HOME", raising=False)
    monkeypatch.chdir(tmp_path)


def test_the_whole_catalogue_is_listed_for_machines_as_agreed(capsys: Captured) -> None:
    assert answer(["schemes", "list", "--all", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [list(row) for row in rows] == [KEYS] * len(shelf())
    assert [row["id"] for row in rows] == [place.id for place in shelf()]
    (row,) = [row for row in rows if row["id"] == "safety-dept-quarterly"]
    assert row["state"] == "needs parameters: points_of_items, pay_table"


def test_without_all_only_what_can_score_is_listed(capsys: Captured) -> None:
    assert answer(["schemes", "list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["kind"] for row in rows} == {"scored"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_catalogue_is_a_table_in_either_language(language: str, capsys: Captured) -> None:
    assert answer(["schemes", "list", "--all", "--language", language]) == 0
    out = capsys.readouterr().out
    assert ("加班管理制度" in out) == (language == "zh")
    assert ("template" in out) == (language == "en")


@pytest.mark.parametrize("place", shelf(), ids=[place.id for place in shelf()])
def test_every_document_can_be_shown_as_tables_and_as_data(place: Place, capsys: Captured) -> None:
    name = place.id
    for language in ("en", "zh"):
        assert answer(["schemes", "show", name, "--language", language]) == 0
        assert len(capsys.readouterr().out.splitlines()) > 5
    assert answer(["schemes", "show", name, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == name


def test_a_form_shows_what_it_assumes_and_what_people_decide(capsys: Captured) -> None:
    assert answer(["schemes", "show", "cs-staff-framework"]) == 0
    out = capsys.readouterr().out
    assert "scale 1–5 (assumed)" in out
    assert "a person decides, after checking with HR and legal" in out


def test_a_form_cannot_be_scored(capsys: Captured) -> None:
    Path("in.csv").write_text("agent_id,input,value\n", encoding="utf-8")
    assert answer(["score", "csc-five-posts", "--inputs", "in.csv"]) == 2
    assert "it is no scored sheet (rating_form)" in capsys.readouterr().err
    assert answer(["schemes", "lint", "csc-five-posts"]) in (1, 2)
    assert "it is no scored sheet (rating_form)" in "".join(capsys.readouterr())


def test_an_unknown_document_is_named_with_the_nearest_one(capsys: Captured) -> None:
    assert answer(["schemes", "show", "overtime-rule"]) == 2
    assert 'Did you mean "overtime-rules"?' in capsys.readouterr().err
