"""Steps of a period's appraisal: what is due when, who has approved it, and what is late."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from assets.desk.home import Desk
from assets.ledger.approvals import is_of_entry
from assets.ledger.chain import read_chain
from assets.ledger.event import new_event, next_folder
from assets.ledger.record import Record, read_record, stamped, write_record
from metrics.appraisal_calendar import AppraisalCalendar
from metrics.appraisal_days import Days, deadlines_of, execution_of
from metrics.documents import Problem, hint, nearest
from metrics.label import Label
from metrics.saying import said
from metrics.schedule_files import load_schedules
from metrics.scheme import Scheme
from metrics.scheme_files import open_scheme
from metrics.workdays import IsWorkday, workdays_but, workdays_of

State = Literal["approved", "approved_late", "due", "late"]


@dataclass(frozen=True)
class Step:
    """`record` is the approval, where there is one."""

    id: str
    label: Label
    by: Label | None
    due: date
    state: State
    record: Record | None = None

    def as_json(self) -> Record:
        made = self.record or {}
        return {"step": self.id, "due": self.due.isoformat(), "state": self.state,
                "by": made.get("by"), "at": made.get("at")}  # fmt: skip


def steps(desk: Desk, period: str, today: date) -> list[Step]:
    """In the order of desk.yml; where it names no deadlines, those that the schemes print."""
    calendar = _calendar(desk)
    calendars = {"": calendar} if calendar is not None and calendar.deadlines else {}
    for scheme in () if calendars else _with_calendars(desk, period):
        calendars[f"{scheme.id}."] = scheme.period
    made = _approvals(desk, period)
    found: list[Step] = []
    for prefix, plan in calendars.items():
        due = deadlines_of(_from_day(desk, plan), period, _is_workday(desk))
        for name, one in plan.deadlines.items():
            record, day = made.get(prefix + name), due[name]
            state = _state(record, day, today)
            found.append(Step(prefix + name, one.label, one.by, day, state, record))
    return found


def window(desk: Desk, period: str) -> Days | None:
    """The days on which the period is appraised, where desk.yml says so."""
    calendar = _calendar(desk)
    return execution_of(calendar, period, _is_workday(desk)) if calendar else None


def windows(desk: Desk, period: str) -> list[tuple[str, Days]]:
    """The desk's by its name, or else those that the period's schemes print, by their titles."""
    if (own := window(desk, period)) is not None:
        return [(desk.settings.name, own)]
    found = []
    for scheme in _with_calendars(desk, period):
        days = execution_of(_from_day(desk, scheme.period), period, _is_workday(desk))
        if days is not None:
            found.append((scheme.title.in_(desk.settings.language), days))
    return found


def approve(desk: Desk, period: str, step: str, *, by: str, note: str, today: date) -> Step:
    """Kept in the ledger; a step that comes before is approved first."""
    language = desk.settings.language
    known = {one.id: one for one in steps(desk, period, today)}
    if step not in known:
        text = said("ledger", "unknown_step", step=step).in_(language)
        raise Problem(text + hint(step, list(known)).in_(language))
    if known[step].record is not None:
        by_then = known[step].record or {}
        raise Problem(said("ledger", "approved_already", step=step, by=by_then["by"],
                           at=by_then["at"]).in_(language))  # fmt: skip
    own = step.rpartition(".")[0]
    open_before = [one.id for one in known.values()
                   if one.record is None and one.id.rpartition(".")[0] == own]  # fmt: skip
    if open_before[0] != step:
        raise Problem(said("ledger", "approved_first", first=open_before[0]).in_(language))
    folder = next_folder(read_chain(desk.ledger), period, "approval-")
    with new_event(desk, folder, "approved") as incoming:
        record = stamped(desk, "approved", period, by) | {"step": step, "note": note.strip()}
        write_record(incoming / "approval.json", record)
    return next(one for one in steps(desk, period, today) if one.id == step)


def _calendar(desk: Desk) -> AppraisalCalendar | None:
    plan = desk.settings.appraisal
    return _from_day(desk, plan) if plan else None


def _from_day(desk: Desk, plan: AppraisalCalendar) -> AppraisalCalendar:
    return plan.model_copy(update={"starts_on": desk.settings.period_starts_on})


def _with_calendars(desk: Desk, period: str) -> list[Scheme]:
    """Schemes of the period that say when it is appraised; a broken one is told of elsewhere."""
    found = []
    for use in desk.settings.schemes_in(period):
        try:
            scheme = open_scheme(use.scheme, use.parameters, desk.home / "schemes")
        except Problem:
            continue
        if scheme.period.window == "month" and (scheme.period.deadlines or scheme.period.execution):
            found.append(scheme)
    return list({scheme.id: scheme for scheme in found}.values())


def _is_workday(desk: Desk) -> IsWorkday:
    """Monday to Friday, unless desk.yml names opening hours."""
    plan = desk.settings.appraisal
    if plan is None or plan.workdays is None:
        return workdays_but(())
    known = load_schedules(desk.home / "calendars")
    if plan.workdays not in known:
        raise Problem(
            f'{desk.home / "desk.yml"}: "appraisal.workdays": no opening hours '
            f'"{plan.workdays}".{nearest(plan.workdays, list(known))}'
        )
    return workdays_of(known[plan.workdays])


def _approvals(desk: Desk, period: str) -> dict[str, Record]:
    records = [
        read_record(desk.ledger / link.folder / "approval.json")
        for link in read_chain(desk.ledger)
        if link.event == "approved" and link.period == period and not is_of_entry(link)
    ]
    return {record["step"]: record for record in records}


def _state(record: Record | None, due: date, today: date) -> State:
    if record is None:
        return "due" if today <= due else "late"
    return "approved" if record["at"][:10] <= due.isoformat() else "approved_late"
