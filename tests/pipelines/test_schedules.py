"""What starts by itself, and for which day or period."""

from datetime import datetime
from pathlib import Path

import dagster as dg
import pytest

from pipelines.definitions import defs
from pipelines.schedules import after_the_period
from pipelines.sensors import landing
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
