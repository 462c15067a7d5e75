"""One agent's sheet: rows marked, blocks and total added up, vetoes and grade applied."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from metrics.case import Case
from metrics.exact import plain
from metrics.figure import number_of
from metrics.formula import Formula
from metrics.label import Label
from metrics.mark import Earlier, Facts, Mark, Next, Unmarkable, Value
from metrics.mechanism import Unconfigured
from metrics.number import Fraction
from metrics.saying import said
from metrics.scheme import Scheme
from metrics.scheme_rows import Line
from metrics.statement import Raised, ScoredLine, State, Statement


@dataclass(frozen=True)
class Sheet:
    """The statement, and every number on it by the name that formulas use."""

    case: Case
    statement: Statement
    known: dict[str, Value]


def holds(condition: Formula, known: Mapping[str, Value]) -> bool:
    """A condition on something that is not known does not hold."""
    return bool(number_of(condition, known))


Seen = dict[tuple[str, Fraction], ScoredLine]  # lines of which the value alone decides


def sheet_of(
    scheme: Scheme, case: Case, earlier: Mapping[str, tuple[Earlier, ...]], seen: Seen,
    marked: Mapping[str, Value],
) -> Sheet:  # fmt: skip
    """`marked` are points and blocks of a settled period, which is not marked again."""
    blank = Statement(case.agent_id, case.period, scheme.id, case.group)
    known = dict(case.known)
    if case.is_settled:
        score = case.values["score"]
        assert isinstance(score, Fraction)
        return Sheet(case, replace(blank, score=score), {**known, **marked, "score": score})
    if shut := _shut(scheme, case):
        return Sheet(case, replace(blank, state=shut[0], problem=shut[1]), known)
    if case.faults:
        return Sheet(case, _incomplete(blank, [fault.text for fault in case.faults]), known)
    facts = Facts(case.known, case.period, earlier, case.rated,
                  scheme.raters.shares if scheme.raters else {}, scheme.words)  # fmt: skip
    lines, problems = _lines(scheme, case, facts, seen)
    if problems:
        return Sheet(case, _incomplete(blank, problems), known)
    known |= _by_rater(scheme, case, blank, facts)
    return _added_up(scheme, case, blank, lines, known)


def _by_rater(scheme: Scheme, case: Case, blank: Statement, facts: Facts) -> dict[str, Value]:
    """What the sheet comes to by the values of a rater alone, where the document names it."""
    scores: dict[str, Value] = {}
    for rater in scheme.raters_apart:
        own = {name: {rater: one[rater]} for name, one in facts.rated.items() if rater in one}
        lines, problems = _lines(scheme, case, replace(facts, rated=own), {})
        if own and len(own) == len(facts.rated) and not problems:
            alone = _added_up(scheme, case, blank, lines, dict(case.known))
            scores[f"{rater}_score"] = alone.statement.score
    return scores


def _shut(scheme: Scheme, case: Case) -> tuple[State, Label] | None:
    """The first gate that is closed; one that asks for what is not known stays open."""
    for gate in scheme.gates.values():
        opened = number_of(gate.open_when, case.known)
        if opened is not None and not opened:
            return gate.outcome, gate.text
    return None


def _lines(
    scheme: Scheme, case: Case, facts: Facts, seen: Seen
) -> tuple[list[ScoredLine], list[Label]]:
    lines, problems = [], []
    for key, row in scheme.lines.items():
        if not row.stands_for(case.role) or (row.when and not holds(row.when, case.known)):
            continue
        try:
            lines.append(_once(key, row, facts, seen))
        except Unmarkable as error:
            problems.append(said("appraisal", "line_problem", line=row.label, why=error.reason))
    return [line for line in lines if line.input or line.weight or line.points], problems


def _once(key: str, row: Line, facts: Facts, seen: Seen) -> ScoredLine:
    """Equal values of a line are marked once: thousands of people share few counts and ratings."""
    value = facts.values.get(row.input or "")
    if not row.is_alone or row.input in facts.rated or not isinstance(value, Fraction):
        return _line(key, row, facts)
    line = seen.get((key, value))
    if line is None:
        line = seen[key, value] = _line(key, row, facts)
    return line


def _line(key: str, row: Line, facts: Facts) -> ScoredLine:
    weight = row.weighs
    full = row.mechanism.full_points
    mark = row.mark(facts)
    entered = _entered(row, facts)
    if mark is None:
        note = said("appraisal", "left_out")
        return ScoredLine(
            key, row.label, entered, "—", None, full, weight, None, None, (note,), row.block
        )
    share = weight / full if row.weight is not None else Fraction(1)
    return ScoredLine(
        key, row.label, entered, mark.rule or "—", mark.points, full, weight,
        mark.points * share, _next(mark, share), mark.notes, row.block,
    )  # fmt: skip


def _next(mark: Mark, share: Fraction) -> Next | None:
    return Next(mark.next.needs, mark.next.gains * share) if mark.next else None


def _entered(row: Line, facts: Facts) -> str:
    """The value as it came in; several are named."""
    given = {
        name: _written(name, value, facts)
        for name in row.inputs
        if (value := facts.values.get(name)) is not None
    }
    if len(given) <= 1:
        return "".join(given.values())
    return ", ".join(f"{name} {text}" for name, text in given.items())


def _written(name: str, value: Value, facts: Facts) -> str:
    if name in facts.rated:
        return "; ".join(
            f"{rater} {_word(name, one, facts)}" for rater, one in facts.rated[name].items()
        )
    if isinstance(value, tuple):
        return ", ".join(_word(name, one, facts) for one in value) or "0"
    assert value is not None
    return _word(name, value, facts)


def _word(name: str, value: Fraction, facts: Facts) -> str:
    words = facts.words.get(name, ())
    place = int(value) - 1
    return words[place] if value.denominator == 1 and 0 <= place < len(words) else plain(value)


def _added_up(
    scheme: Scheme, case: Case, blank: Statement, lines: list[ScoredLine], known: dict[str, Value]
) -> Sheet:
    """A weighted row left out for want of a value is announced; the others count in its place."""
    weighed = [line for line in lines if line.weight]
    whole = _sum(line.weight for line in weighed)
    counted = _sum(line.weight for line in weighed if line.points is not None)
    if weighed and counted == 0:
        return Sheet(case, _incomplete(blank, [said("appraisal", "nothing_to_score")]), known)
    stretched = whole / counted if counted else Fraction(1)
    blocks, own = _blocks(scheme, lines, known, stretched)
    known |= blocks | {f"{line.line}_points": line.points for line in lines}
    flags = [_left_out(line, counted, whole) for line in weighed if line.points is None]
    flags += [_restated(scheme, name, since) for name, since in case.restated]
    score = None
    if scheme.total is not None:
        earned = _earned([line for line in lines if line.block is None], stretched)
        score = scheme.total.held(scheme.total.start + earned + own)
    blank = replace(blank, score=score, lines=tuple(lines), blocks=blocks, flags=tuple(flags))
    return _vetoed(scheme, case, blank, known)


def _earned(lines: list[ScoredLine], stretched: Fraction) -> Fraction:
    """Rows with a weight stand in for those left out; the others count as they are."""
    weighed = _sum(line.weighted for line in lines if line.weight)
    return weighed * stretched + _sum(line.weighted for line in lines if not line.weight)


def _blocks(
    scheme: Scheme, lines: list[ScoredLine], known: dict[str, Value], stretched: Fraction
) -> tuple[dict[str, Fraction], Fraction]:
    """Every block's sum, and what those of points add to the total."""
    sums: dict[str, Fraction] = {}
    for name, block in scheme.blocks.items():
        total = block.held(_earned([line for line in lines if line.block == name], stretched))
        voided = block.zero_when is not None and holds(block.zero_when, known)
        sums[name] = Fraction(0) if voided else total
    into = [total for name, total in sums.items() if scheme.blocks[name].unit == "points"]
    return sums, _sum(into)


def _vetoed(scheme: Scheme, case: Case, one: Statement, known: dict[str, Value]) -> Sheet:
    flags, blocks, score = list(one.flags), dict(one.blocks), one.score
    for key, veto in scheme.vetoes.items():
        if not holds(veto.when, known):
            continue
        flags.append(Raised(f"veto:{key}", veto.text))
        if veto.zeroes in blocks:
            points = scheme.blocks[veto.zeroes].unit == "points"
            score = score - blocks[veto.zeroes] if score is not None and points else score
            blocks[veto.zeroes] = Fraction(0)
        elif veto.zeroes == "score":
            score = Fraction(0)
    known |= blocks
    if score is not None:
        known["score"] = score
    done = replace(
        one, score=score, grade=_grade(scheme, score), flags=tuple(flags), blocks=blocks,
        figures=_figures(scheme, case),
    )  # fmt: skip
    return Sheet(case, done, known)


def _grade(scheme: Scheme, score: Fraction | None) -> str | None:
    if score is None or isinstance(scheme.grades, Unconfigured):
        return None
    return next((name for band, name in scheme.grades.items() if band.holds(score)), None)


def _figures(scheme: Scheme, case: Case) -> dict[str, Fraction]:
    values = {name: case.known.get(name) for name in scheme.figures}
    return {name: value for name, value in values.items() if isinstance(value, Fraction)}


def _sum(numbers: Iterable[Fraction | None]) -> Fraction:
    return sum((number for number in numbers if number is not None), Fraction(0))


def _left_out(line: ScoredLine, counted: Fraction, total: Fraction) -> Raised:
    text = said(
        "appraisal", "left_out_flag", line=line.label, counted=plain(counted), total=plain(total)
    )
    return Raised(f"no_value:{line.line}", text)


def _restated(scheme: Scheme, name: str, since: str) -> Raised:
    text = said("appraisal", "restated", input=scheme.inputs[name].label, period=since)
    return Raised(f"restated:{name}", text)


def _incomplete(blank: Statement, texts: list[Label]) -> Statement:
    unique = list(dict.fromkeys((text.en, text.zh) for text in texts))
    together = Label(en=" ".join(en for en, _ in unique), zh="".join(zh for _, zh in unique))
    return replace(blank, state="incomplete", problem=together)
