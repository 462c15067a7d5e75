"""deskmark sources: the export formats that can be loaded, and what a file would become."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.catalogue import print_catalogue
from pipelines.cli.options import Home, Json
from pipelines.cli.output import print_json, print_pairs, print_table
from pipelines.cli.speech import say, teach, terminal_language

if TYPE_CHECKING:
    from assets.desk.home import Desk
    from assets.files.landing import LandedFile
    from assets.probe.check import Fit
    from assets.sources.source import Source
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
    "Say which format fits a file and why. Previews its rows, the headers left over and what is "
    "rejected; where none fits, names the nearest formats and can draft a new one.",
    "判断文件属于哪种格式及理由，预览对应后的行、没用上的表头和拒收的记录；都不符合时，列出最接近的格式，"
    "并可起草新格式。",
    "deskmark sources check export.csv",
    "deskmark sources check landing/",
    "deskmark sources check export.csv --draft my_export",
    "deskmark sources check export.csv --draft my_export.yml --log orders",
)
app = typer.Typer(
    no_args_is_help=True,
    help=say("Export formats: list, show, check a file.", "导出格式：列出、显示、检查文件。"),
)
SourceId = Annotated[str, typer.Argument(metavar="ID", help=say("The format's id.", "格式编号。"))]
Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", help=say("Log files or folders.", "日志文件或文件夹。")),
]
DraftName = Annotated[
    str | None,
    typer.Option(
        "--draft",
        metavar="ID",
        help=say(
            "Write a draft into the desk's sources/ under this id, or into this .yml file.",
            "以此编号在本台 sources/ 里起草格式，或写入此 .yml 文件。",
        ),
    ),
]
LogName = Annotated[
    str | None,
    typer.Option(
        "--log",
        metavar="LOG",
        help=say(
            "The log that the draft feeds; guessed without it.", "草稿对应的日志；不写则推测。"
        ),
    ),
]


@app.command("list", help=LIST)
def list_sources(home: Home = None, as_json: Json = False) -> None:
    sources, language = _sources_and_language(home)
    if as_json:
        keys = {"id", "log", "format", "pattern", "beside", "as_of", "label", "verified"}
        print_json([one.model_dump(include=keys) for one in sources.values()])
        return
    print_catalogue(sources.values(), language)


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
    document.pop("fingerprint")
    document["label"] = source.label.in_(language)
    first = {"id": document.pop("id")}
    print_pairs({name: _told(value) for name, value in (first | document).items()})
    headers = (say("column", "列", language), say("comes from", "来自", language))
    print_table(headers, [[name, _told(_shortest(one))] for name, one in columns.items()])


def _shortest(mapping: dict[str, object]) -> object:
    """As a person writes it: one header stands alone."""
    names = mapping.get("from")
    if isinstance(names, list) and len(names) == 1:
        mapping = mapping | {"from": names[0]}
    return names[0] if isinstance(names, list) and len(names) == len(mapping) == 1 else mapping


def _told(value: object) -> str:
    from assets.probe.flow import in_one_line

    return value if isinstance(value, str) and value.strip() else in_one_line(value)


@app.command(help=CHECK)
def check(
    files: Files,
    home: Home = None,
    draft: DraftName = None,
    log: LogName = None,
    as_json: Json = False,
) -> None:
    from assets.desk.home import desk_if_any
    from assets.probe.check import check as check_file
    from assets.probe.check import files_at
    from pipelines.cli.fit import print_fit, print_fits
    from pipelines.cli.fit_json import answer_of

    desk = desk_if_any(home)
    language = desk.settings.language if desk else terminal_language()
    found = files_at(files)
    if draft is not None and len(found) != 1:
        raise typer.BadParameter(
            say("drafts one file at a time.", "一次只能为一个文件起草。", language)
        )
    if log is not None and draft is None:
        raise typer.BadParameter(
            say("--log goes with --draft.", "--log 须与 --draft 同用。", language)
        )
    fits = [check_file(file, desk, language) for file in found]
    drafted = None
    if draft is not None:
        drafted = _draft(fits[0], found[0], draft, log, desk, language)
    if as_json:
        answers = [answer_of(fit, language) for fit in fits]
        if drafted is not None:
            answers[0]["draft"] = drafted
        print_json(answers[0] if len(fits) == 1 else answers)
    elif len(fits) > 1:
        print_fits(fits, language)
    else:
        print_fit(fits[0], language)
        _print_drafted(fits[0], drafted, desk, language)
    if drafted is not None:
        raise typer.Exit(int(bool(drafted["to_fill"])))
    raise typer.Exit(int(not all(fit.is_good for fit in fits)))


def _draft(
    fit: "Fit",
    file: "LandedFile",
    name: str,
    log: str | None,
    desk: "Desk | None",
    language: "Language",
) -> dict[str, object]:
    from assets.files.packed import Unreadable
    from assets.probe.check import known_sources
    from assets.probe.draft import draft, draft_path, write_draft
    from assets.probe.sniff import sniff
    from metrics.documents import Problem
    from metrics.saying import said

    path = draft_path(name, desk.home if desk else None)
    if fit.readings and desk is not None and path.parent == desk.home / "sources":
        raise Problem(
            f"{file.name}: {fit.readings[0].source.id} takes this file already, and of two sources "
            f"for one header neither would; draft it elsewhere: --draft {name}.yml"
        )
    try:
        made = draft(file.base_name, sniff(file), known_sources(desk), language, log or "")
    except Unreadable as error:
        why = said("ingest", error.word, **error.values).in_(language)
        raise Problem(f"{file.name}: {why}") from None
    write_draft(made.text, path)
    return {"path": str(path), "log": made.log, "to_fill": made.to_fill}


def _print_drafted(
    fit: "Fit", drafted: dict[str, object] | None, desk: "Desk | None", language: "Language"
) -> None:
    from assets.probe.draft import id_of

    if drafted is None:
        if fit.can_be_drafted:
            name = id_of(fit.file) + ("" if desk else ".yml")
            command = f"deskmark sources check {fit.file} --draft {name}"
            typer.echo(say("To draft a source for it: ", "为它起草格式：", language) + command)
        return
    path, log = drafted["path"], drafted["log"]
    typer.echo(say(f"Drafted: {path} (log {log})", f"已起草：{path}（日志 {log}）", language))
    to_fill = drafted["to_fill"]
    if isinstance(to_fill, list) and to_fill:
        named = ", ".join(to_fill)
        typer.echo(say("Fill in there: ", "请在其中填写：", language) + named)


def _sources_and_language(home: Path | None) -> "tuple[dict[str, Source], Language]":
    from assets.desk.home import desk_if_any
    from assets.sources.catalogue import load_sources

    desk = desk_if_any(home)
    folder = desk.home / "sources" if desk else None
    return load_sources(folder), desk.settings.language if desk else terminal_language()
