"""The scorer: inputs → lines → total → ranks → flags and pay; pure and exact."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from metrics.case import Case, gather
from metrics.documents import Problem
from metrics.entry import Entry, Fault
from metrics.exact import plain
from metrics.label import Label
from metrics.mark import Facts, Mark, Next, Unmarkable
from metrics.pay import pay_of
from metrics.rank import with_ranks
from metrics.saying import said
from metrics.scheme import Bonus, Line, Scheme
from metrics.statement import Raised, ScoredLine, Statement
from metrics.streak import with_flags


@dataclass(frozen=True)
class Appraisal:
    """Statements by period and agent, and every fault of the inputs."""

    statements: tuple[Statement, ...]
    faults: tuple[Fault, ...]


def score(scheme: Scheme, entries: Iterable[Entry], faults: Iterable[Fault] = ()) -> Appraisal:
    """Scores everybody who can be scored; the order of entries does not matter."""
    refuse_unconfigured(scheme)
    found = tuple(faults)
    cases = gather(scheme, entries, found)
    statements = _statements(scheme, cases)
    ranked = with_ranks(scheme, cases, statements)
    flagged = with_flags(scheme, cases, ranked)
    paid = tuple(
        pay_of(scheme, case, statement) for case, statement in zip(cases, flagged, strict=True)
    )
    homeless = [fault for fault in found if not fault.agent_id]
    return Appraisal(paid, (*homeless, *(fault for case in cases for fault in case.faults)))


def refuse_unconfigured(scheme: Scheme) -> None:
    if scheme.unconfigured:
        names = ", ".join(scheme.unconfigured)
        raise Problem(
            f"{scheme.id} is not configured: its source prints no value for {names}; "
            "set it under parameters."
        )


def _statements(scheme: Scheme, cases: list[Case]) -> list[Statement]:
    earlier: dict[str, dict[str, tuple[Fraction, ...]]] = defaultdict(dict)
    statements = []
    for case in cases:
        statements.append(_statement(scheme, case, Facts(case.values, earlier[case.agent_id])))
        for name, value in case.values.items():
            if value is not None:
                before = earlier[case.agent_id].get(name, ())
                earlier[case.agent_id] = {**earlier[case.agent_id], name: (*before, value)}
    return statements


def _statement(scheme: Scheme, case: Case, facts: Facts) -> Statement:
    blank = Statement(case.agent_id, case.period, scheme.id, case.group)
    if case.faults:
        return replace(blank, problem=_together([fault.text for fault in case.faults]))
    if case.is_settled:
        return replace(blank, score=case.values["score"])
    lines, problems = [], []
    for key, row in scheme.rows.items():
        try:
            lines.append(_line(key, row, facts))
        except Unmarkable as error:
            problems.append(said("appraisal", "line_problem", line=row.label, why=error.reason))
    if problems:
        return replace(blank, problem=_together(problems))
    return _totalled(scheme, blank, [line for line in lines if line.input or line.weight])


def _line(key: str, row: Line | Bonus, facts: Facts) -> ScoredLine:
    weight = row.weight if isinstance(row, Line) else Fraction(0)
    full = row.mechanism.full
    mark = row.mark(facts)
    entered = _entered(row, facts)
    if mark is None:
        note = said("appraisal", "left_out")
        return ScoredLine(key, row.label, entered, "—", None, full, weight, None, None, (note,))
    share = weight / full if isinstance(row, Line) else Fraction(1)
    return ScoredLine(
        key, row.label, entered, mark.rule or "—", mark.points, full, weight,
        mark.points * share, _next(mark, share), mark.notes,
    )  # fmt: skip


def _next(mark: Mark, share: Fraction) -> Next | None:
    return Next(mark.next.needs, mark.next.gains * share) if mark.next else None


def _entered(row: Line | Bonus, facts: Facts) -> str:
    """The value as it came in; several are named."""
    given = {name: value for name in row.inputs if (value := facts.values.get(name)) is not None}
    if len(given) <= 1:
        return "".join(plain(value) for value in given.values())
    return ", ".join(f"{name} {plain(value)}" for name, value in given.items())


def _totalled(scheme: Scheme, blank: Statement, lines: list[ScoredLine]) -> Statement:
    """A row left out for want of a value is announced; the others then count in its place."""
    counted = sum((line.weight for line in lines if line.points is not None), Fraction(0))
    missing = [line for line in lines if line.points is None]
    if counted == 0:
        return replace(blank, problem=said("appraisal", "nothing_to_score"))
    earned = _sum(line for line in lines if line.line in scheme.lines)
    added = _sum(line for line in lines if line.line not in scheme.lines)
    flags = [_left_out(line, counted, scheme.weights_total) for line in missing]
    total = earned * scheme.weights_total / counted + added
    return replace(blank, score=total, lines=tuple(lines), flags=tuple(flags))


def _sum(lines: Iterable[ScoredLine]) -> Fraction:
    return sum((line.weighted for line in lines if line.weighted is not None), Fraction(0))


def _left_out(line: ScoredLine, counted: Fraction, total: Fraction) -> Raised:
    text = said(
        "appraisal", "left_out_flag", line=line.label, counted=plain(counted), total=plain(total)
    )
    return Raised(f"no_value:{line.line}", text)


def _together(texts: list[Label]) -> Label:
    unique = list(dict.fromkeys((text.en, text.zh) for text in texts))
    return Label(en=" ".join(en for en, _ in unique), zh="".join(zh for _, zh in unique))
