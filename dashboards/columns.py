"""Sums as the page carries them: columns of whole numbers, in few bytes, deflated."""

import base64
import zlib
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
MILLIONTHS = 1_000_000
LEAST, STEP = 1e-4, np.log(1.18)  # a spread is rounded to 9 % of the variance within one row


@dataclass
class Columns:
    """Columns of one table, each kept once however many KPIs share it.

    A column is its bytes, lowest first, one plane after the other: what is small packs well.
    """

    shapes: list[tuple[int, int, int]] = field(default_factory=list)  # length, width, lowest
    _bytes: list[bytes] = field(default_factory=list)
    _places: dict[tuple[tuple[int, int, int], bytes], int] = field(default_factory=dict)

    def add(self, numbers: Numbers) -> int:
        """Where the column stands; the same numbers stand there only once."""
        lowest = min(int(numbers.min(initial=0)), 0)
        raised = numbers - lowest
        width = (int(raised.max(initial=0)).bit_length() + 7) // 8
        planes = b"".join(
            ((raised >> (8 * place)) & 0xFF).astype(np.uint8).tobytes() for place in range(width)
        )
        shape = (len(numbers), width, lowest)
        if (shape, planes) not in self._places:
            self._places[shape, planes] = len(self.shapes)
            self.shapes.append(shape)
            self._bytes.append(planes)
        return self._places[shape, planes]

    def add_amounts(self, millionths: Numbers) -> tuple[int, int]:
        """The same, and how many decimals the numbers have."""
        decimals = 6
        while decimals and not (millionths % 10).any():
            millionths, decimals = millionths // 10, decimals - 1
        return self.add(millionths), decimals

    def packed(self) -> str:
        return base64.b64encode(zlib.compress(b"".join(self._bytes), 6)).decode()


def spread_codes(numerator: Numbers, denominator: Numbers, squares: NDArray[np.float64]) -> Numbers:
    """What a row's values scatter by: Σx² − (Σx)²/n on a scale of logarithms, 0 for none."""
    total, count = numerator / MILLIONTHS, denominator / MILLIONTHS
    with np.errstate(divide="ignore", invalid="ignore"):
        rest = np.where(count > 1, squares - total * total / count, 0.0)
    rest = np.where(rest > squares * 1e-12, rest, 0.0)  # what is left of rounding is no spread
    codes = np.rint(np.log(np.maximum(rest, LEAST) / LEAST) / STEP) + 1
    return np.where(rest > LEAST / 2, np.minimum(codes, 255), 0).astype(np.int64)
