"""The rules that the READMEs print are good as they stand."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from metrics.chat_rule import ChatRule
from metrics.documents import parse_document
from metrics.schedule import Schedule
from metrics.schedule_files import load_schedules
from metrics.service_level import Policy
from metrics.ticket_policy import TicketPolicy

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_opening_hours_and_service_levels_can_be_copied(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(label: .+?)```", text, flags=re.DOTALL)
    kinds = [
        next(kind for key, kind in KINDS.items() if re.search(f"^{key}", block, re.MULTILINE))
        for block in blocks
    ]
    assert {*kinds} == {*KINDS.values()}
    for block, kind in zip(blocks, kinds, strict=True):
        parse_document(block, kind, where=readme)
    assert all(f"`{name}`" in text for name in load_schedules())


KINDS: dict[str, type[BaseModel]] = {
    "versions:": Schedule,
    "queues:": Policy,
    "targets:": TicketPolicy,
    "channels:": ChatRule,
}
