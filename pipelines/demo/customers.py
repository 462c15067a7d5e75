"""Made-up customers: buyer names as shops show them, and numbers from an invented range."""

import numpy as np
import polars as pl

from metrics.label import Language
from pipelines.demo.arrays import Ints
from pipelines.demo.phrases import BUYERS

FIRST_BUYER = 1_000


def buyer_names(buyer: Ints, language: Language) -> pl.Series:
    """Shop nicknames: one in three keeps the one that the shop gave."""
    number = pl.Series("number", buyer)
    words = pl.Series(BUYERS[language]).gather(np.asarray(buyer) % len(BUYERS[language]))
    given = pl.format("tb{}", number * 37 + 10_000_000)
    chosen = pl.format("{}_{}", words, number)
    return pl.select(pl.when(number % 3 == 0).then(given).otherwise(chosen)).to_series()


def phone_numbers(caller: Ints) -> pl.Series:
    return pl.Series(19_900_000_000 + np.asarray(caller)).cast(pl.String)
