"""The exact number that everything is scored with: the standard library's fraction, in C.

Texts are read by `metrics.exact.exact` alone: the C parser spoils the null byte that all of Python
shares when a text has one character. A test looks for calls that hand it one.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction
else:
    from quicktions import Fraction

__all__ = ["Fraction"]
