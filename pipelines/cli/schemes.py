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
    from importlib.resources.abc import Traversable

    from metrics.scheme import Scheme
    from metrics.scheme_settings import Option, Parameter

LIST = teach(
    "List the schemes that can score; with --all every document of the catalogue and its place.",
    "列出可用的考核方案；加 --all 列出目录中的全部文件及其位置。",
    "deskmark schemes list",
    "deskmark schemes list --all --json",
)
SHOW = teach(
    "Show one scheme as its paper form: lines, weights, tiers, pay, flags, open questions.",
    "按纸质表格显示一个方案：项目、权重、档位、薪酬、提示与待定问题。",
    "deskmark schemes show taobao-kpi-tiers",
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
    files, words = _files_and_language(home, language)
    rows = [_entry(files[name]) for name in files]
    if as_json:
        print_json(rows)
        return
    headers = [
        say("id", "编号", words),
        say("title", "名称", words),
        say("kind", "类别", words),
        say("state", "状态", words),
        say("place", "位置", words),
        say("examples", "示例数", words),
    ]
    print_table(
        headers,
        [
            [
                row["id"],
                row[f"title_{words}"],
                row["kind"],
                row["state"],
                row["place"],
                row["examples"],
            ]
            for row in rows
        ],
    )


@app.command(help=SHOW)
def show(
    scheme: SchemeId, as_json: Json = False, home: Home = None, language: Speech = None
) -> None:
    from metrics.scheme_files import open_scheme

    chosen = open_scheme(scheme, folder=_folder(home))
    words = language or _language(home)
    if as_json:
        print_json(_document(chosen))
        return
    _print(chosen, words)


@app.command(help=LINT)
def lint(
    scheme: OneOrAll = None, as_json: Json = False, home: Home = None, language: Speech = None
) -> None:
    from metrics.lint import lint as lint_file
    from metrics.scheme_files import scheme_file

    files, words = _files_and_language(home, language)
    chosen = [scheme_file(scheme, _folder(home))] if scheme else list(files.values())
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


def _entry(file: "Traversable") -> dict[str, object]:
    from metrics.scheme_files import read_scheme

    scheme = read_scheme(file)
    return {
        "id": scheme.id,
        "title_en": scheme.title.en,
        "title_zh": scheme.title.zh,
        "kind": scheme.kind,
        "state": "unconfigured" if scheme.unconfigured else "ready",
        "place": f"metrics/schemes/{scheme.id}.yml" if scheme.catalogue else str(file),
        "examples": scheme.catalogue.examples if scheme.catalogue else 0,
    }


def _document(scheme: "Scheme") -> dict[str, object]:
    """The form as data: what people read, not how it is computed."""
    from metrics.exact import plain

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
                "weight": plain(line.weight) if line.weight is not None else None,
                "no_value": line.no_value,
                "standard": list(line.standard(lambda name: name)),
            }
            for key, line in scheme.lines.items()
        ],
        "pay": {key: amount.formula.text for key, amount in scheme.pay.items()},
        "flags": {key: flag.when.text for key, flag in scheme.flags.items()},
        "unconfigured": list(scheme.unconfigured),
    }


def _print(scheme: "Scheme", words: Language) -> None:
    from metrics.exact import plain

    def named(name: str) -> str:
        return scheme.inputs[name].label.in_(words)

    headers = [
        say("line", "项目", words),
        say("input", "依据", words),
        say("weight", "权重", words),
        say("standard", "标准", words),
    ]
    rows = [
        [
            line.label.in_(words),
            "\n".join(f"{named(name)} ({name})" for name in line.inputs),
            plain(line.weight) if line.weight is not None else "",
            "\n".join(line.standard(named)),
        ]
        for line in scheme.lines.values()
    ]
    print_table(headers, rows, title=scheme.title.in_(words))
    pay = [[one.label.in_(words), one.formula.text] for one in scheme.pay.values()]
    print_table([say("pay", "薪酬", words), say("formula", "公式", words)], pay)
    flags = [[one.text.in_(words), one.when.text, one.periods] for one in scheme.flags.values()]
    times = say("in a row", "连续次数", words)
    print_table(
        [say("for a person", "须人工处理", words), say("when", "条件", words), times], flags
    )
    settings = [
        [name, _meaning(one, words), plain(one.value) if one.value is not None else "—",
         ", ".join(f"{key}: {plain(value)}" for key, value in one.alternatives.items())]
        for name, one in scheme.parameters.items()
    ] + [
        [name, _meaning(one, words), one.default,
         "\n".join(f"{key}: {choice.label.in_(words)}" for key, choice in one.choices.items())]
        for name, one in scheme.options.items()
    ]  # fmt: skip
    names = [
        say("setting", "设置", words),
        say("meaning", "含义", words),
        say("value", "取值", words),
        say("choices", "可选", words),
    ]
    print_table(names, settings)


def _meaning(one: "Parameter | Option", words: Language) -> str:
    """What it sets, and why the document leaves it open."""
    return "\n".join([one.label.in_(words), *([one.why.in_(words)] if one.why else [])])


def _files_and_language(
    home: Path | None, language: Language | None
) -> tuple[dict[str, "Traversable"], Language]:
    from metrics.scheme_files import scheme_files

    return scheme_files(_folder(home)), language or _language(home)


def _folder(home: Path | None) -> Path | None:
    from assets.desk.home import desk_if_any

    desk = desk_if_any(home)
    return desk.home / "schemes" if desk else None


def _language(home: Path | None) -> Language:
    from assets.desk.home import desk_if_any

    desk = desk_if_any(home)
    return desk.settings.language if desk else terminal_language()
