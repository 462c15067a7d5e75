"""A sentence in both languages with its values filled in."""

from metrics.label import Label
from metrics.words import label


def said(topic: str, key: str, **values: object) -> Label:
    words = label(topic, key)
    return Label(
        en=words.en.format(**_values(values, "en")), zh=words.zh.format(**_values(values, "zh"))
    )


def _values(values: dict[str, object], language: str) -> dict[str, object]:
    """A label among the values speaks the language of the sentence."""
    return {
        name: getattr(value, language) if isinstance(value, Label) else value
        for name, value in values.items()
    }
