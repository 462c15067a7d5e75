"""Ratings on a form: what is amiss with them, what is missing, and their means."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics.exact import plain
from metrics.kinds.rating_form import RatingForm, Scale
from metrics.label import Label
from metrics.number import Fraction
from metrics.saying import said


@dataclass(frozen=True)
class Rating:
    criterion: str
    rater: str  # which kind of rater
    points: Fraction
    who: str = ""  # the rater's own id, where it is known


def amiss(form: RatingForm, ratings: Sequence[Rating]) -> list[Label]:
    """Why ratings cannot stand: unknown names, values off the scale, one rater twice."""
    found: list[Label] = []
    seen: set[tuple[str, str, str]] = set()
    for one in ratings:
        key = (one.criterion, one.rater, one.who)
        fault = "rated_twice" if key in seen else _fault(form, one)
        seen.add(key)
        if fault:
            scale = form.scale.text if form.scale else ""
            points = plain(one.points)
            found.append(said("documents", fault, criterion=one.criterion, rater=one.rater,
                              points=points, scale=scale))  # fmt: skip
    return found


def _fault(form: RatingForm, one: Rating) -> str | None:
    if one.criterion not in form.criteria:
        return "no_criterion"
    if one.rater not in form.raters:
        return "no_rater"
    if form.scale is None:
        return "rated_in_words"
    return "off_scale" if _is_off(form.scale, one.points) else None


def _is_off(scale: Scale, points: Fraction) -> bool:
    outside = not scale.least <= points <= scale.most
    return outside or (scale.whole and points.denominator != 1)


def not_rated(form: RatingForm, ratings: Sequence[Rating]) -> list[tuple[str, str]]:
    """Criterion and kind of rater of whom nothing is there."""
    given = {(one.criterion, one.rater) for one in ratings}
    wanted = [(name, rater) for name in form.criteria for rater in form.raters]
    return [one for one in wanted if one not in given]


def means(form: RatingForm, ratings: Sequence[Rating]) -> dict[str, Fraction | None]:
    """Per criterion the mean over the kinds of raters, each kind's own mean counting once."""
    given: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
    for one in ratings:
        given[one.criterion, one.rater].append(one.points)
    found: dict[str, Fraction | None] = {}
    for name in form.criteria:
        each = [_mean(given[name, rater]) for rater in form.raters if given[name, rater]]
        found[name] = _mean(each) if each else None
    return found


def shares(form: RatingForm, rated: Mapping[str, Fraction | None]) -> dict[str, Fraction | None]:
    """Per group the share of the scale, its criteria counting alike; none while one is missing."""
    if form.equal_shares is None or form.scale is None:
        return {}
    least, width = form.scale.least, form.scale.most - form.scale.least
    found: dict[str, Fraction | None] = {}
    for group in form.groups:
        values = [rated.get(name) for name, one in form.criteria.items() if one.group == group]
        known = [value for value in values if value is not None]
        is_whole = bool(known) and len(known) == len(values)
        found[group] = (_mean(known) - least) / width if is_whole else None
    return found


def _mean(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)
