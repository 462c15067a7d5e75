"""Every scoring mechanism by the name that a scheme's line uses for it."""

from metrics.mechanism import Arguments
from metrics.mechanisms.attainment import Attainment
from metrics.mechanisms.choice import Choice
from metrics.mechanisms.computed import Computed
from metrics.mechanisms.deviation import Deviation
from metrics.mechanisms.each import Each
from metrics.mechanisms.ladder import Ladder
from metrics.mechanisms.linear import Linear
from metrics.mechanisms.met import Met
from metrics.mechanisms.per_event import PerEvent
from metrics.mechanisms.per_step import PerStep
from metrics.mechanisms.rating import Rating
from metrics.mechanisms.shown import Shown
from metrics.mechanisms.tiers import Tiers
from metrics.mechanisms.total_of import TotalOf

MECHANISMS: dict[str, type[Arguments]] = {
    "attainment": Attainment,
    "choice": Choice,
    "computed": Computed,
    "deviation": Deviation,
    "each": Each,
    "ladder": Ladder,
    "linear": Linear,
    "met": Met,
    "per_event": PerEvent,
    "per_step": PerStep,
    "rating": Rating,
    "shown": Shown,
    "tiers": Tiers,
    "total_of": TotalOf,
}
