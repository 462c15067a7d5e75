"""Flags: a condition that held in so many appraisals in a row, for a person to look at."""

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction

from metrics.case import Case
from metrics.formula import Formula
from metrics.scheme import Flag, Scheme
from metrics.statement import Raised, Statement


def with_flags(scheme: Scheme, cases: list[Case], statements: list[Statement]) -> list[Statement]:
    periods = sorted({one.period for one in statements})
    known = [_values(scheme, case, one) for case, one in zip(cases, statements, strict=True)]
    places: dict[str, dict[str, int]] = defaultdict(dict)
    for place, one in enumerate(statements):
        if one.score is not None:
            places[one.agent_id][one.period] = place
    raised: dict[int, list[Raised]] = defaultdict(list)
    for key, flag in scheme.flags.items():
        for of_agent in places.values():
            for place in _reached(flag, periods, of_agent, known):
                raised[place].append(Raised(key, flag.text))
    return [
        replace(one, flags=(*one.flags, *raised[place])) for place, one in enumerate(statements)
    ]


def _reached(
    flag: Flag, periods: list[str], places: dict[str, int], known: list[dict[str, Fraction]]
) -> list[int]:
    """Where the run is long enough; `restarts` begins to count anew after each time."""
    reached, run = [], 0
    for period in periods:
        if period not in places:
            run = 0 if flag.not_appraised == "breaks" else run
            continue
        run = run + 1 if _holds(flag.when, known[places[period]]) else 0
        if run >= flag.periods:
            reached.append(places[period])
            run = 0 if flag.restarts else run
    return reached


def _holds(condition: Formula, values: dict[str, Fraction]) -> bool:
    """A condition on something that is not known does not hold."""
    if not all(name in values for name in condition.names):
        return False
    try:
        return condition.holds(values)
    except ZeroDivisionError:
        return False


def _values(scheme: Scheme, case: Case, one: Statement) -> dict[str, Fraction]:
    values = known_values(scheme, case)
    for name, number in (("score", one.score), ("rank", one.rank), ("ranked", one.ranked)):
        if number is not None:
            values[name] = Fraction(number)
    return values


def known_values(scheme: Scheme, case: Case) -> dict[str, Fraction]:
    """Parameters, and over them what was entered for this agent."""
    values = {
        name: parameter.value
        for name, parameter in scheme.parameters.items()
        if parameter.value is not None
    }
    return values | {name: value for name, value in case.values.items() if value is not None}
