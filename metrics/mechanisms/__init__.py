"""Every scoring mechanism by the name that a scheme's line uses for it."""

from metrics.mechanism import Arguments
from metrics.mechanisms.per_event import PerEvent
from metrics.mechanisms.per_step import PerStep
from metrics.mechanisms.rating import Rating
from metrics.mechanisms.shown import Shown
from metrics.mechanisms.tiers import Tiers
from metrics.mechanisms.total_of import TotalOf

MECHANISMS: dict[str, type[Arguments]] = {
    "per_event": PerEvent,
    "per_step": PerStep,
    "rating": Rating,
    "shown": Shown,
    "tiers": Tiers,
    "total_of": TotalOf,
}
