"""Flags: a condition that held in so many appraisals in a row, for a person to look at."""

from collections import defaultdict
from dataclasses import replace

from metrics.number import Fraction
from metrics.scheme import Scheme
from metrics.scheme_rows import Flag
from metrics.sheet import Sheet, holds
from metrics.statement import Raised


def with_flags(scheme: Scheme, sheets: list[Sheet]) -> list[Sheet]:
    """Each flag is raised where its run is long enough; formulas of pay name it as 1 or 0."""
    if not scheme.flags:
        return sheets
    periods = sorted({one.case.period for one in sheets})
    places: dict[str, dict[str, int]] = defaultdict(dict)
    for place, one in enumerate(sheets):
        if one.statement.is_scored:
            places[one.case.agent_id][one.case.period] = place
    raised: dict[int, list[Raised]] = defaultdict(list)
    for key, flag in scheme.flags.items():
        for of_agent in places.values():
            for place in _reached(flag, periods, of_agent, sheets):
                raised[place].append(Raised(key, flag.text))
    return [_with(scheme, one, raised.get(place, [])) for place, one in enumerate(sheets)]


def _with(scheme: Scheme, sheet: Sheet, raised: list[Raised]) -> Sheet:
    named = {flag.id for flag in raised}
    known = sheet.known | {key: Fraction(key in named) for key in scheme.flags}
    flags = (*sheet.statement.flags, *raised)
    return Sheet(sheet.case, replace(sheet.statement, flags=flags), known)


def _reached(
    flag: Flag, periods: list[str], places: dict[str, int], sheets: list[Sheet]
) -> list[int]:
    """Where the run is long enough; `restarts` begins to count anew after each time."""
    reached, run = [], 0
    for period in periods:
        if period not in places:
            run = 0 if flag.not_appraised == "breaks" else run
            continue
        run = run + 1 if holds(flag.when, sheets[places[period]].known) else 0
        if run >= flag.periods:
            reached.append(places[period])
            run = 0 if flag.restarts else run
    return reached
