"""deskmark sources: the export formats that can be loaded, and what a file would become."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.options import Home, Json
from pipelines.cli.output import print_json, print_pairs, print_table
from pipelines.cli.speech import say, teach, terminal_language

if TYPE_CHECKING:
    from assets.raw.check import Fit
    from assets.raw.source import Source
    from metrics.label import Language

LIST = teach(
    "List the export formats that can be loaded.",
    "列出可读入的导出格式。",
    "deskmark sources list",
    "deskmark sources list --json",
)
SHOW = teach(
    "Show one format. File pattern, encoding, and where each column comes from.",
    "显示一种格式：文件名、编码，以及每一列从哪里来。",
    "deskmark sources show asterisk_queue_log",
)
CHECK = teach(
    "Say which format fits a file. Previews its rows and lists the columns left over.",
    "判断文件属于哪种格式，预览对应后的行，列出没用上的列。",
    "deskmark sources check export.csv",
    "deskmark sources check export.csv --json",
)
app = typer.Typer(
    no_args_is_help=True,
    help=say("Export formats: list, show, check a file.", "导出格式：列出、显示、检查文件。"),
)
SourceId = Annotated[str, typer.Argument(metavar="ID", help=say("The format's id.", "格式编号。"))]
File = Annotated[Path, typer.Argument(metavar="FILE", help=say("A log file.", "日志文件。"))]


@app.command("list", help=LIST)
def list_sources(home: Home = None, as_json: Json = False) -> None:
    sources, language = _sources_and_language(home)
    if as_json:
        keys = {"id", "log", "format", "pattern", "as_of", "label"}
        print_json([one.model_dump(include=keys) for one in sources.values()])
        return
    headers = (
        say("id", "编号", language),
        say("log", "日志", language),
        say("format", "文件", language),
    )
    rows = [[one.id, one.log, one.format, one.label.in_(language)] for one in sources.values()]
    print_table([*headers, say("label", "名称", language)], rows)


@app.command(help=SHOW)
def show(source_id: SourceId, home: Home = None, as_json: Json = False) -> None:
    from metrics.documents import Problem, nearest

    sources, language = _sources_and_language(home)
    if source_id not in sources:
        raise Problem(f'There is no source "{source_id}".{nearest(source_id, [*sources])}')
    source = sources[source_id]
    document = source.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if as_json:
        print_json(document)
        return
    columns = document.pop("columns")
    document["label"] = source.label.in_(language)
    print_pairs(document)
    headers = (say("column", "列", language), say("comes from", "来自", language))
    rows = [[name, ", ".join(f"{k}: {v}" for k, v in one.items())] for name, one in columns.items()]
    print_table(headers, rows)


@app.command(help=CHECK)
def check(file: File, home: Home = None, as_json: Json = False) -> None:
    from dataclasses import asdict, replace

    from assets.desk.home import desk_if_any
    from assets.raw.check import check as check_file

    desk = desk_if_any(home)
    fit = check_file(file, desk)
    if as_json:
        source = fit.source.id if fit.source else None
        print_json(asdict(replace(fit, source=None)) | {"source": source})
    else:
        _print_fit(fit, desk.settings.language if desk else terminal_language())
    raise typer.Exit(int(fit.source is None or fit.rejected > 0))


def _print_fit(fit: "Fit", language: "Language") -> None:
    if fit.source is None:
        typer.echo(f"{fit.file}: {fit.reason}")
        return
    label = fit.source.label.in_(language)
    typer.echo(
        say("Source: ", "格式：", language) + f"{fit.source.id} ({label}) → {fit.source.log}"
    )
    if fit.rows:
        print_table([*fit.rows[0]], [[*row.values()] for row in fit.rows])
    for name, close in fit.unmapped.items():
        hint = say(f" (like {close})", f"（像 {close}）", language) if close else ""
        typer.echo(say("Column not used: ", "没用上的列：", language) + name + hint)
    counted = f"{fit.records - fit.rejected:,} / {fit.records:,}"
    typer.echo(say("Records that load: ", "可读入的行：", language) + counted)
    for reason, count in fit.reject_reasons.items():
        typer.echo(say("Rejected: ", "拒收：", language) + f"{reason} ({count:,})")


def _sources_and_language(home: Path | None) -> "tuple[dict[str, Source], Language]":
    from assets.desk.home import desk_if_any
    from assets.raw.source import load_sources

    desk = desk_if_any(home)
    folder = desk.home / "sources" if desk else None
    return load_sources(folder), desk.settings.language if desk else terminal_language()
