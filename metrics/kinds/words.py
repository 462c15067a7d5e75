"""Words that the tables of documents share."""

from metrics.label import Language
from metrics.words import words


def head(language: Language, *keys: str) -> tuple[str, ...]:
    return tuple(word(language, key) for key in keys)


def word(language: Language, key: str) -> str:
    return words("documents", key, language)


def told(language: Language, key: str, **values: object) -> str:
    """A sentence with its values filled in."""
    return word(language, key).format(**values)
