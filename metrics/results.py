"""What is decided between people and over periods once there are scores: levels, awards, means."""

from collections import defaultdict
from dataclasses import replace

from metrics.award import winners
from metrics.exact import plain
from metrics.figure import number_of
from metrics.group_mean import Mean, means_of
from metrics.levels import Bar, Levels, Month
from metrics.number import Fraction
from metrics.saying import said
from metrics.scheme import Scheme
from metrics.sheet import Sheet, holds
from metrics.statement import Raised


def with_levels(scheme: Scheme, sheets: list[Sheet]) -> list[Sheet]:
    """Everybody's level after each of their months, and its amount for pay to name."""
    machine = scheme.levels
    if machine is None:
        return sheets
    places: dict[str, list[int]] = defaultdict(list)
    for place, sheet in enumerate(sheets):
        if sheet.statement.score is not None:
            places[sheet.case.agent_id].append(place)
    answer = list(sheets)
    for of_agent in places.values():
        levels = machine.walk([_month(scheme, sheets[place]) for place in of_agent])
        for place, level in zip(of_agent, levels, strict=True):
            sheet = sheets[place]
            rung = Fraction(list(machine.order).index(level))
            known = sheet.known | {"level": rung, "level_amount": machine.order[level].amount}
            why = [Raised(f"bar:{key}", bar.text) for key, bar in _bars(machine, sheet).items()]
            one = replace(sheet.statement, level=level, flags=(*sheet.statement.flags, *why))
            answer[place] = Sheet(sheet.case, one, known)
    return answer


def _month(scheme: Scheme, sheet: Sheet) -> Month:
    machine, score = scheme.levels, sheet.statement.score
    assert machine is not None and score is not None
    up = machine.up is not None and holds(machine.up, sheet.known)
    down = machine.down is not None and holds(machine.down, sheet.known)
    barred = tuple(bar.rest_of for bar in _bars(machine, sheet).values())
    return Month(period=sheet.case.period, score=score, step=int(up) - int(down), barred=barred)


def _bars(machine: Levels, sheet: Sheet) -> dict[str, Bar]:
    return {key: bar for key, bar in machine.bars.items() if holds(bar.when, sheet.known)}


def with_awards(scheme: Scheme, sheets: list[Sheet]) -> list[Sheet]:
    """Who won what; a tie that the document does not break is a flag for a person."""
    answer = list(sheets)
    for key, award in scheme.awards.items():
        places = [place for place, one in enumerate(answer) if one.statement.is_scored]
        known = [answer[place].known for place in places]
        groups = [(answer[place].case.period, answer[place].case.group) for place in places]
        has, tied = winners(award, known, groups, holds)
        for number, place in enumerate(places):
            sheet = answer[place]
            one = sheet.statement
            if number in has:
                one = replace(one, awards=(*one.awards, key))
            if number in tied:
                text = said("appraisal", "tied", award=award.label)
                one = replace(one, flags=(*one.flags, Raised(f"tied:{key}", text)))
            answer[place] = Sheet(sheet.case, one, sheet.known | {key: Fraction(number in has)})
    return answer


def with_means(scheme: Scheme, sheets: list[Sheet]) -> tuple[list[Sheet], list[Mean]]:
    """The means of groups; everybody in a group above its limit gets the flag."""
    found: list[Mean] = []
    for key, mean in scheme.means.items():
        values = [
            (one.case.period, one.case.group, number_of(mean.of, one.known))
            for one in sheets
            if one.statement.is_scored and not one.case.is_settled
        ]
        found += means_of(key, mean, values)
    above = {(one.name, one.period, one.group): one for one in found if one.is_above}
    return [_warned(scheme, sheet, above) for sheet in sheets], found


def _warned(scheme: Scheme, sheet: Sheet, above: dict[tuple[str, str, str], Mean]) -> Sheet:
    flags = list(sheet.statement.flags)
    for key, mean in scheme.means.items():
        group = sheet.case.group if mean.among == "group" else ""
        one = above.get((key, sheet.case.period, group))
        if one and one.limit is not None and number_of(mean.of, sheet.known) is not None:
            text = said(
                "appraisal", "mean_above", what=mean.label, mean=plain(one.mean),
                limit=plain(one.limit), by=plain(one.mean - one.limit),
            )  # fmt: skip
            flags.append(Raised(f"mean:{key}", text))
    return Sheet(sheet.case, replace(sheet.statement, flags=tuple(flags)), sheet.known)
