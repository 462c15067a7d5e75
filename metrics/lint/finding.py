"""A finding of the linter: what is doubtful, where, and in which reading."""

from dataclasses import dataclass
from typing import Literal

from metrics.label import Label

Level = Literal["error", "warn", "note"]
Doubt = tuple[Level, str, Label]  # level, place in the file, sentence


@dataclass(frozen=True)
class Finding:
    """`note`: worth knowing, or a trap that only another reading of the document opens."""

    level: Level
    scheme: str
    where: str
    text: Label
    reading: str = ""
