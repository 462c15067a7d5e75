"""Wording of findings in the desk's language."""

from collections.abc import Sequence

from metrics.label import Language

SHOWN = 3


def say(language: Language, en: str, zh: str) -> str:
    return zh if language == "zh" else en


def listed(names: Sequence[str], language: Language) -> str:
    """The first few names, or the first of many paths, and how many more there are."""
    count = 1 if len(names) > SHOWN and "/" in names[0] else SHOWN
    shown = say(language, ", ", "、").join(names[:count])
    more = len(names) - count
    return shown + (say(language, f" and {more} more", f" 等 {len(names)} 个") if more > 0 else "")
