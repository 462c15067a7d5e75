"""The commented examples of a new desk and the rules of the made-up one are good as they are."""

from datetime import date
from pathlib import Path

import pytest

from assets.desk.init import EXAMPLES, init
from metrics.calendar_days import calendar_days
from metrics.label import Language
from metrics.schedule_files import claims, load_schedules
from metrics.service_level import load_policies
from metrics.ticket_policy import load_ticket_policies
from pipelines.demo.rules import write_rules


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return init(tmp_path / "desk").home


def test_examples_count_only_once_they_are_saved_under_their_name(home: Path) -> None:
    assert claims(load_schedules(home / "calendars")) == {("*", "*"): "always"}
    assert set(load_policies(home / "service_levels")) == {"standard"}
    assert load_ticket_policies(home / "service_levels") == {}
    for example in EXAMPLES:
        (home / example).rename((home / example).with_suffix(""))
    office = load_schedules(home / "calendars")["office"]
    assert office.covers.everybody
    (singles,) = calendar_days(office, date(2026, 11, 11), date(2026, 11, 11))
    assert (singles.kind, [*map(str, singles.spans)]) == ("workday", ["08:00-24:00"])
    assert set(load_policies(home / "service_levels")) == {"standard", "hotline"}
    assert set(load_ticket_policies(home / "service_levels")) == {"tickets"}


@pytest.mark.parametrize(("language", "team"), [("zh", "售后组"), ("en", "After-sales")])
def test_the_made_up_desk_has_hours_and_promises(home: Path, language: Language, team: str) -> None:
    write_rules(home, language)
    assert claims(load_schedules(home / "calendars"))["team", team] == "aftersales"
    assert load_ticket_policies(home / "service_levels")["tickets"].covers.teams == (team,)
    assert load_policies(home / "service_levels")["vip"].answer_within_seconds == 10
