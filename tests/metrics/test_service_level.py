"""Service-level policies: shipped ones and a desk's own."""

from pathlib import Path

import pytest

from metrics.documents import Problem
from metrics.service_level import load_policies


def test_a_desks_own_policy_wins_for_the_queues_that_it_names(tmp_path: Path) -> None:
    text = "label: {en: Fast, zh: 快}\nqueues: [vip]\nanswer_within_seconds: 10\n"
    text += 'short_abandon_seconds: 3\nformula: F3\ntarget: "0.9"\n'
    (tmp_path / "vip.yml").write_text(text, encoding="utf-8")
    policies = load_policies(tmp_path)
    assert {name: policy.queues for name, policy in policies.items()} == {
        "standard": ("*",),
        "vip": ("vip",),
    }
    (tmp_path / "twice.yml").write_text(text, encoding="utf-8")
    with pytest.raises(Problem, match=r"names queue \"vip\" too"):
        load_policies(tmp_path)
