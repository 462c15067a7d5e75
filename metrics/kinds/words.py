"""Words that the tables of documents share."""

import re
from collections.abc import Mapping

from metrics.formula import Formula
from metrics.label import Label, Language
from metrics.words import words


def head(language: Language, *keys: str) -> tuple[str, ...]:
    return tuple(word(language, key) for key in keys)


def word(language: Language, key: str) -> str:
    return words("documents", key, language)


def told(language: Language, key: str, **values: object) -> str:
    """A sentence with its values filled in."""
    return word(language, key).format(**values)


def formula_in(language: Language, formula: Formula, names: Mapping[str, Label]) -> str:
    """A formula with its names as people know them."""
    return re.sub(
        r"[A-Za-z_]\w*",
        lambda found: names[found[0]].in_(language) if found[0] in names else found[0],
        formula.text,
    )
