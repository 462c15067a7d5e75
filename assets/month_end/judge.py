"""Whether an entry may stand: as the scorer judges it, said before anybody is scored."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from assets.appraisal.entries import entries_of
from assets.month_end.asked import Asked, Form, Person
from assets.month_end.entered import Written
from metrics.entry import Fault
from metrics.entry_faults import faults_of, resolved
from metrics.exact import exact, plain
from metrics.label import Label
from metrics.saying import said

Forms = Mapping[str, list[tuple[Form, Person]]]  # by agent


def wrong_with(one: Written, forms: Forms, known: Mapping[str, str], period: str) -> list[Label]:
    """Sentences; `known` is everybody's name by id."""
    if one.broken is not None:
        return [said("ingest", one.broken)]
    if not one.agent_id:
        return [said("month_end", "no_person")]
    if one.agent_id not in forms:
        key = "not_appraised" if one.agent_id in known else "unknown_person"
        hint = _hint(one.agent_id, list(forms))
        return [said("month_end", key, agent=one.agent_id, hint=hint)]
    asking = [
        (form, person, asked)
        for form, person in forms[one.agent_id]
        for asked in form.asked
        if asked.name == one.input
    ]
    if not asking:
        names = [asked.name for form, _ in forms[one.agent_id] for asked in form.asked]
        return [said("month_end", "not_asked", input=one.input, hint=_hint(one.input, names))]
    found = [text for form, who, asked in asking for text in _judged(one, form, who, asked, period)]
    return list({text.en: text for text in found}.values())


def _judged(one: Written, form: Form, person: Person, asked: Asked, period: str) -> Iterator[Label]:
    if form.scheme.input_named(one.input) is None:
        yield from _counted(one, asked)
        return
    who = (person.agent_id, period, person.team)
    origin = f"month_end:{one.rater}"
    for entry in entries_of(form.scheme, who, one.input, (one.value, None, None), origin):
        if isinstance(entry, Fault):
            yield entry.text
        else:
            rater = form.scheme.raters.called(entry.rater) if form.scheme.raters else entry.rater
            judged = resolved(form.scheme, entry._replace(rater=rater))
            yield from (fault.text for fault in faults_of(form.scheme, judged))


def _counted(one: Written, asked: Asked) -> Iterator[Label]:
    """An entry that a KPI counts: the form itself does not know its name."""
    try:
        value = exact(one.value)
    except ValueError as error:
        yield said("appraisal", "not_a_number", column=asked.declared.label, why=error)
        return
    reason = asked.declared.refuses(value)
    if reason is not None:
        bounds = {"least": asked.declared.least, "most": asked.declared.most}
        shown = {name: "" if edge is None else plain(edge) for name, edge in bounds.items()}
        label = asked.declared.label
        yield said("appraisal", reason, input=label, value=plain(value), **shown)


def _hint(word: str, known: list[str]) -> Label:
    close = get_close_matches(word, known, n=1, cutoff=0.5)
    return said("appraisal", "did_you_mean", word=close[0]) if close else Label(en="", zh="")
