"""Doubts that only the whole document shows: what pays more for worse, and what it looks at."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from metrics.appraisal_calendar import MONTHS_IN
from metrics.entry import Entry
from metrics.exact import plain
from metrics.lint.finding import Doubt
from metrics.lint.probe import FAR, values_of
from metrics.number import Fraction
from metrics.period import Window
from metrics.saying import said
from metrics.scheme import Scheme
from metrics.scheme_input import Input
from metrics.score import score

PERIOD = "2026-01"
TENTHS = [Fraction(tenth, 10) for tenth in range(11)]
Form = dict[str, Fraction]


@dataclass(frozen=True)
class Tried:
    """One filled-in form and what came out, by name: the score and every amount."""

    form: Form
    results: dict[str, Fraction]


def doubts_of_whole(scheme: Scheme) -> Iterator[Doubt]:
    yield from _weights(scheme)
    yield from _windows(scheme)
    if scheme.unconfigured:
        return
    values = {name: _values(scheme, name) for name in _tried(scheme)}
    for role in list(scheme.roles) or [""]:
        yield from _direction(scheme, role, values)
        yield from _two_negatives(scheme, role, values)


def results_in_the_middle(scheme: Scheme) -> dict[str, Fraction]:
    """What a form of middling values brings, to set readings side by side."""
    if scheme.unconfigured:
        return {}
    return _results(scheme, next(iter(scheme.roles), ""), [_middle(scheme)])[0].results


def _weights(scheme: Scheme) -> Iterator[Doubt]:
    if scheme.weights_total != 100 and any(row.weight is not None for row in scheme.lines.values()):
        text = said("lint", "incomplete", total=plain(scheme.weights_total))
        yield "warn", "weights_total", text


def _windows(scheme: Scheme) -> Iterator[Doubt]:
    """A monthly sheet that asks over a quarter; an award that a long run earns every month anew."""
    own = MONTHS_IN[scheme.period.window]
    for name, figure in scheme.figures.items():
        longer = figure.over == "ever" or (figure.over and _months(figure.over) > own)
        if longer or (figure.periods or 1) > 1:
            yield "note", f"figures.{name}", said("lint", "longer_window", what=figure.label)
    paid = {name for amount in scheme.pay.values() for name in amount.formula.names}
    for key, flag in scheme.flags.items():
        if flag.periods > 1 and not flag.restarts and key in paid:
            text = said("lint", "paid_again", what=flag.text, periods=flag.periods)
            yield "warn", f"flags.{key}", text
    most = scheme.total.most if scheme.total else None
    for key, mean in scheme.means.items():
        if most is not None and mean.most is not None and mean.most > most:
            yield "warn", f"means.{key}", said("lint", "idle_mean", what=mean.label)


def _months(window: Window) -> int:
    return 0 if window == "ever" else MONTHS_IN[window]


def _tried(scheme: Scheme) -> list[str]:
    """Inputs with a direction whose value stands for this person alone."""
    among = {name for one in scheme.figures.values() if one.among for name in one.names}
    return [
        name
        for name, one in scheme.inputs.items()
        if one.better != "neither" and name not in among and not one.choices
    ]


def _values(scheme: Scheme, name: str) -> list[Fraction]:
    declared = scheme.inputs[name]
    found = {value for row in scheme.lines.values() for step in row.steps() if step.input == name
             for value in values_of(step, declared)}  # fmt: skip
    low = declared.least if declared.least is not None else Fraction(0)
    high = declared.most if declared.most is not None else FAR
    spread = {low + (high - low) * tenth for tenth in TENTHS}
    whole = {Fraction(int(one)) for one in spread} if declared.whole else spread
    ordered = sorted(one for one in found | whole if declared.refuses(one) is None)
    return ordered if declared.better == "higher" else ordered[::-1]  # from worse to better


def _direction(scheme: Scheme, role: str, values: dict[str, list[Fraction]]) -> Iterator[Doubt]:
    middle = _middle(scheme)
    forms = [{**middle, name: value} for name, one in values.items() for value in one]
    tried = iter(_results(scheme, role, forms))
    owed = {name for name, amount in scheme.pay.items() if amount.owed}
    for name, one in values.items():
        told: set[str] = set()
        for worse, better in pairwise([next(tried) for _ in one]):
            for result, number in better.results.items():
                before = worse.results.get(result)
                if before is None or result in told:
                    continue
                if (number > before) if result in owed else (number < before):
                    told.add(result)
                    yield "warn", f"inputs.{name}", said(
                        "lint", "pays_for_worse", input=scheme.inputs[name].label, result=result,
                        worse=plain(worse.form[name]), better=plain(better.form[name]),
                        more=plain(before), less=plain(number),
                    )  # fmt: skip


def _two_negatives(scheme: Scheme, role: str, values: dict[str, list[Fraction]]) -> Iterator[Doubt]:
    """Worst in two things at once must not bring more than worst in one of them."""
    behind = {name for amount in scheme.pay.values()
              for name in scheme.inputs_behind(amount.formula.names)}  # fmt: skip
    names = [name for name in values if name in behind and values[name]]
    middle, pairs = _middle(scheme), list(combinations(names, 2))
    forms = []
    for one, other in pairs:
        worst = {one: values[one][0], other: values[other][0]}
        forms += [{**middle, **worst}, {**middle, one: worst[one]}, {**middle, other: worst[other]}]
    tried = iter(_results(scheme, role, forms))
    owed = {name for name, amount in scheme.pay.items() if amount.owed}
    for one, other in pairs:
        both, first, second = next(tried), next(tried), next(tried)
        for result, number in both.results.items():
            found = [each.results.get(result) for each in (first, second)]
            singles = [single for single in found if single is not None]
            better = min(singles, default=number) < number
            if max(singles, default=number) > number if result in owed else better:
                labels = {"one": scheme.inputs[one].label, "other": scheme.inputs[other].label}
                yield "warn", f"pay.{result}", said("lint", "two_negatives", **labels)
                break


def _middle(scheme: Scheme) -> Form:
    """Every input somewhere in the middle of what it may be."""
    return {name: _middle_of(scheme, name, one) for name, one in scheme.inputs.items()}


def _middle_of(scheme: Scheme, name: str, declared: Input) -> Fraction:
    if declared.choices:
        return Fraction(1)
    if declared.unit == "yes_no":
        return Fraction(int(declared.better == "higher"))
    values = sorted(_values(scheme, name))
    return values[len(values) // 2] if values else Fraction(0)


def _results(scheme: Scheme, role: str, forms: list[Form]) -> list[Tried]:
    """All forms at once, each a person with nobody beside; what cannot be scored has no result."""
    entries = [
        entry
        for number, form in enumerate(forms)
        for entry in _entries(scheme, f"p{number:06d}", role, form)
    ]
    found = {one.agent_id: one for one in score(scheme, entries).statements if not one.summary}
    answer = []
    for number, form in enumerate(forms):
        one = found[f"p{number:06d}"]
        results = {key: Fraction(amount) for key, amount in one.pay.items()}
        if one.score is not None:
            results["score"] = one.score
        answer.append(Tried(form, results))
    return answer


def _entries(scheme: Scheme, who: str, role: str, form: Form) -> Iterator[Entry]:
    if role:
        yield Entry(who, "role", scheme.constants.get(role), PERIOD, who, word=role)
    for name, value in form.items():
        raters = scheme.raters.who if scheme.inputs[name].rated and scheme.raters else [""]
        for rater in raters:
            yield Entry(who, name, value, PERIOD, who, rater)
