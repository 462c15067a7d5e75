"""Great Expectations as judge: it is given counts, not the data, so its cost stays the same."""

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from great_expectations.core.batch_definition import BatchDefinition


def expect_none(counts: dict[str, int]) -> dict[str, bool]:
    """Which of these counts of what is amiss are zero: one row per check, one expectation of all.

    An expectation costs some milliseconds, and a desk has a hundred and fifty checks.
    """
    if not counts:
        return {}
    import great_expectations as gx
    import pandas as pd

    frame = pd.DataFrame({"check": list(counts), "amiss": list(counts.values())})
    batch = _counts().get_batch({"dataframe": frame})
    nothing_amiss = gx.expectations.ExpectColumnValuesToBeBetween(
        column="amiss", min_value=0, max_value=0
    )
    named = {"result_format": "COMPLETE", "unexpected_index_column_names": ["check"]}
    found = batch.validate(nothing_amiss, result_format=named)
    broken = {row["check"] for row in found.result.get("unexpected_index_list") or ()}
    if found.success != (not broken):
        raise RuntimeError(f"the verdicts contradict each other: {found.result}")
    return {name: name not in broken for name in counts}


@cache
def _counts() -> "BatchDefinition[Any]":
    """What every frame of counts is a batch of, made once in a process."""
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("profile").add_dataframe_asset("counts")
    return asset.add_batch_definition_whole_dataframe("all")
