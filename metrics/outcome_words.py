"""Why an outcome is another, in words: lines, weights, rules, tiers and amounts."""

from decimal import Decimal

from metrics.exact import plain, shown
from metrics.label import Language
from metrics.number import Fraction
from metrics.outcome import Outcome, Reason
from metrics.scheme import Scheme
from metrics.words import words

NONE = "—"


def why(one: Outcome, language: Language) -> str:
    """The reasons in words, one a line."""
    lines = [_reason(reason, language) for reason in one.reasons]
    if one.beyond_lines:
        text = words("whatif", "beyond_lines", language)
        lines.append(f"{text} {_signed(one.beyond_lines)}")
    lines += [
        f"{words('whatif', crossing.what, language)} "
        f"{crossing.was or NONE} → {crossing.now or NONE}"
        for crossing in one.crossings
        if crossing.what in ("grade", "level")
    ]
    if not lines:
        lines += [_amount(one, name, pair, language) for name, pair in one.amounts.items()]
    if one.now.statement.problem is not None:
        lines.append(one.now.statement.problem.in_(language))
    return "\n".join(lines)


def _reason(reason: Reason, language: Language) -> str:
    """What of the line is another: its weight, its rule, or that it is there at all."""
    was, now = reason.was, reason.now
    text = f"{reason.label.in_(language)} {_signed(reason.change)}"
    if was is None or now is None:
        key = "line_new" if was is None else "line_gone"
        return f"{text} ({words('whatif', key, language)})"
    parts = []
    if was.weight != now.weight:
        weight = words("whatif", "weight", language)
        parts.append(f"{weight} {plain(was.weight)} → {plain(now.weight)}")
    if was.rule != now.rule:
        parts.append(f"{was.rule} ⇒ {now.rule}")
    return f"{text} ({'; '.join(parts)})" if parts else text


def _amount(
    one: Outcome, name: str, pair: tuple[Decimal | None, Decimal | None], language: Language
) -> str:
    label = one.labels.get(name)
    was, now = (NONE if amount is None else f"{amount:f}" for amount in pair)
    return f"{label.in_(language) if label else name} {was} → {now}"


def crossing_named(scheme: Scheme, what: str, language: Language) -> str:
    """The line's own label; a grade and a level by their words."""
    line = scheme.lines.get(what)
    if line is not None:
        return line.label.in_(language)
    return words("whatif", what, language) if what in ("grade", "level") else what


def _signed(number: Fraction) -> str:
    return f"{'+' if number > 0 else ''}{shown(number)}"
