"""How dates and limits of documents are told."""

from metrics.appraisal_calendar import AppraisalCalendar
from metrics.document_head import Document
from metrics.kinds.calendar import due
from metrics.kinds.document_tables import tables_of
from metrics.kinds.promises import Promises
from metrics.label import Label
from metrics.shelf import open_document

NAME = Label(en="one", zh="一")


def test_dates_and_limits_are_told_as_people_say_them() -> None:
    calendar = AppraisalCalendar.model_validate(
        {
            "starts_on": 26,
            "execution": {"first": 1, "last": 5, "holidays": "roll"},
            "deadlines": {
                "sent": {"label": NAME, "falls_on": {"months_after": 0, "day": 28}},
                "back": {"label": NAME, "within": {"days": 2, "of": "sent", "count": "workdays"}},
                "out": {"label": NAME, "falls_on": {"months_after": 1, "day": "last"}},
                "later": {"label": NAME, "falls_on": {"months_after": 3, "day": 1}},
                "yearly": {"label": NAME, "falls_on": {"month": 12, "day": 20}},
            },
        }
    )
    overtime = open_document("overtime-rules")
    assert isinstance(overtime, Document)
    document = overtime.model_copy(update={"period": calendar})
    assert tables_of(document, "en")[0].rows[1:3] == [
        ("period", "from the 26th to the 25th"),
        ("appraised", "day 1 to 5 of the next month (put off by holidays)"),
    ]
    assert [due(one, calendar, "en") for one in calendar.deadlines.values()] == [
        "day 28 of the period’s last month",
        "within 2 workdays of: one",
        "the last day of the next month",
        "day 1 of the month that is 3 after the period",
        "day 20 of month 12",
    ]
    assert [due(one, calendar, "zh") for one in calendar.deadlines.values()] == [
        "周期最后一个月 28 日",
        "一后 2 个工作日内",
        "次月最后一天",
        "周期后第 3 个月 1 日",
        "12 月 20 日",
    ]
    rules = open_document("gamecsc-rules")
    assert isinstance(rules, Promises)
    promises = rules.promises
    assert promises["training_attended"].text("en") == "≥ 100%"
    assert promises["away_from_seat"].text("zh") == "≤ 5 分钟"
    assert promises["later_answer"].text("zh") == "原文未列数字"
