"""Names for the columns that the simulator computes with, and one stream of chance per noun."""

from zlib import crc32

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Chance = np.random.Generator

NEVER = np.inf


def chance(seed: int, noun: str, part: int = 0) -> Chance:
    """A stream of its own, so that a change to one noun leaves the others as they were."""
    return np.random.default_rng([seed, crc32(noun.encode()), part])


def around(rng: Chance, median: float | Floats, spread: float, size: int) -> Floats:
    """Lognormal times: the median, and the spread of their logarithm."""
    return np.asarray(median) * np.exp(spread * rng.standard_normal(size))
