"""deskmark kpis formulas: one KPI by each of its formulas, side by side."""

from typing import Annotated

import typer

from pipelines.cli.kpis import Where, conditions_of
from pipelines.cli.options import From, Home, Json, To
from pipelines.cli.output import print_json, print_table
from pipelines.cli.speech import say, teach

HELP = teach(
    "Show one KPI by each of its formulas, over the same records. The formula in force is marked; "
    "T and s are the waits of the queue's policy.",
    "用同一批记录按各公式算出同一指标，并标出现行公式；T 与 s 取自队列的服务水平规则。",
    "deskmark kpis formulas service_level --where queue=hotline",
    "deskmark kpis formulas service_level --from 2026-10-01 --to 2026-10-31 --json",
)
KpiId = Annotated[str, typer.Argument(metavar="ID", help=say("The KPI's id.", "指标编号。"))]


def formulas(
    kpi_id: KpiId,
    where: Where = None,
    date_from: From = None,
    date_to: To = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    from assets.desk.home import open_desk
    from assets.service_levels.formulas import formulas as side_by_side
    from assets.warehouse import open_measured

    desk = open_desk(home)
    language = desk.settings.language
    with open_measured(desk) as connection:
        rows = side_by_side(
            connection, kpi_id, conditions_of(where or []), date_from, date_to, language
        )
    if as_json:
        print_json(rows)
        return
    headers = [
        say("KPI", "指标", language),
        say("formula", "公式", language),
        say("numerator", "分子", language),
        say("denominator", "分母", language),
        say("value", "值", language),
        say("n", "样本量", language),
        "",
    ]
    print_table(
        headers,
        [
            [
                row["kpi"],
                row["formula"],
                row["numerator"],
                row["denominator"],
                _short(row["value"]),
                row["n"],
                say("in force", "现行", language) if row["in_force"] else "",
            ]
            for row in rows
        ],
    )


def _short(value: object) -> object:
    return round(value, 6) if isinstance(value, float) else value
