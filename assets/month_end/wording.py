"""What may stand in a cell, in words, and who must fill it."""

from assets.month_end.asked import Asked, Form
from assets.workbook.styles import TIMES
from metrics.exact import percent, plain
from metrics.label import Language
from metrics.number import Fraction
from metrics.saying import said
from metrics.scheme_input import Input
from metrics.words import words


def allowed(declared: Input, language: Language, currency: str) -> str:
    """Unit, bounds and words, as "points, 0 to 100"."""
    if declared.choices:
        between = " / "
        return between.join(one.in_(language) for one in declared.choices.values())
    if declared.unit == "yes_no":
        return " / ".join(words("month_end", key, language) for key in ("yes", "no"))
    parts = [unit_word(declared.unit, language, currency)]
    if declared.whole:
        parts.append(words("month_end", "whole", language))
    least, most = (_bound(one, declared) for one in (declared.least, declared.most))
    if least and most:
        parts.append(said("month_end", "between", least=least, most=most).in_(language))
    elif least:
        parts.append(said("month_end", "at_least", least=least).in_(language))
    elif most:
        parts.append(said("month_end", "at_most", most=most).in_(language))
    return words("month_end", "comma", language).join(parts)


def unit_word(unit: str, language: Language, currency: str) -> str:
    if unit == "money":
        return currency
    return words("workbook" if unit in TIMES else "month_end", unit, language)


def need(form: Form, one: Asked, language: Language) -> str:
    """Required, optional, or what counts where nothing stands."""
    if any(form.needs(one, role) for role in form.scheme.roles or ("",)):
        return words("month_end", "required", language)
    if one.declared.otherwise is not None:
        value = _bound(one.declared.otherwise, one.declared)
        return said("month_end", "otherwise", value=value).in_(language)
    return words("month_end", "optional", language)


def note_of(form: Form, one: Asked, language: Language, currency: str) -> str:
    """All that somebody who fills the cell may ask."""
    other = one.declared.label.in_("en" if language == "zh" else "zh")
    parts = [
        one.declared.label.in_(language),
        other,
        allowed(one.declared, language, currency),
        need(form, one, language),
    ]
    if one.declared.many:
        parts.append(words("month_end", "one_row_each", language))
    if one.declared.spans:
        parts.append(words("month_end", f"spans_{one.declared.spans}", language))
    if one.counted is not None:
        parts.append(one.counted.in_(language))
    return "\n".join(dict.fromkeys(parts))


def _bound(value: Fraction | None, declared: Input) -> str:
    if value is None:
        return ""
    return percent(value) if declared.unit == "share" else plain(value)
