"""exports/workbooks: one workbook per team and period, for managers and the people in it."""

import dagster as dg

from assets.appraisal.behind import mark_scored
from assets.desk.resource import DeskResource
from assets.ledger.close import hand_out
from assets.ledger.closes import closed
from assets.partitions import periods
from assets.workbook import write_workbooks


@dg.asset(
    key=["exports", "workbooks"],
    deps=[
        ["score", "inputs"],
        ["score", "results"],
        ["score", "lines"],
        ["score", "adjustments"],
        ["staged", "agents"],
    ],
    partitions_def=periods,
    group_name="exports",
    kinds={"excel"},
    pool="warehouse",
)
def workbooks(context: dg.AssetExecutionContext, desk: DeskResource) -> dg.MaterializeResult[None]:
    """exports/<period>/<team>.xlsx: a ranking and one sheet per agent, every point explained."""
    close = closed(desk.desk, context.partition_key)
    if close is not None:
        written = hand_out(desk.desk, close)
    else:
        written = write_workbooks(desk.connection, desk.desk, context.partition_key)
    # also where nobody was scored: the folder says that the period was looked at
    (desk.desk.exports / context.partition_key).mkdir(parents=True, exist_ok=True)
    mark_scored(desk.connection, desk.desk, context.partition_key)
    return dg.MaterializeResult(metadata={"workbooks": len(written)})
