"""Differences as people read them: numbers to two places, and why."""

from typing import Any

import pytest

from pipelines.cli.difference import print_difference


def row(was: str | None, now: str | None, **more: Any) -> dict[str, Any]:
    return {"agent_id": "a1", "what": "score", "was": was, "now": now, "behind": [], **more}


@pytest.mark.parametrize(
    ("was", "now", "shown"),
    [
        ("250/3", "83", ("83.33", "83")),
        ("250/3", "250001/3000", ("250/3", "250001/3000")),
        (None, "A/B team", ("—", "A/B team")),
    ],
)
def test_fractions_are_told_to_two_places_where_that_tells_them_apart(
    capsys: pytest.CaptureFixture[str], was: str | None, now: str, shown: tuple[str, str]
) -> None:
    print_difference([row(was, now)], "en")
    printed = capsys.readouterr().out
    assert all(f" {text} " in printed for text in shown)


def test_who_entered_nothing_new_changed_with_others(capsys: pytest.CaptureFixture[str]) -> None:
    print_difference([row("1", "2", cause="input"), row("1", "2", cause="program")], "en")
    assert capsys.readouterr().out.count("results of others") == 1
