"""What the platform of a channel counts: its service window, its caps, its unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from tests.metrics.brute_force.clock import Clock


@dataclass(frozen=True)
class Window:
    """Seconds after midnight, the last not included; one that ends before it begins is a night."""

    opens: int
    closes: int
    by_session: bool = False
    outside_is_unanswered: bool = False

    def holds(self, moment: datetime, clock: Clock) -> bool:
        shown = clock.shows(moment)
        second = shown.hour * 3600 + shown.minute * 60 + shown.second
        if self.opens < self.closes:
            return self.opens <= second < self.closes
        return second >= self.opens or second < self.closes


@dataclass(frozen=True)
class ChatRule:
    unit: str = "round"
    by_every: bool = False
    within: int = 180
    window: Window | None = None
    cap: int | None = None
    unanswered: int | None = None
    idle_split: int | None = None
    exempts_closings: bool = False
    slow_replies: int = 3
    slow_seconds: int = 120

    def is_open(self, moment: datetime, clock: Clock) -> bool:
        return self.window is None or self.window.holds(moment, clock)

    def counts(self, moment: datetime, clock: Clock) -> bool:
        """What comes outside the window counts too where it stands as unanswered."""
        is_kept = self.window is not None and self.window.outside_is_unanswered
        return is_kept or self.is_open(moment, clock)

    def wait(self, waited: Fraction | None, dated_at: datetime, clock: Clock) -> Fraction | None:
        """None where the platform sees no reply: out of hours, or after too long a silence."""
        if waited is None or not self.is_open(dated_at, clock):
            return None
        return None if self.idle_split is not None and waited >= self.idle_split else waited


Rules = Mapping[str, ChatRule]  # by channel in small letters; * is every other
ANY: Rules = {"*": ChatRule()}


def rule_of(rules: Rules, channel: str | None) -> ChatRule:
    return rules.get((channel or "").lower(), rules["*"])
