"""score/*: month end, one partition per appraisal period."""

from collections.abc import Iterator

import dagster as dg

from assets.appraisal import appraise, inputs_for
from assets.appraisal.checks import NAMES, checked
from assets.checks.blocked import refuse_if_blocked
from assets.desk.resource import DeskResource
from assets.ledger.adjustments import adjust
from assets.ledger.closes import closed
from assets.ledger.frozen import COUNTED
from assets.ledger.restore import restore
from assets.partitions import periods
from assets.trace.people import count_period

KEPT = ("results", "lines", "summaries")


@dg.asset(
    key=["score", "inputs"],
    deps=[
        ["kpi", "agent_days"],
        ["kpi", "catalogue"],
        ["staged", "agents"],
        ["staged", "month_end_inputs"],
    ],
    partitions_def=periods,
    group_name="score",
    kinds={"duckdb"},
    pool="warehouse",
)
def score_inputs(
    context: dg.AssetExecutionContext, desk: DeskResource
) -> dg.MaterializeResult[None]:
    """What the period's schemes read of each agent: KPI sums and month-end entries."""
    refuse_if_blocked(desk.connection, desk.desk.settings.language)
    close = closed(desk.desk, context.partition_key)
    if close is not None:
        restore(desk.connection, close)
        return dg.MaterializeResult(metadata={"closed": close.link.folder})
    rows = inputs_for(desk.connection, desk.desk, context.partition_key)
    return dg.MaterializeResult(metadata={"dagster/partition_row_count": rows})


@dg.asset(
    key=["score", "adjustments"],
    deps=[["score", "inputs"], ["kpi", "agent_days"], ["staged", "month_end_inputs"]],
    partitions_def=periods,
    group_name="score",
    kinds={"duckdb"},
    pool="warehouse",
)
def adjustments(
    context: dg.AssetExecutionContext, desk: DeskResource
) -> dg.MaterializeResult[None]:
    """What late logs and corrections change in periods closed before this one."""
    close = closed(desk.desk, context.partition_key)
    if close is not None:
        return dg.MaterializeResult(metadata={"closed": close.link.folder})
    rows = adjust(desk.connection, desk.desk, context.partition_key)
    return dg.MaterializeResult(metadata={"dagster/partition_row_count": rows})


@dg.multi_asset(
    name="count",
    specs=[
        dg.AssetSpec(
            ["score", name],
            deps=[["score", "inputs"], ["kpi", "agent_days"]],
            group_name="score",
            description=description,
            kinds={"duckdb"},
        )
        for name, description in (
            ("counted_kpis", "The KPIs behind the period's inputs, as they were defined."),
            ("counted_sums", "What they add up to: one row per agent and KPI."),
            ("counted_rows", "The first rows behind them, with the records of the files."),
        )
    ],
    partitions_def=periods,
    pool="warehouse",
)
def counted(
    context: dg.AssetExecutionContext, desk: DeskResource
) -> Iterator[dg.MaterializeResult[None]]:
    """What the numbers of the forms were counted from; a closed period keeps what it froze."""
    close = closed(desk.desk, context.partition_key)
    if close is None:
        rows = count_period(desk.connection, desk.desk, context.partition_key)
        told: dict[str, str | int] = {"dagster/partition_row_count": rows}
    else:
        told = {"closed": close.link.folder}
    for name in COUNTED:
        yield dg.MaterializeResult(asset_key=["score", name], metadata=told)


@dg.multi_asset(
    name="appraise",
    specs=[
        dg.AssetSpec(
            ["score", name],
            deps=[["score", "inputs"]],
            group_name="score",
            description=description,
            kinds={"duckdb", "yaml"},
        )
        for name, description in (
            ("results", "Score, rank, pay and flags: one row per agent and period."),
            ("lines", "Every point and the rule behind it: one row per agent, period and line."),
            ("summaries", "Quarters, half-years and years that end with a period, by agent."),
        )
    ],
    check_specs=[dg.AssetCheckSpec(name, asset=["score", "results"]) for name in NAMES],
    partitions_def=periods,
    pool="warehouse",
)
def scores(
    context: dg.AssetExecutionContext, desk: DeskResource
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Everybody scored whom desk.yml covers, or the reason why not; a closed period stays."""
    period, language = context.partition_key, desk.desk.settings.language
    if (close := closed(desk.desk, period)) is not None:
        told: dict[str, dict[str, str | int]] = {
            name: {"closed": close.link.folder} for name in KEPT
        }
    else:
        statements = appraise(desk.connection, desk.desk, period)
        lines = sum(len(statement.lines) for statement in statements)
        longer = sum(len(statement.longer) for statement in statements)
        counts = {"results": len(statements), "lines": lines, "summaries": longer}
        told = {name: {"dagster/partition_row_count": rows} for name, rows in counts.items()}
    for name in KEPT:
        yield dg.MaterializeResult(asset_key=["score", name], metadata=told[name])
    for one in checked(desk.connection, desk.desk, period):
        yield dg.AssetCheckResult(
            asset_key=["score", "results"],
            check_name=one.name,
            passed=one.passed,
            severity=dg.AssetCheckSeverity.WARN,
            description=one.text.in_(language),
        )
