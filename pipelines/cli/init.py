"""deskmark init: an empty desk."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from pipelines.cli.speech import say, teach, terminal_language

HELP = teach(
    "Make an empty desk with commented settings.",
    "新建空的客服台：文件夹、带注释的设置、空的人员表。",
    "deskmark init my-desk",
    "deskmark init 我的客服台 --language zh --time-zone Asia/Shanghai",
)
Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help=say("A new or empty folder.", "新的或空的文件夹。"))
]
Language = Annotated[
    Literal["zh", "en"] | None,
    typer.Option(help=say("Language of pages and workbooks.", "看板和工作簿的语言。")),
]
Name = Annotated[str | None, typer.Option(help=say("Name shown on pages.", "显示在看板上的名称。"))]
TimeZone = Annotated[
    str | None, typer.Option(help=say("Such as Asia/Shanghai.", "如 Asia/Shanghai。"))
]
Currency = Annotated[str | None, typer.Option(help=say("Such as CNY.", "如 CNY。"))]


def init(
    folder: Folder,
    language: Language = None,
    name: Name = None,
    time_zone: TimeZone = None,
    currency: Currency = None,
) -> None:
    from assets.desk.init import init as make_desk

    desk = make_desk(
        folder,
        language=language or terminal_language(),
        name=name,
        time_zone=time_zone,
        currency=currency,
    )
    home, chosen = desk.home, desk.settings.language
    typer.echo(say(f"A new desk: {home}", f"新客服台：{home}", chosen))
    typer.echo(
        say(
            "Look through desk.yml, fill people/agents.csv, drop logs into landing/, then:",
            "看一遍 desk.yml，填好 people/agents.csv，把日志放进 landing/，然后：",
            chosen,
        )
    )
    typer.echo(f"  deskmark --home {home} run")
