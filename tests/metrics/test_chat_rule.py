"""Chat rules: what is shipped says where it is from; a desk's own win; mistakes name their line."""

from pathlib import Path

import pytest

from metrics.chat_rule import load_chat_rules, rule_of
from metrics.documents import Problem

RULE = """\
label: {en: Own, zh: 自定}
channels: [taobao]
as_of: "2026-11"
source: [the contract with the platform]
confidence: published
window: {from: "09:00", until: "21:30"}
replied_within: {unit: round, seconds: 60}
"""


@pytest.mark.parametrize("name", sorted(load_chat_rules()))
def test_a_shipped_rule_says_where_it_is_from_and_how_sure_it_is(name: str) -> None:
    rule = load_chat_rules()[name]
    assert rule.source and all(source.strip() for source in rule.source)
    assert rule.as_of[:2] == "20"
    assert rule.note is not None and rule.note.zh and rule.note.en
    if rule.confidence in ("reported", "disputed", "published"):
        assert any("." in source for source in rule.source), "names a public page"


def test_every_platform_has_one_rule_and_every_other_channel_has_one_too() -> None:
    rules = load_chat_rules()
    platforms = ("taobao", "tmall", "jd", "douyin", "pinduoduo", "kuaishou", "xiaohongshu")
    found = {channel: rule_of(rules, channel)[0] for channel in (*platforms, "elsewhere", None)}
    assert found == {
        "taobao": "taobao",
        "tmall": "taobao",
        "jd": "jd",
        "douyin": "douyin",
        "pinduoduo": "pinduoduo",
        "kuaishou": "kuaishou",
        "xiaohongshu": "xiaohongshu",
        "elsewhere": "standard",
        None: "standard",
    }
    named = [channel for rule in rules.values() for channel in rule.channels]
    assert len(named) == len(set(named))


def test_a_desks_own_rule_wins_for_the_channels_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "ours.yml").write_text(RULE.replace("taobao", "Taobao"), "utf-8")
    rules = load_chat_rules(tmp_path)
    assert rule_of(rules, "TAOBAO")[0] == "ours"
    assert rule_of(rules, "tmall")[0] == "taobao"


def test_a_rule_of_the_same_name_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "taobao.yml").write_text(RULE, "utf-8")
    rules = load_chat_rules(tmp_path)
    assert rules["taobao"].replied_within.seconds == 60
    assert rule_of(rules, "tmall")[0] == "standard"


@pytest.mark.parametrize(
    ("written", "instead", "line", "said"),
    [
        ('"09:00"', "23:00", 6, "in quotes"),
        ('"09:00"', '"9:00"', 6, "window"),
        ('"09:00"', '"21:30"', 6, "leave it out for all day"),
        ("unit: round", "unit: message", 7, "replied_within.unit"),
        ("seconds: 60", "seconds: 0", 7, "replied_within.seconds"),
        ("confidence: published", "confidence: sure", 5, "confidence"),
        ("source: [the contract with the platform]\n", "", 1, '"source" is missing'),
        ("channels:", "chanels:", 2, 'Did you mean "channels"?'),
        ("unit: round, seconds: 60}", "unit: round, seconds: 60}\nidle: 5", 8, "unknown key"),
    ],
)
def test_a_mistake_names_its_line(
    tmp_path: Path, written: str, instead: str, line: int, said: str
) -> None:
    assert written in RULE
    (tmp_path / "ours.yml").write_text(RULE.replace(written, instead), "utf-8")
    with pytest.raises(Problem) as problem:
        load_chat_rules(tmp_path)
    assert said in str(problem.value)
    assert f"line {line}:" in str(problem.value)


def test_two_rules_for_one_channel_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yml").write_text(RULE, "utf-8")
    with pytest.raises(Problem, match=r'b\.yml, line 2: "channels": a\.yml names .*"taobao" too'):
        load_chat_rules(tmp_path)
