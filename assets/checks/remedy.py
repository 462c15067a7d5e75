"""What to do when a check does not hold."""

from metrics.label import Label
from metrics.words import label, topic_words


def remedy_of(name: str) -> Label:
    own = f"{name}_remedy"
    return label("checks", own if own in topic_words("checks") else "remedy")
