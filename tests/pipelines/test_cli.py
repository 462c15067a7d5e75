"""The command line: help, exit codes, one sentence per mistake, and a light start."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assets.desk.init import init
from pipelines.__main__ import answer

COMMANDS = (
    "demo",
    "init",
    "run",
    "ingest",
    "measure",
    "appraise",
    "digest",
    "site",
    "close",
    "verify",
    "reopen",
    "correct",
    "approve",
    "signals",
    "simulate",
    "explain",
    "pull",
    "doctor",
    "dev",
    "kpis",
    "month-end",
    "sources",
    "schemes",
    "calendars",
    "staffing",
    "score",
)
HEAVY = ("dagster", "duckdb", "polars", "plotly", "pandas", "great_expectations", "pyarrow")


@pytest.fixture(autouse=True)
def english_without_a_desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DESKMARK_LANGUAGE", "en")
    monkeypatch.delenv("DESKMARK_HOME", raising=False)
    monkeypatch.chdir(tmp_path)


def test_help_names_every_command_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    from pipelines.cli.app import app

    assert answer(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f" {command} " in shown for command in COMMANDS)
    groups = {group.name for group in app.registered_groups}
    named = {one.name or one.callback.__name__ for one in app.registered_commands if one.callback}
    assert groups | named == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches_by_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    groups = {
        "kpis": "get",
        "month-end": "check",
        "sources": "check",
        "schemes": "show",
        "calendars": "show",
    }
    arguments = [command, groups[command]] if command in groups else [command]
    assert answer([*arguments, "--help"]) == 0
    assert f"deskmark {' '.join(arguments)}" in capsys.readouterr().out.split("Examples:")[-1]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["rum"], "No such command 'rum'. Did you mean 'run'?"),
        (
            ["run", "--form", "2026-10-01"],
            "No such option: --form (Possible options: --from, --home, --to)",
        ),
        (["run", "--from", "1.10.2026"], "is not a day; write it as 2026-10-31."),
        (["run", "--from", "2026-02-30"], "is not a day; write it as 2026-10-31."),
        (["run", "--from", "2026-10-02", "--to", "2026-10-01"], "lies after --to 2026-10-01"),
        (["appraise"], "Missing option '--period'"),
        (["appraise", "--period", "October"], "is not a period; write it as 2026-10."),
        (["run"], "is not a desk (it has no desk.yml)"),
        (["run", "--home", "nowhere"], "there is no desk here; make one with: deskmark init"),
        (["--home", "nowhere", "run"], "there is no desk here; make one with: deskmark init"),
        (["doctor", "--home", "nowhere"], "there is no desk here"),
        (["kpis", "show", "answer_rat"], 'There is no KPI "answer_rat". Did you mean'),
        (["kpis", "get", "answer_rate"], "is not a desk"),
        (["sources", "show", "queue_log"], 'There is no source "queue_log".'),
        (["sources", "check", "nothing.csv"], "nothing.csv: there is no such file."),
        (["demo", "--days", "0"], "Input should be greater than or equal to 1"),
        (["score", "taobao-kpi-tiers", "--inputs", "none.csv"], "none.csv: there is no such file."),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_2(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(arguments) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert len(said.err.splitlines()) == 1
    assert said.out == ""


def test_home_means_the_same_before_and_after_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = str(init(tmp_path / "desk").home)
    answers = []
    for arguments in (["--home", home, "doctor", "--json"], ["doctor", "--home", home, "--json"]):
        assert answer(arguments) == 0
        answers.append(json.loads(capsys.readouterr().out))
    assert answers[0] == answers[1]


def test_init_makes_a_desk_and_says_what_comes_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(["init", "my desk", "--language", "zh"]) == 0
    assert "新客服台" in capsys.readouterr().out
    assert (tmp_path / "my desk" / "desk.yml").is_file()
    assert answer(["init", "my desk"]) == 2


def test_a_wrong_key_in_desk_yml_is_named_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = init(tmp_path / "desk").home / "desk.yml"
    settings.write_text("name: x\ntime_zone: UTC\nlandig: here\n", encoding="utf-8")
    assert answer(["doctor", "--home", str(tmp_path / "desk")]) == 2
    assert 'desk.yml, line 3: unknown key "landig".' in capsys.readouterr().err


def test_doctor_answers_machines_as_agreed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = init(tmp_path / "desk").home
    assert answer(["doctor", "--home", str(home), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is True
    assert {tuple(finding) for finding in said["findings"]} == {
        ("level", "what", "where", "remedy")
    }


def test_demo_leaves_somebodys_own_desk_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = init(tmp_path / "desk").home
    assert answer(["demo", "--home", str(home)]) == 2
    assert "this is a desk of somebody's own" in capsys.readouterr().err


def test_a_run_during_another_says_who_is_at_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = init(tmp_path / "desk").home
    code = (
        "from pathlib import Path; from assets.desk.home import open_desk; "
        f"from assets.desk.lock import one_run; desk = open_desk(Path({str(home)!r}))\n"
        "with one_run(desk): print('held', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert answer(["run", "--home", str(home)]) == 2
        holder.communicate("\n")
    said = capsys.readouterr().err
    assert f"another run is under way (process {holder.pid}, since " in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["run", "--help"],
        ["kpis", "list"],
        ["sources", "list"],
        ["schemes", "list"],
        ["score", "--help"],
        ["score", "taobao-kpi-tiers", "--inputs", "none.csv"],
    ],
)
def test_light_commands_import_no_heavy_library(arguments: list[str]) -> None:
    code = (
        "import sys; from pipelines.__main__ import answer; answer(sys.argv[1:]); "
        f"print('HEAVY', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, *arguments]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert said.stdout.splitlines()[-1] == "HEAVY []"


def test_the_module_runs_as_a_program_and_passes_on_its_exit_code() -> None:
    command = [sys.executable, "-m", "pipelines", "rum"]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr == "No such command 'rum'. Did you mean 'run'?\n"
