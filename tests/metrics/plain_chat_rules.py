"""Chat rules as counting by hand takes them: read from the YAML, without the engine's reader."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.metrics.brute_force.chat_rules import ChatRule, Rules, Window
from tests.sql.logs.rules import RuleFiles

SHIPPED = Path(__file__).parents[2] / "metrics" / "chat_rules"


def write_rules(folder: Path, files: RuleFiles) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in files.items():
        text = yaml.safe_dump(document, allow_unicode=True)
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return folder


def plain_rules(own: RuleFiles) -> Rules:
    """A desk's own file stands in the place of a shipped one of its name, and for its channels."""
    shipped = {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in SHIPPED.glob("*.yml")
        if path.stem not in own
    }
    return _by_channel(shipped.values()) | _by_channel(own.values())


def _by_channel(documents: Iterable[Mapping[str, Any]]) -> dict[str, ChatRule]:
    return {
        channel.lower(): _rule(document)
        for document in documents
        for channel in document.get("channels", ())
    }


def _rule(document: Mapping[str, Any]) -> ChatRule:
    within, window = document["replied_within"], document.get("window")
    slow = document.get("slow_chat") or {}
    return ChatRule(
        unit=within["unit"],
        by_every=within.get("judged_by") == "every",
        within=within["seconds"],
        window=window and _window(window),
        cap=document.get("round_cap_seconds"),
        unanswered=document.get("unanswered_seconds"),
        idle_split=document.get("idle_split_seconds"),
        exempts_closings=document.get("closings") == "exempt",
        slow_replies=slow.get("replies", 3),
        slow_seconds=slow.get("seconds", 120),
    )


def _window(window: Mapping[str, Any]) -> Window:
    return Window(
        _second(window["from"]),
        _second(window["until"]),
        window.get("by") == "session",
        window.get("outside") == "unanswered",
    )


def _second(shown: str) -> int:
    hours, minutes, *rest = map(int, shown.split(":"))
    return hours * 3600 + minutes * 60 + sum(rest)
