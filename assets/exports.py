"""exports/*: what managers, the people appraised, and payroll get of a period."""

from collections.abc import Iterator

import dagster as dg

from assets.appraisal.behind import mark_scored
from assets.desk.resource import DeskResource
from assets.hand_out import hand_out, write_statements
from assets.ledger.closes import closed
from assets.partitions import periods


@dg.multi_asset(
    name="exports",
    specs=[
        dg.AssetSpec(
            ["exports", name],
            deps=[
                ["score", "inputs"],
                ["score", "results"],
                ["score", "lines"],
                ["score", "adjustments"],
                ["score", "counted_rows"],
                ["staged", "agents"],
            ],
            group_name="exports",
            description=description,
            kinds={kind},
        )
        for name, kind, description in (
            ("workbooks", "excel", "One per team: a ranking and one sheet per agent."),
            ("statements", "html", "A page per team, and one per agent that it leads to."),
            ("payroll", "parquet", "Results, lines and amounts as tables, with their checksums."),
        )
    ],
    partitions_def=periods,
    pool="warehouse",
)
def exports(
    context: dg.AssetExecutionContext, desk: DeskResource
) -> Iterator[dg.MaterializeResult[None]]:
    """exports/<period>/, from the warehouse, or from the ledger where the period is closed."""
    period = context.partition_key
    close = closed(desk.desk, period)
    if close is not None:
        written = hand_out(desk.desk, close)
    else:
        written = write_statements(desk.connection, desk.desk, period)
    # also where nobody was scored: the folder says that the period was looked at
    (desk.desk.exports / period).mkdir(parents=True, exist_ok=True)
    mark_scored(desk.connection, desk.desk, period)
    files = [path.relative_to(desk.desk.exports / period) for path in written]
    for name, count in (
        ("workbooks", sum(path.suffix == ".xlsx" for path in files)),
        ("statements", sum(path.parts[0] == "statements" for path in files)),
        ("payroll", sum(path.parts[0] == "payroll" for path in files)),
    ):
        yield dg.MaterializeResult(asset_key=["exports", name], metadata={"files": count})
