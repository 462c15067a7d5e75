"""deskmark schemes: the appraisal documents that ship, one of them as a table, and their doubts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from metrics.label import Language
from pipelines.cli.options import Home, Json
from pipelines.cli.output import print_json, print_table
from pipelines.cli.score import SchemeId, Speech
from pipelines.cli.speech import say, teach, terminal_language

if TYPE_CHECKING:
    from metrics.scheme import Scheme

LIST = teach(
    "List the schemes that can score; with --all every document of the catalogue and its place.",
    "列出可用的考核方案；加 --all 列出目录中的全部文件及其位置。",
    "deskmark schemes list",
    "deskmark schemes list --all --json",
)
SHOW = teach(
    "Show one document as its paper form: a scored sheet, a rating form, a checklist, a calendar…",
    "按纸质表格显示一份文件：考核表、评价表、检查清单、日历等。",
    "deskmark schemes show taobao-kpi-tiers",
    "deskmark schemes show heating-callcenter --language zh",
)
LINT = teach(
    "Say what is doubtful in a scheme: overlaps, gaps, weights, directions, impossible tiers.",
    "检查方案的疑点：档位重叠或空档、权重、方向、超出满分的档位。",
    "deskmark schemes lint",
    "deskmark schemes lint taobao-kpi-tiers",
)
app = typer.Typer(
    no_args_is_help=True,
    help=say("Appraisal schemes: list, show, lint.", "考核方案：列出、显示、检查。"),
)
All = Annotated[bool, typer.Option("--all", help=say("The whole catalogue.", "整个目录。"))]
OneOrAll = Annotated[
    str | None,
    typer.Argument(metavar="[ID]", help=say("One scheme, or all.", "一个方案，或全部。")),
]


@app.command("list", help=LIST)
def list_schemes(
    everything: All = False,
    as_json: Json = False,
    home: Home = None,
    language: Speech = None,
) -> None:
    from metrics.scheme_files import read_scheme, scored_files
    from metrics.shelf import place_of, shelf

    folder, words = _folder(home), language or _language(home)
    if everything:
        places = shelf(folder)
    else:
        places = [place_of(file, read_scheme(file)) for file in scored_files(folder).values()]
    if as_json:
        print_json([one.as_json() for one in places])
        return
    english = ("entry", "id", "title", "kind", "state", "place", "examples")
    chinese = ("条目", "编号", "名称", "类别", "状态", "位置", "示例数")
    headers = [say(en, zh, words) for en, zh in zip(english, chinese, strict=True)]
    print_table(headers, [one.row(words) for one in places])


@app.command(help=SHOW)
def show(
    scheme: SchemeId, as_json: Json = False, home: Home = None, language: Speech = None
) -> None:
    from metrics.document_head import Document
    from metrics.shelf import open_document
    from pipelines.cli.documents import as_data, print_document
    from pipelines.cli.scored_form import print_form

    chosen = open_document(scheme, folder=_folder(home))
    words = language or _language(home)
    if isinstance(chosen, Document):
        print_json(as_data(chosen)) if as_json else print_document(chosen, words)
    elif as_json:
        print_json(_document(chosen))
    else:
        print_form(chosen, words)


@app.command(help=LINT)
def lint(
    scheme: OneOrAll = None, as_json: Json = False, home: Home = None, language: Speech = None
) -> None:
    from metrics.lint import lint as lint_file
    from metrics.scheme_files import scheme_file, scored_files

    folder, words = _folder(home), language or _language(home)
    chosen = [scheme_file(scheme, folder)] if scheme else list(scored_files(folder).values())
    found = [finding for file in chosen for finding in lint_file(file)]
    rows = [[one.level, one.scheme, one.where, one.reading, one.text.in_(words)] for one in found]
    names = ("level", "scheme", "where", "reading", "what")
    if as_json:
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    elif rows:
        chinese = ("级别", "方案", "位置", "读法", "疑点")
        headers = [say(en, zh, words) for en, zh in zip(names, chinese, strict=True)]
        print_table(headers, rows)
    else:
        typer.echo(say("Nothing doubtful.", "没有疑点。", words))
    raise typer.Exit(1 if any(one.level != "note" for one in found) else 0)


def _document(scheme: "Scheme") -> dict[str, object]:
    """The form as data: what people read, not how it is computed."""
    from pipelines.cli.scored_form import rules

    return {
        "id": scheme.id,
        "title_en": scheme.title.en,
        "title_zh": scheme.title.zh,
        "lines": [
            {
                "line": key,
                "label_en": line.label.en,
                "label_zh": line.label.zh,
                "inputs": list(line.inputs),
                "weight": line.weight_as_printed or None,
                "no_value": line.no_value,
                "standard": list(line.standard(lambda name: name)),
            }
            for key, line in scheme.lines.items()
        ],
        "rules_en": list(rules(scheme, "en")),
        "rules_zh": list(rules(scheme, "zh")),
        "pay": {key: amount.formula.text for key, amount in scheme.pay.items()},
        "flags": {key: flag.when.text for key, flag in scheme.flags.items()},
        "unconfigured": list(scheme.unconfigured),
    }


def _folder(home: Path | None) -> Path | None:
    from assets.desk.home import desk_if_any

    desk = desk_if_any(home)
    return desk.home / "schemes" if desk else None


def _language(home: Path | None) -> Language:
    from assets.desk.home import desk_if_any

    desk = desk_if_any(home)
    return desk.settings.language if desk else terminal_language()
