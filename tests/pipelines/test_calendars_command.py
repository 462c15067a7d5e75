"""deskmark calendars: what is listed, and the dates of a schedule in both languages."""

import json
from pathlib import Path

import pytest

from assets.desk.init import init
from pipelines.__main__ import answer

MAKE_UP = ["--from", "2026-09-30", "--to", "2026-10-10"]


@pytest.fixture(autouse=True)
def without_a_desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DESKMARK_LANGUAGE", "en")
    monkeypatch.delenv("DESKMARK_HOME", raising=False)
    monkeypatch.chdir(tmp_path)


def test_a_make_up_day_is_marked_and_a_holiday_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(["calendars", "show", "cn_office", *MAKE_UP]) == 0
    shown = capsys.readouterr().out
    assert "2026-10-10   Sat       09:00-12:00  13:30-18:00   make-up workday" in shown
    assert "2026-10-01   Thu       closed                     holiday · National Day" in shown
    monkeypatch.setenv("DESKMARK_LANGUAGE", "zh")
    assert answer(["calendars", "show", "cn_office", *MAKE_UP]) == 0
    shown = capsys.readouterr().out
    assert "节假日 · 国庆节" in shown
    assert "调休上班" in shown


def test_machines_read_the_same_dates(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["calendars", "show", "cn_office", *MAKE_UP, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["covers"] == {"queues": [], "shops": [], "teams": []}
    assert [day["kind"] for day in told["days"]] == [
        "weekday",
        *["holiday"] * 7,
        *["weekday"] * 2,
        "make_up_day",
    ]
    assert told["days"][-1]["hours"] == ["09:00-12:00", "13:30-18:00"]


def test_a_desks_own_schedules_say_whom_they_cover(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = init(tmp_path / "desk", language="zh").home
    text = (
        "label: {en: Night, zh: 夜班}\nlike: always\ncovers: {queues: [hotline], teams: [夜班组]}\n"
    )
    (home / "calendars" / "night.yml").write_text(text, encoding="utf-8")
    assert answer(["calendars", "list", "--home", str(home)]) == 0
    lines = capsys.readouterr().out.splitlines()
    (night,) = (line for line in lines if line.startswith(" night"))
    assert "队列 hotline, 班组 夜班组" in night
    (always,) = (line for line in lines if line.startswith(" always"))
    assert "其他所有" in always
    assert answer(["calendars", "list", "--home", str(home), "--json"]) == 0
    told = {one["id"]: one["covers"] for one in json.loads(capsys.readouterr().out)}
    assert told["always"] == "everybody"
    assert told["night"] == {"queues": ["hotline"], "shops": [], "teams": ["夜班组"]}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["cn_offic"], 'There is no schedule "cn_offic". Did you mean "cn_office"?'),
        (["always", "--from", "2026-02-02", "--to", "2026-02-01"], "--to is before --from."),
    ],
)
def test_mistakes_are_one_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(["calendars", "show", *arguments]) == 2
    assert sentence in capsys.readouterr().err
