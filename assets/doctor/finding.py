"""One thing that a person should know or mend."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warn", "info"]


@dataclass(frozen=True)
class Finding:
    level: Level
    what: str
    where: str = ""
    remedy: str = ""
