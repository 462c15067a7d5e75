"""A case: what is known of one agent in one period, gathered from the entries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from metrics.entry import Entry, Fault
from metrics.entry_faults import faults_of, missing, repeated, resolved, two_groups
from metrics.label import Label
from metrics.mark import Value
from metrics.number import Fraction
from metrics.period import calendar_facts, window_of
from metrics.saying import said
from metrics.scheme import Scheme


@dataclass
class Case:
    """`values` may hold a settled score, rank and ranked: a period before.

    A settled score stands; inputs beside it are only remembered, for what runs over periods.
    `known` adds parameters, the calendar and, once they are worked out, the figures.
    """

    agent_id: str
    period: str
    group: str
    role: str
    values: dict[str, Value]
    rated: Mapping[str, Mapping[str, Fraction]]
    faults: list[Fault]
    known: dict[str, Value] = field(default_factory=dict)
    restated: tuple[tuple[str, str], ...] = ()

    @property
    def is_settled(self) -> bool:
        return self.values.get("score") is not None


def gather(scheme: Scheme, entries: Iterable[Entry], faults: Iterable[Fault]) -> list[Case]:
    """Cases by period, then agent, whatever the order of the rows; faults go to their case."""
    rows: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    found: dict[tuple[str, str], list[Fault]] = defaultdict(list)
    for entry in entries:
        rows[entry.period, entry.agent_id].append(entry)
    for fault in faults:
        if fault.agent_id:
            found[fault.period, fault.agent_id].append(fault)
    cases = [
        _case(scheme, period, agent_id, rows.get((period, agent_id), []), found)
        for period, agent_id in sorted({*rows, *found})
    ]
    _spread(scheme, cases)
    fixed = _fixed(scheme)
    for case in cases:
        case.known = {**fixed, **_calendar(scheme, case.period), **_values(scheme, case)}
        if not case.faults:
            case.faults += [
                Fault(text, case.agent_id, case.period) for text in _not_given(scheme, case)
            ]
    return cases


def _case(
    scheme: Scheme,
    period: str,
    agent_id: str,
    rows: list[Entry],
    found: dict[tuple[str, str], list[Fault]],
) -> Case:
    faults = list(found.get((period, agent_id), ()))
    singles: dict[str, Entry] = {}
    events: dict[str, list[Fraction]] = defaultdict(list)
    given: dict[str, dict[str, Entry]] = defaultdict(dict)
    for row in sorted((resolved(scheme, row) for row in rows), key=_place):
        problems = faults_of(scheme, row)
        faults += problems
        declared = scheme.inputs.get(row.input)
        if problems or declared is None or not (declared.many or declared.rated):
            if row.input in singles:
                faults.append(repeated(singles[row.input], row))
            singles.setdefault(row.input, row)
        elif declared.many:
            events[row.input] += [row.value] if row.value is not None else []
        elif row.rater in given[row.input]:
            faults.append(repeated(given[row.input][row.rater], row))
        else:
            given[row.input][row.rater] = row
    groups = sorted({row.group for row in rows if row.group})
    faults += [two_groups(agent_id, period, groups)] if len(groups) > 1 else []
    if period and not scheme.in_force.holds(period):
        faults.append(Fault(said("appraisal", "not_in_force", scheme=scheme.id), agent_id, period))
    values: dict[str, Value] = {name: row.value for name, row in singles.items()}
    values |= {name: tuple(sorted(numbers, reverse=True)) for name, numbers in events.items()}
    rated = {
        name: {rater: one.value for rater, one in raters.items() if one.value is not None}
        for name, raters in given.items()
    }
    values |= {name: _blended(scheme, raters) for name, raters in rated.items()}
    return Case(agent_id, period, groups[0] if groups else "", _role(scheme, values), values,
                {name: raters for name, raters in rated.items() if raters}, faults)  # fmt: skip


def _place(row: Entry) -> tuple[str, int, str]:
    return row.input, row.line or 0, row.rater


def _blended(scheme: Scheme, raters: dict[str, Fraction]) -> Fraction | None:
    return scheme.raters.blended(raters) if scheme.raters and raters else None


def _role(scheme: Scheme, values: dict[str, Value]) -> str:
    place = values.get("role")
    roles = list(scheme.roles)
    if isinstance(place, Fraction) and 1 <= place <= len(roles):
        return roles[int(place) - 1]
    return ""


def _spread(scheme: Scheme, cases: list[Case]) -> None:
    """The newest value of a window counts in all of its months, those before it included."""
    for name, declared in scheme.inputs.items():
        if declared.spans is None:
            continue
        newest: dict[tuple[str, str], tuple[str, Value]] = {}
        for case in cases:
            if case.period and case.values.get(name) is not None:
                key = case.agent_id, window_of(case.period, declared.spans)
                newest[key] = case.period, case.values[name]
        for case in cases:
            key = case.agent_id, window_of(case.period, declared.spans) if case.period else ""
            if key in newest and not case.is_settled:
                since, value = newest[key]
                if since > case.period and case.values.get(name) != value:
                    case.restated = (*case.restated, (name, since))
                case.values[name] = value


def _fixed(scheme: Scheme) -> dict[str, Value]:
    """What is the same for everybody: parameters with a value, and the words of choices."""
    values = {name: one.value for name, one in scheme.parameters.items() if one.value is not None}
    return {**scheme.constants, **values}


def _calendar(scheme: Scheme, period: str) -> dict[str, Value]:
    if not period:
        return {}
    facts = calendar_facts(period, starts_on=scheme.starts_on)
    return {name: Fraction(number) for name, number in facts.items()}


def _values(scheme: Scheme, case: Case) -> dict[str, Value]:
    """Inputs; a list that nobody entered is empty, and some others have a value all the same."""
    absent: dict[str, Value] = {}
    for name, declared in scheme.inputs.items():
        if name not in case.values:
            if declared.many:
                absent[name] = ()
            elif declared.otherwise is not None:
                absent[name] = declared.otherwise
    given = {
        name: value
        for name, value in case.values.items()
        if value is not None or name not in scheme.parameters
    }
    return {**given, **absent}


def _not_given(scheme: Scheme, case: Case) -> list[Label]:
    """Inputs that a row needs and nobody delivered; a settled period needs none."""
    return [] if "score" in case.values else missing(scheme, case.role, case.values, case.rated)
