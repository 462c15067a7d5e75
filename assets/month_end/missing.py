"""What is still missing for whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assets.month_end.asked import ROLE, Asked, Form, Person
from assets.month_end.entered import Written
from metrics.label import Language
from metrics.saying import said

Given = Mapping[str, list[Written]]  # an agent's entries by input


@dataclass(frozen=True)
class Missing:
    team: str
    agent_id: str
    name: str
    scheme: str
    items: tuple[str, ...]


def missing_of(form: Form, person: Person, given: Given, language: Language) -> Missing | None:
    """None where everything is in."""
    role = _role(form, given)
    items = [
        text
        for one in form.asked
        if form.needs(one, role)
        for text in _lacking(form, one, given, language)
    ]
    items += _without_parts(form, given, language)
    if not items:
        return None
    title = form.scheme.title.in_(language)
    return Missing(person.team, person.agent_id, person.name, title, tuple(items))


def _lacking(form: Form, one: Asked, given: Given, language: Language) -> Iterator[str]:
    label = one.declared.label.in_(language)
    entries = given.get(one.name, [])
    raters = form.scheme.raters if one.declared.rated else None
    if not entries or raters is None:
        if not entries:
            yield label
        return
    if raters.missing == "refuse":
        there = {raters.called(entry.rater) for entry in entries}
        for key, rater in raters.who.items():
            if key not in there:
                of_whom = rater.label.in_(language)
                yield said("month_end", "of_rater", item=label, rater=of_whom).in_(language)


def _without_parts(form: Form, given: Given, language: Language) -> list[str]:
    """Figures that a KPI makes of several entries, of which there is none."""
    parts = [one for one in form.asked if one.part_of and not one.declared.may_be_absent]
    there = {one.part_of for one in parts if one.name in given}
    lacking = [
        one.part_of.in_(language) for one in parts if one.part_of and one.part_of not in there
    ]
    return list(dict.fromkeys(lacking))


def _role(form: Form, given: Given) -> str:
    declared = form.scheme.input_named(ROLE)
    for entry in given.get(ROLE, []):
        place = declared.of_word(entry.value) if declared is not None else None
        if place is not None:
            return list(form.scheme.roles)[int(place) - 1]
    return ""
