"""A case: what is known of one agent in one period, gathered from the entries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction

from metrics.entry import Entry, Fault
from metrics.exact import plain
from metrics.label import Label
from metrics.saying import said
from metrics.scheme import RESULT_NAMES, Scheme


@dataclass(frozen=True)
class Case:
    """`values` may hold a settled score, rank and ranked: a period before.

    A settled score stands; inputs beside it are only remembered, for what runs over periods.
    """

    agent_id: str
    period: str
    group: str
    values: Mapping[str, Fraction | None]
    faults: tuple[Fault, ...]

    @property
    def is_settled(self) -> bool:
        return self.values.get("score") is not None


def gather(scheme: Scheme, entries: Iterable[Entry], faults: Iterable[Fault]) -> list[Case]:
    """Cases by period, then agent, whatever the order of the rows; faults go to their case."""
    rows: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    known: dict[tuple[str, str], list[Fault]] = defaultdict(list)
    for entry in entries:
        rows[entry.period, entry.agent_id].append(entry)
    for fault in faults:
        if fault.agent_id:
            known[fault.period, fault.agent_id].append(fault)
    keys = sorted({*rows, *known})
    return [_case(scheme, *key, rows.get(key, []), known.get(key, [])) for key in keys]


def _case(
    scheme: Scheme, period: str, agent_id: str, rows: list[Entry], known: list[Fault]
) -> Case:
    ordered = sorted(rows, key=lambda row: (row.input, row.line or 0))
    faults = [*known, *(fault for row in ordered for fault in _faults_of(scheme, row))]
    values: dict[str, Fraction | None] = {}
    first: dict[str, Entry] = {}
    for row in ordered:
        if row.input in first:
            faults.append(_repeated(first[row.input], row))
        first.setdefault(row.input, row)
        values[row.input] = row.value
    if period and not scheme.in_force.holds(period):
        text = said("appraisal", "not_in_force", scheme=scheme.id)
        faults.append(Fault(text, agent_id, period))
    groups = sorted({row.group for row in rows if row.group})
    if len(groups) > 1:
        faults.append(
            Fault(said("appraisal", "two_groups", groups=", ".join(groups)), agent_id, period)
        )
    if not faults:
        faults += [Fault(text, agent_id, period) for text in _missing(scheme, values)]
    return Case(agent_id, period, groups[0] if groups else "", values, tuple(faults))


def _faults_of(scheme: Scheme, row: Entry) -> list[Fault]:
    def fault(key: str, **values: object) -> list[Fault]:
        return [Fault(said("appraisal", key, **values), row.agent_id, row.period, row.line)]

    if row.input in RESULT_NAMES:
        return []
    if row.input not in scheme.inputs:
        known = [*scheme.inputs, *RESULT_NAMES]
        return fault("unknown_input", input=row.input, hint=_hint(row.input, known))
    declared = scheme.inputs[row.input]
    reason = declared.refuses(row.value) if row.value is not None else None
    if reason is None or row.value is None:
        return []
    return fault(
        reason,
        input=declared.label,
        value=plain(row.value),
        least=plain(declared.least) if declared.least is not None else "",
        most=plain(declared.most) if declared.most is not None else "",
    )


def _hint(word: str, known: list[str]) -> Label:
    close = get_close_matches(word, known, n=1, cutoff=0.5)
    if close:
        return said("appraisal", "did_you_mean", word=close[0])
    return said("appraisal", "known_are", words=", ".join(sorted(known)))


def _repeated(first: Entry, second: Entry) -> Fault:
    key = "two_raters" if first.rater != second.rater else "stands_twice"
    text = said("appraisal", key, input=second.input, first=first.line or "?")
    return Fault(text, second.agent_id, second.period, second.line)


def _missing(scheme: Scheme, values: Mapping[str, Fraction | None]) -> list[Label]:
    """Inputs that a row needs and nobody delivered; a settled period needs none."""
    if "score" in values:
        return []
    absent = [
        _named(scheme, name)
        for name in scheme.read
        if name not in values and not scheme.inputs[name].optional
    ]
    if not absent:
        return []
    inputs = Label(en=", ".join(one.en for one in absent), zh="、".join(one.zh for one in absent))
    return [said("appraisal", "missing_inputs", inputs=inputs)]


def _named(scheme: Scheme, name: str) -> Label:
    label = scheme.inputs[name].label
    return Label(en=f"{label.en} ({name})", zh=f"{label.zh} ({name})")
