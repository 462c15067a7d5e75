"""deskmark score and schemes: answers as agreed, mistakes in words, the right exit code."""

import json
from pathlib import Path
from typing import Any

import pytest

from metrics.scheme_files import open_scheme, scored_files
from pipelines.__main__ import answer

SECOND_EXAMPLE = {
    "inquiry_conversion_rate": "74.99%",
    "order_pay_rate": "85%",
    "aov_index": "1.08",
    "chat_reply_rate": "97%",
    "average_response_seconds": "45",
    "work_task": "8",
    "work_attitude": "4",
    "late_or_early_count": "2",
    "leave_days": "1",
}
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english_without_a_desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DESKMARK_LANGUAGE", "en")
    monkeypatch.delenv("DESKMARK_HOME", raising=False)
    monkeypatch.chdir(tmp_path)


def table(*rows: str, agents: tuple[str, ...] = ("a1",)) -> Path:
    path = Path("october.csv")
    known = [
        f"{agent},{name},{value},2026-10"
        for agent in agents
        for name, value in SECOND_EXAMPLE.items()
    ]
    path.write_text("\n".join(["agent_id,input,value,period", *known, *rows]), encoding="utf-8")
    return path


def score(path: Path, *options: str) -> int:
    return answer(["score", "taobao-kpi-tiers", "--inputs", str(path), *options])


def test_the_answer_to_a_machine_is_the_agreed_one(capsys: Captured) -> None:
    assert score(table(), "--json") == 0
    (found,) = json.loads(capsys.readouterr().out)
    lines = found.pop("lines")
    assert found == {
        "agent_id": "a1",
        "period": "2026-10",
        "scheme": "taobao-kpi-tiers",
        "score": "77",
        "grade": None,
        "pay": {"performance": "577.50"},
        "flags": [],
        "assumed": [],
    }
    assert lines[0] == {
        "line": "inquiry_conversion",
        "input": "0.7499",
        "rule": "65% ≤ x < 75% → 80",
        "points": "80",
        "weight": "35",
        "weighted": "28",
        "next": {"needs": "0.75", "gains": "7"},
    }
    assert [line["line"] for line in lines] == [
        "inquiry_conversion", "payment", "aov_index", "chat_reply", "chat_response",
        "work_task", "work_attitude", "attendance",
    ]  # fmt: skip


def test_an_endless_number_is_exact_beside_a_rounded_one(capsys: Captured) -> None:
    rows = (
        table()
        .read_text("utf-8")
        .replace("inquiry_conversion_rate,74.99%", "inquiry_conversion_rate,n/a")
    )
    Path("october.csv").write_text(rows, encoding="utf-8")
    assert score(Path("october.csv"), "--json") == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["score"], found["score_shown"]) == ("980/13", "75.38")
    assert found["lines"][0] | {"rule": ""} == {
        "line": "inquiry_conversion", "input": "", "rule": "", "points": None, "weight": "35",
        "weighted": None, "next": None,
    }  # fmt: skip


def test_one_agents_mistake_is_named_and_the_others_are_scored(capsys: Captured) -> None:
    path = table("a2,work_task,eight,2026-10", "a3,work_tsk,8,2026-10", "a1,work_task,8,2026-11")
    assert score(path, "--json") == 1
    said = capsys.readouterr()
    found = {(one["agent_id"], one["period"]): one for one in json.loads(said.out)}
    assert found["a1", "2026-10"]["score"] == "77"
    assert [found[key]["score"] for key in found if key != ("a1", "2026-10")] == [None, None, None]
    assert 'october.csv, line 11: a2 2026-10: value: "eight" is not a number' in said.err
    assert (
        'line 12: a3 2026-10: There is no input "work_tsk". Did you mean "work_task"?' in said.err
    )
    assert "october.csv: a1 2026-11: Missing: Inquiry conversion rate (inquiry_conv" in said.err


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("a1,work_task,9,2026-10", '"work_task" stands twice (first in line 7); keep one.'),
        ("a1,experience_notes,2.5,2026-10", "Experience notes: 2.5 is not a whole number."),
        ("a1,experience_notes,-1,2026-10", "Experience notes: -1 is below 0."),
    ],
)
def test_an_impossible_input_is_named_with_its_line(
    row: str, sentence: str, capsys: Captured
) -> None:
    assert score(table(row), "--json") == 1
    said = capsys.readouterr()
    assert f"line 11: a1 2026-10: {sentence}" in said.err
    assert json.loads(said.out)[0]["problem"] == sentence


def test_a_percentage_without_its_sign_is_not_taken_for_a_share(capsys: Captured) -> None:
    rows = table().read_text("utf-8").replace("chat_reply_rate,97%", "chat_reply_rate,97")
    Path("october.csv").write_text(rows, encoding="utf-8")
    assert score(Path("october.csv"), "--json") == 1
    sentence = "line 5: a1 2026-10: Chat reply rate: 97 is above 1; write a share as 75% or 0.75."
    assert sentence in capsys.readouterr().err


def test_a_rating_outside_its_range_is_named_by_its_line_of_the_form(capsys: Captured) -> None:
    rows = table().read_text("utf-8").replace("work_attitude,4", "work_attitude,6")
    Path("october.csv").write_text(rows, encoding="utf-8")
    assert score(Path("october.csv"), "--json") == 1
    assert "a1 2026-10: Work attitude: 6 is outside 0 to 5." in capsys.readouterr().err


def test_settings_choose_another_reading(capsys: Captured) -> None:
    path = table()
    assert score(path, "--json", "--set", "chat_reply_second_tier=printed") == 0
    assert json.loads(capsys.readouterr().out)[0]["score"] == "113"
    assert score(path, "--set", "chat_reply") == 2
    assert score(path, "--set", "notess=1") == 2
    assert 'no parameter or option "notess". Did you mean "notes"?' in capsys.readouterr().err


def test_people_read_a_table_in_their_language(capsys: Captured) -> None:
    path = table(agents=("a1", "a2"))
    assert score(path) == 0
    assert "Inquiry conversion" in capsys.readouterr().out
    assert score(path, "--language", "zh") == 0
    shown = capsys.readouterr().out
    assert "询单转化率" in shown
    assert "65% ≤ x < 75% → 80" in shown
    assert "0.75 → +7" in shown


def test_an_unknown_scheme_is_one_sentence(capsys: Captured) -> None:
    assert answer(["score", "taobao-kpi-tier", "--inputs", str(table())]) == 2
    said = capsys.readouterr().err
    assert said == 'there is no scheme "taobao-kpi-tier". Did you mean "taobao-kpi-tiers"?\n'


def schemes(capsys: Captured, *arguments: str) -> Any:
    assert answer(["schemes", *arguments, "--json"]) in (0, 1)
    return json.loads(capsys.readouterr().out)


def test_the_list_of_schemes_has_the_agreed_fields(capsys: Captured) -> None:
    (found,) = [one for one in schemes(capsys, "list", "--all") if one["id"] == "taobao-kpi-tiers"]
    assert found == {
        "id": "taobao-kpi-tiers",
        "title_en": "Taobao reps: KPI tier sheet",
        "title_zh": "客服部客服（指标）绩效考核表",
        "kind": "scored",
        "state": "ready",
        "place": "metrics/schemes/taobao-kpi-tiers.yml",
        "examples": 8,
    }


def test_a_scheme_is_shown_as_its_paper_form(capsys: Captured) -> None:
    assert answer(["schemes", "show", "taobao-kpi-tiers", "--language", "zh"]) == 0
    shown = capsys.readouterr().out
    assert all(text in shown for text in ("询单转化率", "x ≥ 75% → 100", "10 − 2 × 迟到早退次数"))
    document = schemes(capsys, "show", "taobao-kpi-tiers")
    assert document["lines"][0]["standard"][1] == "65% ≤ x < 75% → 80"


def test_a_form_shows_what_is_decided_beyond_its_rows(capsys: Captured) -> None:
    assert answer(["schemes", "show", "windfarm-safety-veto"]) == 0
    shown = capsys.readouterr().out
    assert all(text in shown for text in ("$production_weight", "production = 0 ← employee_deaths"))
    document = schemes(capsys, "show", "property-merit-ledger")
    assert ["total", "", "100 · ≥ 0 · ≤ 110"] in document["rules_en"]
    assert ["平均", "本单位本业务口月平均分", "score ≤ 102"] in document["rules_zh"]


@pytest.mark.parametrize("scheme", scored_files())
def test_every_shipped_form_can_be_shown(scheme: str, capsys: Captured) -> None:
    assert answer(["schemes", "show", scheme, "--language", "zh"]) == 0
    assert open_scheme(scheme).title.zh in capsys.readouterr().out.replace("\n", "")
    assert schemes(capsys, "show", scheme)["id"] == scheme


def test_a_row_that_waits_for_a_number_is_shown_as_it_is_written(capsys: Captured) -> None:
    document = schemes(capsys, "show", "safety-manager-scorecard")
    standards = {line["line"]: line["standard"] for line in document["lines"]}
    assert standards["injuries"] == ["target: $injuries_limit", "better: lower"]
    assert standards["accidents"][0] == "x < $accidents_limit: 100"


def test_lint_answers_with_what_is_doubtful_and_the_exit_code(capsys: Captured) -> None:
    text = (
        "id: own\nkind: scored\nperiod: month\n"
        "title: {en: Own, zh: 自}\ncovers: {en: All, zh: 全}\n"
        "inputs:\n  p: {label: {en: P, zh: 扬}, from: month_end, unit: count, better: higher}\n"
        "lines:\n  p:\n    label: {en: P, zh: 扬}\n    input: p\n    weight: 100\n"
        "    no_value: human\n    tiers: {bands: {x ≥ 5: TOP, x < 5: 0}}\n"
    )
    path = Path("own.yml")
    for top, code in (("100", 0), ("800", 1)):
        path.write_text(text.replace("TOP", top), encoding="utf-8")
        assert answer(["schemes", "lint", "own.yml", "--json"]) == code
        found = json.loads(capsys.readouterr().out)
        assert [one["level"] for one in found if one["level"] != "note"] == ["warn"] * code
    path.write_text(text.replace("TOP", "9").replace("weight: 100", "weight: 90"), encoding="utf-8")
    assert answer(["schemes", "lint", "own.yml"]) == 1
    assert "add up to 90" in " ".join(capsys.readouterr().out.split())
