"""When contacts arrive: Poisson counts, spread over the day as desks know it."""

import numpy as np

from pipelines.demo.arrays import Chance, Floats
from pipelines.demo.clock import HOUR

# Weight of each hour of the day, midnight first.
CHAT_HOURS = (3, 2, 1, 1, 1, 1, 2, 4, 8, 12, 14, 13, 11, 12, 14, 14, 13, 12, 11, 14, 17, 17, 14, 8)
ORDER_HOURS = (
    5,
    3,
    2,
    1,
    1,
    1,
    3,
    5,
    8,
    12,
    14,
    13,
    13,
    13,
    13,
    13,
    12,
    11,
    11,
    14,
    18,
    19,
    16,
    10,
)
CALL_HOURS = (0, 0, 0, 0, 0, 0, 0, 0, 6, 9, 11, 10, 8, 11, 14, 13, 11, 7, 6, 6, 5, 0, 0, 0)
COMPLAINT_HOURS = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 10, 8, 9, 10, 10, 9, 7, 0, 0, 0, 0, 0, 0)
TICKET_HOURS = (2, 1, 1, 1, 1, 1, 3, 6, 9, 13, 13, 11, 9, 11, 12, 12, 11, 10, 8, 9, 10, 9, 7, 4)

# Weight of each day of the week, Monday first.
SHOPPING_WEEK = (0.95, 0.94, 0.96, 1.0, 1.05, 1.08, 1.02)
CALLING_WEEK = (1.16, 1.08, 1.02, 1.0, 0.98, 0.9, 0.86)
OFFICE_WEEK = (1.15, 1.1, 1.05, 1.0, 1.0, 0.88, 0.82)


def arrivals(rng: Chance, mean: float, hours: tuple[int, ...]) -> Floats:
    """Seconds of the day at which contacts arrive, in order."""
    busy = mean * np.exp(0.06 * rng.standard_normal())  # no two Mondays are alike
    count = rng.poisson(busy)
    edges = np.concatenate([[0.0], np.cumsum(hours)]) / sum(hours)
    seconds = np.interp(rng.random(count), edges, np.arange(25) * HOUR)
    return np.sort(seconds)
