"""What starts by itself, and for which day or period."""

from datetime import date, datetime
from pathlib import Path

import dagster as dg
import pytest

from pipelines.definitions import defs
from pipelines.schedules import after_the_period, request_for
from pipelines.sensors import landing
from tests.assets.appraisal_desk import make_desk as make_appraisal_desk
from tests.assets.ledger.closing_desk import closed_desk, make_closing_warehouse
from tests.conftest import MakeDesk


def evaluated(name: str, at: datetime) -> dg.RunRequest:
    schedule = defs.resolve_schedule_def(name)
    with dg.instance_for_test() as instance:
        context = dg.build_schedule_context(
            instance, scheduled_execution_time=at, repository_def=defs.get_repository_def()
        )
        requests = schedule.evaluate_tick(context).run_requests
    assert requests is not None and len(requests) == 1
    return requests[0]


def test_the_morning_measures_yesterday() -> None:
    request = evaluated("every_morning", datetime.fromisoformat("2026-11-20T05:30:00+00:00"))
    assert request.partition_key == "2026-11-19"


@pytest.mark.parametrize("day", ["2026-11-01", "2026-11-05"])
def test_the_period_that_ended_is_scored_in_the_next_ones_first_days(day: str) -> None:
    request = evaluated("after_the_period", datetime.fromisoformat(f"{day}T06:00:00+00:00"))
    assert request.partition_key == "2026-10"
    assert after_the_period.cron_schedule == "0 6 1-5 * *"


def test_the_sensor_asks_for_a_run_when_something_lands_and_only_then(
    make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = make_desk()
    monkeypatch.setenv("DESKMARK_HOME", str(desk.home))

    def seen(cursor: str | None) -> tuple[dg.RunRequest | dg.SkipReason, str | None]:
        context = dg.build_sensor_context(cursor=cursor)
        answer = landing(context)
        assert isinstance(answer, dg.RunRequest | dg.SkipReason)
        return answer, context.cursor

    nothing, cursor = seen(None)
    assert isinstance(nothing, dg.SkipReason)
    file = Path(desk.landing) / "a.csv"
    file.write_text("a\n1\n", encoding="utf-8")
    first, cursor = seen(cursor)
    assert isinstance(first, dg.RunRequest)
    again, cursor = seen(cursor)
    assert isinstance(again, dg.SkipReason)
    file.write_text("a\n1\n2\n", encoding="utf-8")
    changed, _ = seen(cursor)
    assert isinstance(changed, dg.RunRequest) and changed.run_key != first.run_key


def test_a_desk_with_a_window_is_scored_inside_it_and_never_once_closed(tmp_path: Path) -> None:
    plan = {"execution": {"first": 7, "last": 9, "holidays": "roll"}}
    desk = make_appraisal_desk(tmp_path, appraisal=plan)
    asked = {day: request_for(desk, date(2026, 11, day)) for day in (6, 9, 11, 12)}
    runs = {day: one for day, one in asked.items() if isinstance(one, dg.RunRequest)}
    assert {day: one.partition_key for day, one in runs.items()} == {9: "2026-10", 11: "2026-10"}
    with make_closing_warehouse() as connection:
        closed_desk(connection, desk)
    assert isinstance(request_for(desk, date(2026, 11, 9)), dg.SkipReason)
