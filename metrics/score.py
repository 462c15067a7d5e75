"""The scorer: inputs → figures → sheets → ranks, levels, awards, flags → pay; pure and exact."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from metrics.case import Case, gather
from metrics.collector import collector_at_rest
from metrics.documents import Problem
from metrics.entry import Entry, Fault
from metrics.figure import fill_in
from metrics.group_mean import Mean
from metrics.mark import Earlier, Value
from metrics.number import Fraction
from metrics.pay import paid
from metrics.rank import with_ranks
from metrics.results import with_awards, with_levels, with_means
from metrics.scheme import Scheme
from metrics.sheet import Seen, Sheet, sheet_of
from metrics.statement import Statement
from metrics.streak import with_flags
from metrics.summaries import summed_up

# of an agent in a period that was scored before: its points by line, and its blocks
Settled = Mapping[tuple[str, str], Mapping[str, Value]]


@dataclass(frozen=True)
class Appraisal:
    """Statements by period and agent, every fault of the inputs, and the means of groups."""

    statements: tuple[Statement, ...]
    faults: tuple[Fault, ...]
    means: tuple[Mean, ...] = ()


def score(
    scheme: Scheme, entries: Iterable[Entry], faults: Iterable[Fault] = (),
    settled: Settled | None = None,
) -> Appraisal:  # fmt: skip
    """Scores everybody who can be scored; the order of entries does not matter."""
    refuse_unconfigured(scheme)
    with collector_at_rest():
        return _appraisal(scheme, entries, tuple(faults), settled or {})


def _appraisal(
    scheme: Scheme, entries: Iterable[Entry], found: tuple[Fault, ...], settled: Settled
) -> Appraisal:
    cases = gather(scheme, entries, found)
    fill_in(scheme.figures, [case for case in cases if not case.faults or case.is_settled])
    sheets = _sheets(scheme, cases, settled)
    sheets = with_ranks(scheme, sheets)
    sheets = with_levels(scheme, sheets)
    sheets = with_awards(scheme, sheets)
    sheets = with_flags(scheme, sheets)
    sheets = paid(scheme, sheets)
    sheets, means = with_means(scheme, sheets)
    homeless = [fault for fault in found if not fault.agent_id]
    return Appraisal(
        (*(sheet.statement for sheet in sheets), *summed_up(scheme, sheets)),
        (*homeless, *(fault for case in cases for fault in case.faults)),
        tuple(means),
    )


def refuse_unconfigured(scheme: Scheme) -> None:
    if scheme.unconfigured:
        names = ", ".join(scheme.unconfigured)
        raise Problem(
            f"{scheme.id} is not configured: its source prints no value for {names}; "
            "set it under parameters."
        )


def _sheets(scheme: Scheme, cases: list[Case], settled: Settled) -> list[Sheet]:
    """Periods come in order, so that what a row counts on from earlier ones is there."""
    carried = {name for row in scheme.lines.values() for name in row.carried}
    earlier: dict[str, dict[str, tuple[Earlier, ...]]] = defaultdict(dict)
    sheets: list[Sheet] = []
    seen: Seen = {}
    for case in cases:
        marked = settled.get((case.agent_id, case.period), {})
        sheets.append(sheet_of(scheme, case, earlier.get(case.agent_id, {}), seen, marked))
        for name in carried:
            value = case.known.get(name)
            if isinstance(value, Fraction) and name in case.values:
                before = earlier[case.agent_id].get(name, ())
                counted = (*before, Earlier(case.period, value))
                earlier[case.agent_id] = {**earlier[case.agent_id], name: counted}
    return sheets
