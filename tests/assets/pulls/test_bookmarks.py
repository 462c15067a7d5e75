"""A pull that stops, is killed or loses its bookmark goes on where it was."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assets.desk.home import open_desk
from assets.pulls import pull as pulling_module
from assets.pulls.state import state_path
from tests.assets.pulls.pulls import Pulls
from tests.assets.pulls.service import DAY, Answer, FakeService, ticket


def test_pages_before_a_failure_are_kept_and_the_next_pull_goes_on_behind_them(
    pulls: Pulls, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling_module, "RECORDS_A_FILE", 2)
    service.troubles = [Answer(401, only="users")]
    (stopped,) = pulls("zendesk")
    assert stopped.trouble is not None and pulls.ids("tickets-*") == [1, 2, 3, 4, 5]
    service.asked.clear()
    pulls("zendesk")
    assert "cursor=5" in service.asked[0]
    assert pulls.ids("tickets-*") == [1, 2, 3, 4, 5] and len(pulls.ids("ticket_events-*")) == 5


@pytest.mark.parametrize("moment", ["file", "bookmark"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_killed_before_any_file_or_bookmark_the_next_pull_completes_to_the_same_files(
    pulls: Pulls, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, moment: str, count: int
) -> None:
    monkeypatch.setattr(pulling_module, "RECORDS_A_FILE", 2)
    name = "write_whole" if moment == "file" else "write_state"
    write: Callable[..., None] = getattr(pulling_module, name)
    written = 0

    def killed(path: Path, content: object) -> None:
        nonlocal written
        written += 1
        if written >= count:
            path.with_name(path.name + ".part").write_bytes(b"half")
            raise SystemExit
        write(path, content)

    state_path(pulls.desk, "x").parent.mkdir(parents=True)
    (pulls.desk.landing / "pulls" / "zendesk").mkdir(parents=True)
    with monkeypatch.context() as patch:
        patch.setattr(pulling_module, name, killed)
        with pytest.raises(SystemExit):
            pulls("zendesk")
    pulls("zendesk")
    assert pulls.ids("tickets-*") == [1, 2, 3, 4, 5]
    assert len(pulls.ids("ticket_events-*")) == 5
    assert not list((pulls.desk.landing / "pulls").rglob("*.part"))


def test_without_var_the_names_of_the_files_tell_where_to_go_on(
    pulls: Pulls, service: FakeService
) -> None:
    pulls()
    for name in ("zendesk", "shop"):
        state_path(pulls.desk, name).unlink()
    service.asked.clear()
    pulls()
    assert f"start_time={DAY + 300}" in service.asked[0]
    assert pulls.ids("tickets-*") == pulls.ids("orders-*") == [1, 2, 3, 4, 5]


def test_a_broken_bookmark_is_as_none(pulls: Pulls) -> None:
    pulls("zendesk")
    state_path(pulls.desk, "zendesk").write_text("{", encoding="utf-8")
    assert pulls("zendesk")[0].trouble is None
    assert pulls.ids("tickets-*") == [1, 2, 3, 4, 5]


def test_an_earlier_since_fetches_the_earlier_part(pulls: Pulls, service: FakeService) -> None:
    pulls("zendesk")
    text = (pulls.desk.home / "desk.yml").read_text(encoding="utf-8")
    (pulls.desk.home / "desk.yml").write_text(
        text.replace("since: 2026-01-01", "since: 2025-12-01"), encoding="utf-8"
    )
    service.tickets.insert(0, ticket(0, DAY - 20 * 86_400))
    Pulls(open_desk(pulls.desk.home))("zendesk")
    assert 0 in pulls.ids("tickets-*")
