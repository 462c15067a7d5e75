"""The desk: its settings, its folders, its key and its lock."""

import stat
import subprocess
import sys
from datetime import date, time
from pathlib import Path

import pytest

from assets.desk.home import Desk, desk_if_any, open_desk
from assets.desk.init import init
from assets.desk.lock import one_run
from assets.desk.settings import DeskSettings, SchemeUse
from metrics.documents import Problem, parse_document

LEAST = "name: North\ntime_zone: Asia/Shanghai\n"


def settings(text: str = "") -> DeskSettings:
    return parse_document(LEAST + text, DeskSettings, where="desk.yml")


def test_a_name_and_a_time_zone_are_enough() -> None:
    least = settings()
    assert (least.language, least.sources, least.schemes) == ("en", "all", [])
    assert (least.period_starts_on, least.day_starts_at_seconds) == (1, 0)
    assert least.privacy.keep_message_text is False


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"00:00"', time(0, 0)),
        ("04:30", time(4, 30)),  # a text: YAML takes no leading zero for a number
        ("6:30", time(6, 30)),  # YAML reads 390, base sixty
        ("23:59", time(23, 59)),  # likewise 1439
    ],
)
def test_the_day_boundary_is_a_time_of_day_quoted_or_not(written: str, meant: time) -> None:
    assert settings(f"day_starts_at: {written}").day_starts_at == meant


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("languge: zh", 'unknown key "languge". Did you mean "language"?'),
        ("language: cn", "\"language\": Input should be 'en' or 'zh'"),
        ("day_starts_at: 25:00", '"day_starts_at": not a time of day; write it as "04:30".'),
        ("day_starts_at: true", '"day_starts_at": not a time of day; write it as "04:30".'),
        ("currency: rmb", '"currency": \'rmb\' is not of the form "CNY".'),
        ("memory: 2", '"memory": 2 is not of the form "2GB".'),
        ("sources: zendesk", '"sources": write "all" or a list of source ids in brackets.'),
        ("period_starts_on: 29", '"period_starts_on": Input should be less than or equal to 28'),
        ("privacy: {keep_text: true}", 'Did you mean "keep_message_text"?'),
        ("schemes: [{scheme: a, since: 2026-13}]", 'is not of the form "2026-01".'),
        ("schemes: [{since: 2026-01}]", '"schemes.0.scheme" is missing; add it.'),
        ("name: South", '"name" stands twice; keep one.'),
    ],
)
def test_a_mistake_is_one_sentence_with_its_line(line: str, sentence: str) -> None:
    with pytest.raises(Problem) as problem:
        settings(line + "\n")
    (said,) = str(problem.value).splitlines()
    assert said.startswith("desk.yml, line 3: ")
    assert said.endswith(sentence)


@pytest.mark.parametrize(
    ("zone", "hint"),
    [
        ("asia/shangai", 'did you mean "Asia/Shanghai"?'),
        ("New_York", 'did you mean "America/New_York"?'),
        ("../../etc/passwd", 'write it as "Asia/Shanghai".'),
    ],
)
def test_an_unknown_time_zone_gets_the_nearest_known_one(zone: str, hint: str) -> None:
    with pytest.raises(Problem) as problem:
        parse_document(f"name: x\ntime_zone: {zone}", DeskSettings, where="desk.yml")
    assert str(problem.value).endswith(f'there is no time zone "{zone}"; {hint}')


def test_a_scheme_covers_the_periods_from_since_to_until() -> None:
    uses = settings("schemes: [{scheme: a, since: 2026-02, until: 2026-03}]")
    periods = ["2026-01", "2026-02", "2026-03", "2026-04"]
    assert [len(uses.schemes_in(period)) for period in periods] == [0, 1, 1, 0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_new_desk_reads_back_as_it_was_asked_for(tmp_path: Path, language: str) -> None:
    use = SchemeUse(scheme="a", teams=["售前一组"], since="2026-01", parameters={"x": "0.10"})
    desk = init(
        tmp_path / "客服 desk",
        language="zh" if language == "zh" else "en",
        name='Desk "7": 一',
        starts_on=date(2025, 3, 1),
        schemes=[use],
    )
    read = open_desk(desk.home).settings
    assert (read.name, read.language, read.starts_on) == (
        'Desk "7": 一',
        language,
        date(2025, 3, 1),
    )
    assert read.schemes == [use]
    assert all(folder.is_dir() for folder in (desk.landing, desk.people, desk.month_end))
    assert (desk.people / "agents.csv").read_text(encoding="utf-8").startswith("agent_id,name,team")
    assert 'Desk "7": 一' in (desk.home / "README.md").read_text(encoding="utf-8")


def test_the_key_is_secret_stable_and_out_of_version_control(tmp_path: Path) -> None:
    desk, other = init(tmp_path / "a"), init(tmp_path / "b")
    assert len(desk.pseudonym_key()) == 16
    assert desk.pseudonym_key() == desk.pseudonym_key() != other.pseudonym_key()
    if sys.platform != "win32":
        assert stat.S_IMODE((desk.home / ".pseudonym-key").stat().st_mode) == 0o600
    ignored = (desk.home / ".gitignore").read_text(encoding="utf-8").split()
    assert {"/.pseudonym-key", "/var/", "/site/", "/exports/", "/landing/"} <= set(ignored)


def test_a_lost_key_is_not_replaced_while_pseudonyms_of_the_old_one_exist(tmp_path: Path) -> None:
    desk = init(tmp_path / "a")
    (desk.home / ".pseudonym-key").unlink()
    desk.warehouse.parent.mkdir()
    desk.warehouse.touch()
    with pytest.raises(Problem, match="the key behind this desk's pseudonyms is missing"):
        desk.pseudonym_key()
    desk.warehouse.unlink()
    assert len(desk.pseudonym_key()) == 16


def test_init_leaves_a_folder_alone_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(Problem, match="not empty; name a new or empty one"):
        init(tmp_path)
    with pytest.raises(Problem, match="this is a file"):
        init(tmp_path / "notes.txt")
    init(tmp_path / "desk")
    with pytest.raises(Problem, match="a desk already"):
        init(tmp_path / "desk")


def test_init_with_a_wrong_setting_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="there is no time zone"):
        init(tmp_path / "desk", time_zone="Mars/Olympus")
    assert not (tmp_path / "desk").exists()


def test_a_cloned_repository_may_become_a_desk(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert init(tmp_path).home == tmp_path


def test_the_option_names_the_desk_before_the_environment_and_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, three = (init(tmp_path / name) for name in ("one", "two", "three"))
    monkeypatch.chdir(one.home)
    monkeypatch.delenv("DESKMARK_HOME", raising=False)
    assert open_desk() == one
    monkeypatch.setenv("DESKMARK_HOME", str(two.home))
    assert open_desk() == two
    assert open_desk(three.home) == three


def test_without_a_desk_the_sentence_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DESKMARK_HOME", raising=False)
    assert desk_if_any() is None
    with pytest.raises(Problem, match="name one with --home or DESKMARK_HOME"):
        open_desk()
    with pytest.raises(Problem, match="there is no desk here; make one with: deskmark init"):
        open_desk(tmp_path)


def test_a_second_run_hears_who_holds_the_desk_since_when(tmp_path: Path) -> None:
    desk = init(tmp_path / "desk")
    with one_run(desk):
        said = _try_to_run(desk)
    assert "another run is under way (process " in said
    assert ", since 2" in said
    assert _try_to_run(desk) == "free"


def test_a_killed_run_frees_the_desk(tmp_path: Path) -> None:
    desk = init(tmp_path / "desk")
    holder = subprocess.Popen(
        _holding(desk, "print('held', flush=True); input()"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(Problem, match=f"process {holder.pid}"), one_run(desk):
        pass
    holder.kill()
    holder.communicate()
    with one_run(desk):
        pass


def _holding(desk: Desk, then: str) -> list[str]:
    code = (
        "from pathlib import Path; from assets.desk.home import open_desk; "
        f"from assets.desk.lock import one_run; desk = open_desk(Path({str(desk.home)!r}))\n"
        f"with one_run(desk): {then}"
    )
    return [sys.executable, "-c", code]


def _try_to_run(desk: Desk) -> str:
    command = _holding(desk, "print('free')")
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return answer.stdout.strip() or answer.stderr
