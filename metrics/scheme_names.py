"""What a scheme's parts say of each other: names that must exist, weights, order of amounts."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from metrics.documents import nearest
from metrics.exact import plain
from metrics.formula import Formula
from metrics.mechanism import Unconfigured
from metrics.mechanisms.choice import Choice
from metrics.mechanisms.each import Each
from metrics.number import Fraction
from metrics.step import Marked

if TYPE_CHECKING:
    from metrics.scheme import Scheme

CALENDAR = ("days_in_period", "sundays_in_period", "ends_quarter", "ends_half_year", "ends_year")
RESULTS = ("score", "rank", "ranked", "level", "level_amount")


def problems_of(scheme: "Scheme") -> list[str]:
    known = [*scheme.inputs, *scheme.parameters, *scheme.constants, *CALENDAR]
    known += ["role"] if scheme.roles else []
    return [
        *_weights(scheme),
        *_figures(scheme, known),
        *_approvals(scheme),
        *_lines(scheme, [*known, *scheme.figures]),
        *_results(scheme, [*known, *scheme.figures]),
        *_clashes(scheme),
    ]


def _weights(scheme: "Scheme") -> Iterator[str]:
    if not any(row.weight is not None for row in scheme.lines.values()):
        return
    for role in scheme.roles or [""]:
        rows = [row for row in scheme.lines.values() if row.stands_for(role)]
        if any(isinstance(row.weight, Unconfigured) for row in rows):
            continue  # they add up once the parameters have values
        total = sum((row.weighs for row in rows), Fraction(0))
        if total != scheme.weights_total:
            whose = f" for {role}" if role else ""
            yield (
                f"the weights of the lines{whose} add up to {plain(total)}, not "
                f"{plain(scheme.weights_total)}; mend them, or declare an incomplete form with "
                "weights_total"
            )


def _figures(scheme: "Scheme", known: list[str]) -> Iterator[str]:
    above = list(known)
    for key, figure in scheme.figures.items():
        yield from _unknown(
            figure.names, above, f"figures.{key}", "input, parameter or figure above it"
        )
        above.append(key)


def _approvals(scheme: "Scheme") -> Iterator[str]:
    """An entry moves from one list to another, or stays where a yes or no speaks for it."""
    for key, one in scheme.approvals.items():
        yield from _unknown([one.input, one.counts_as], list(scheme.inputs), f"approvals.{key}",
                            "input")  # fmt: skip
        yield from _unknown(one.when.names, [*scheme.parameters, "x"], f"approvals.{key}",
                            "parameter, nor x")  # fmt: skip
        if one.input in scheme.inputs and one.counts_as in scheme.inputs:
            held, counted = scheme.inputs[one.input], scheme.inputs[one.counts_as]
            if not (counted.unit == "yes_no" or (held.many and counted.many)):
                yield (f'approvals.{key}: "{one.counts_as}" must be a yes or no, or a list as '
                       f'"{one.input}"; add many: true to both.')  # fmt: skip


def _lines(scheme: "Scheme", known: list[str]) -> Iterator[str]:
    readable = [*scheme.inputs, *scheme.figures]
    for key, row in scheme.lines.items():
        for name in row.inputs:
            if name not in readable:
                yield f'"{name}" is not among the inputs.{nearest(name, readable)}'
        for one in [*row.formulas, *([row.when] if row.when else [])]:
            yield from _unknown(
                one.names, [*known, "x"], f"lines.{key}", "input, parameter or figure"
            )
        if row.block is not None and row.block not in scheme.blocks:
            hint = nearest(row.block, list(scheme.blocks))
            yield f'lines.{key}: there is no block "{row.block}".{hint}'
        for role in row.roles:
            if role not in scheme.roles:
                yield f'lines.{key}: there is no role "{role}".{nearest(role, list(scheme.roles))}'
        for step in row.steps():
            yield from _words(scheme, key, step)


def _words(scheme: "Scheme", key: str, step: Marked) -> Iterator[str]:
    """A choice gives points to every word of its input, and to no other."""
    mechanism = step.mechanism
    if isinstance(mechanism, Each):
        if step.input in scheme.inputs and not scheme.inputs[step.input].many:
            yield f'lines.{key}: each needs an input with many: true; "{step.input}" has one value.'
        mechanism = mechanism.of.mechanism
    if isinstance(mechanism, Choice) and step.input in scheme.inputs:
        words = scheme.inputs[step.input].words
        for word in mechanism.points:
            if word not in words:
                hint = nearest(word, list(words))
                yield f'lines.{key}: "{word}" is no choice of {step.input}.{hint}'
        for word in [one for one in words if one not in mechanism.points]:
            yield f'lines.{key}: the choice "{word}" of {step.input} has no points; add it.'


def _results(scheme: "Scheme", known: list[str]) -> Iterator[str]:
    blocks, flags = list(scheme.blocks), [*scheme.flags, *scheme.awards]
    for key, gate in scheme.gates.items():
        yield from _formula(gate.open_when, known, f"gates.{key}")
    for key, block in scheme.blocks.items():
        if block.zero_when:
            yield from _formula(block.zero_when, known, f"blocks.{key}")
    for key, veto in scheme.vetoes.items():
        yield from _formula(veto.when, known, f"vetoes.{key}")
        places = ["score", *blocks, *scheme.pay]
        if veto.zeroes not in places:
            yield f'vetoes.{key}: nothing is called "{veto.zeroes}".{nearest(veto.zeroes, places)}'
    scored = [*known, *RESULTS, *blocks, *(f"{key}_points" for key in scheme.lines)]
    scored += [f"{rater}_score" for rater in scheme.raters.who] if scheme.raters else []
    for key, award in scheme.awards.items():
        yield from _unknown(
            [name for name, _ in award.measures], scored, f"awards.{key}", "measure"
        )
        if award.where:
            yield from _formula(award.where, scored, f"awards.{key}")
    for one in scheme.levels.formulas if scheme.levels else ():
        yield from _formula(one, known, "levels")
    for key, flag in scheme.flags.items():
        yield from _formula(flag.when, [*scored, *scheme.awards], f"flags.{key}")
    yield from _pay(scheme, [*scored, *flags])
    for key, mean in scheme.means.items():
        yield from _unknown(mean.of.names, [*scored, *scheme.pay], f"means.{key}", "result")
    for key, summary in scheme.summaries.items():
        yield from _formula(summary.formula, scored, f"summaries.{key}")


def _pay(scheme: "Scheme", known: list[str]) -> Iterator[str]:
    amounts: list[str] = []
    for key, amount in scheme.pay.items():
        yield from _unknown(
            amount.formula.names, [*known, *amounts], f"pay.{key}",
            "input, parameter or amount above it",
        )  # fmt: skip
        if amount.listed_with is not None and amount.listed_with not in scheme.pay:
            yield f'pay.{key}: there is no amount "{amount.listed_with}"'
        amounts.append(key)


def _clashes(scheme: "Scheme") -> Iterator[str]:
    """One name is one thing."""
    for name in scheme.figures:
        if name in scheme.inputs or name in scheme.parameters:
            yield f'"{name}" is a figure and an input or parameter too; rename one.'
    for name in scheme.pay:
        if name in scheme.parameters:
            yield f'"{name}" is an amount of pay and a parameter too; rename one.'


def _formula(one: Formula, known: Iterable[str], where: str) -> Iterator[str]:
    yield from _unknown(one.names, list(known), where, "input, parameter or amount above it")


def _unknown(names: Iterable[str], known: list[str], where: str, what: str) -> Iterator[str]:
    for name in names:
        if name not in known:
            yield f'{where} names "{name}", which is no {what}.{nearest(name, known)}'
