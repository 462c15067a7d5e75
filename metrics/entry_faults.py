"""What can be wrong with the entries of one agent and period, each as one sentence."""

from collections.abc import Mapping
from difflib import get_close_matches

from metrics.entry import Entry, Fault
from metrics.exact import plain
from metrics.label import Label
from metrics.mark import Value
from metrics.number import Fraction
from metrics.saying import said
from metrics.scheme import RESULT_NAMES, Scheme
from metrics.scheme_input import Input


def resolved(scheme: Scheme, row: Entry) -> Entry:
    """A word, or a number that is the name of a choice, becomes the number that stands for it.

    A rater may be written as the form calls them.
    """
    declared = scheme.input_named(row.input)
    if declared is not None and declared.rated and scheme.raters is not None:
        row = row._replace(rater=scheme.raters.called(row.rater))
    if declared is None or declared.unit not in ("choice", "yes_no"):
        return row
    word = row.word or (plain(row.value) if row.value is not None else "")
    place = declared.of_word(word) if word else None
    return row if place is None else row._replace(value=place, word="")


def faults_of(scheme: Scheme, row: Entry) -> list[Fault]:
    def fault(key: str, **values: object) -> list[Fault]:
        return [Fault(said("appraisal", key, **values), row.agent_id, row.period, row.line)]

    if row.input in RESULT_NAMES:
        return []
    declared = scheme.input_named(row.input)
    if declared is None:
        known = [*scheme.inputs, *RESULT_NAMES]
        return fault("unknown_input", input=row.input, hint=_hint(row.input, known))
    if row.word:
        if declared.unit not in ("choice", "yes_no"):
            return fault("no_number", word=row.word)
        words = ", ".join(declared.words) or "yes, no"
        return fault("unknown_word", input=declared.label, word=row.word, words=words)
    if declared.unit == "choice" and row.value is not None and not _is_place(declared, row.value):
        words = ", ".join(declared.words)
        return fault("unknown_word", input=declared.label, word=plain(row.value), words=words)
    if declared.rated and (scheme.raters is None or row.rater not in scheme.raters.who):
        who = ", ".join(scheme.raters.who) if scheme.raters else "—"
        return fault("unknown_rater", input=declared.label, rater=row.rater or "—", who=who)
    reason = declared.refuses(row.value) if row.value is not None else None
    if reason is None or row.value is None:
        return []
    return fault(
        reason,
        input=declared.label,
        value=plain(row.value),
        least=plain(declared.least) if declared.least is not None else "",
        most=plain(declared.most) if declared.most is not None else "",
    )


def _is_place(declared: Input, value: Fraction) -> bool:
    return value.denominator == 1 and 1 <= value <= len(declared.words)


def repeated(first: Entry, second: Entry) -> Fault:
    key = "two_raters" if first.rater != second.rater else "stands_twice"
    text = said("appraisal", key, input=second.input, first=first.line or "?")
    return Fault(text, second.agent_id, second.period, second.line)


def two_groups(agent_id: str, period: str, groups: list[str]) -> Fault:
    return Fault(said("appraisal", "two_groups", groups=", ".join(groups)), agent_id, period)


def missing(
    scheme: Scheme,
    role: str,
    values: Mapping[str, Value],
    rated: Mapping[str, Mapping[str, Fraction]],
) -> list[Label]:
    """Inputs that nobody delivered, raters who are not in, and a role that was not named."""
    if scheme.roles and not role:
        return [said("appraisal", "no_role", roles=", ".join(scheme.roles))]
    needed = scheme.needed(role)
    absent = [
        _named(scheme, name)
        for name in needed
        if name not in values and not scheme.inputs[name].may_be_absent
    ]
    answer = [said("appraisal", "missing_inputs", inputs=_together(absent))] if absent else []
    if scheme.raters and scheme.raters.missing == "refuse":
        who = scheme.raters.who
        for name in needed:
            if scheme.inputs[name].rated and name in values:
                for rater in [one for one in who if one not in rated.get(name, {})]:
                    label = scheme.inputs[name].label
                    answer.append(
                        said("appraisal", "missing_rater", input=label, rater=who[rater].label)
                    )
    return answer


def _together(labels: list[Label]) -> Label:
    return Label(en=", ".join(one.en for one in labels), zh="、".join(one.zh for one in labels))


def _named(scheme: Scheme, name: str) -> Label:
    label = scheme.inputs[name].label
    return Label(en=f"{label.en} ({name})", zh=f"{label.zh} ({name})")


def _hint(word: str, known: list[str]) -> Label:
    close = get_close_matches(word, known, n=1, cutoff=0.5)
    if close:
        return said("appraisal", "did_you_mean", word=close[0])
    return said("appraisal", "known_are", words=", ".join(sorted(known)))
