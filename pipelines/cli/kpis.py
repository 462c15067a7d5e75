"""deskmark kpis: the catalogue, and the numbers themselves."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipelines.cli import reconcile
from pipelines.cli.drifts import print_drifts
from pipelines.cli.options import From, Home, Json, To, day_of
from pipelines.cli.output import print_json, print_pairs, print_table
from pipelines.cli.speech import say, teach, terminal_language

if TYPE_CHECKING:
    from metrics.kpi import Kpi
    from metrics.label import Language

LIST = teach(
    "List every KPI with its unit, direction and dating column.",
    "列出全部指标：编号、名称、单位、方向、按哪个日期计。",
    "deskmark kpis list",
    "deskmark kpis list --json",
)
SHOW = teach(
    "Show one KPI. Definition, formula, variants, maturity, minimum sample, references.",
    "显示一个指标：定义、公式、变体、定案天数、最小样本、出处。",
    "deskmark kpis show service_level",
)
GET = teach(
    "Get numbers. Each has numerator, denominator, n and interval; totals come from sums.",
    "取数：附分子、分母、样本量和区间；合计一律由分子分母重新算出。",
    "deskmark kpis get answer_rate abandon_rate --by queue,day",
    "deskmark kpis get chat_reply_rate --by agent --where team=售前一组 --from 2026-10-01",
    "deskmark kpis get service_level --by queue --format json",
    "deskmark kpis get aht_seconds --by agent,day --format parquet --output times.parquet",
    "deskmark kpis get chat_csat_rate --by agent --shrink",
)
DRIFT = teach(
    "Tell drifts. A day against the 28 days before it, and against the same weekday's last four.",
    "查漂移：某一天与其之前 28 天、以及之前四个同星期几相比。",
    "deskmark kpis drift first_response_seconds chat_reply_rate --by agent",
    "deskmark kpis drift calls_offered --by queue --day 2026-10-31 --json",
)
app = typer.Typer(
    no_args_is_help=True,
    help=say("KPIs: list, show, get numbers.", "指标：列出、显示、取数。"),
)
KpiId = Annotated[str, typer.Argument(metavar="ID", help=say("The KPI's id.", "指标编号。"))]
KpiIds = Annotated[
    list[str],
    typer.Argument(
        metavar="ID",
        help=say(
            "KPI ids; a variant follows a colon: service_level:F3.",
            "指标编号；变体写在冒号后：service_level:F3。",
        ),
    ),
]
By = Annotated[
    str | None,
    typer.Option(
        metavar="NAMES",
        help=say(
            "One row per: agent, team, shop, queue, channel, day, week, month.",
            "按什么分行：agent、team、shop、queue、channel、day、week、month。",
        ),
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME=VALUE", help=say("Only these; may be repeated.", "只要这些；可写多次。")
    ),
]
Form = Annotated[
    Literal["table", "csv", "json", "parquet"],
    typer.Option("--format", help=say("Form of the answer.", "输出格式。")),
]
Output = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help=say("Write here, not to the screen.", "写入文件。")),
]
Shrink = Annotated[
    bool,
    typer.Option(
        "--shrink",
        help=say(
            "Beside each value, what it is when drawn towards its peers' mean (empirical Bayes).",
            "另列按经验贝叶斯向同组均值收缩后的值。",
        ),
    ),
]
Day = Annotated[
    date | None,
    typer.Option(
        "--day",
        metavar="DAY",
        parser=day_of,
        help=say("The day; the last of the logs unless given.", "哪一天；默认为日志的最后一天。"),
    ),
]


@app.command("list", help=LIST)
def list_kpis(home: Home = None, as_json: Json = False) -> None:
    kpis, language = _kpis_and_language(home)
    if as_json:
        print_json([{"id": one.id, **one.model_dump(mode="json")} for one in kpis.values()])
        return
    from metrics.words import words
    from pipelines.cli.kpi_page import dating, maturity

    heads = ("id", "label", "unit", "better", "dated_by", "matures", "minimum_sample", "variants")
    print_table(
        [words("kpi", head, language) for head in heads],
        [
            [
                one.id,
                one.label.in_(language),
                words("kpi", f"unit_{one.unit}", language),
                words("kpi", one.better, language),
                dating(one, language),
                maturity(one, language),
                one.minimum_sample or None,
                ", ".join(one.variants),
            ]
            for one in kpis.values()
        ],
    )


@app.command(help=SHOW)
def show(kpi_id: KpiId, home: Home = None, as_json: Json = False) -> None:
    from metrics.documents import Problem, nearest
    from metrics.kpi import with_variants
    from metrics.words import words
    from pipelines.cli.kpi_page import columns_read, interval_kind, page, side_by_side
    from sql import load_models

    kpis, language = _kpis_and_language(home)
    every = with_variants(kpis)
    if kpi_id not in every:
        raise Problem(f'There is no KPI "{kpi_id}".{nearest(kpi_id, [*every])}')
    kpi = every[kpi_id]
    columns = {table: list(model.columns) for table, model in load_models().items()}
    if as_json:
        document = kpi.model_dump(mode="json", exclude_defaults=True)
        document |= {"columns": columns_read(kpi, columns)}
        document |= {"interval": words("kpi", interval_kind(kpi), "en")}
        print_json({"id": kpi_id, **document})
        return
    print_pairs(dict(page(kpi, columns, language)))
    if rows := side_by_side(kpi, language):
        heads = ("variants", "formula", "dated_by", "matures")
        print_table([words("kpi", head, language) for head in heads], rows)


@app.command(help=GET)
def get(
    kpi_ids: KpiIds,
    by: By = None,
    where: Where = None,
    date_from: From = None,
    date_to: To = None,
    form: Form = "table",
    output: Output = None,
    shrink: Shrink = False,
    home: Home = None,
) -> None:
    from assets.desk.home import open_desk
    from assets.measures import get as get_numbers
    from assets.warehouse import open_measured
    from pipelines.cli.rows import write_rows

    desk = open_desk(home)
    with open_measured(desk) as connection:
        rows = get_numbers(
            connection,
            kpi_ids,
            _names(by),
            conditions_of(where or []),
            date_from,
            date_to,
            desk.settings.language,
            shrunk=shrink,
        )
    write_rows(rows, form, output)


@app.command(help=DRIFT)
def drift(
    kpi_ids: KpiIds,
    by: By = None,
    where: Where = None,
    day: Day = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    from assets.desk.home import open_desk
    from assets.drifts import drifts
    from assets.warehouse import open_measured

    desk = open_desk(home)
    with open_measured(desk) as connection:
        rows = drifts(connection, kpi_ids, _names(by), conditions_of(where or []), day)
    if as_json:
        print_json(rows)
        return
    print_drifts(rows, desk.settings.language)


def _names(by: str | None) -> list[str]:
    return [name.strip() for name in (by or "").split(",") if name.strip()]


app.command(help=reconcile.HELP)(reconcile.reconcile)


def conditions_of(texts: list[str]) -> dict[str, list[str]]:
    """A name that is given twice takes either value."""
    from metrics.documents import Problem

    conditions: dict[str, list[str]] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise Problem(f'--where "{text}": write it as team=A.')
        conditions.setdefault(name.strip(), []).append(value.strip())
    return conditions


def _kpis_and_language(home: Path | None) -> "tuple[dict[str, Kpi], Language]":
    from assets.desk.home import desk_if_any
    from metrics.kpi import load_kpis

    desk = desk_if_any(home)
    folder = desk.home / "kpis" if desk else None
    return load_kpis(folder), desk.settings.language if desk else terminal_language()
