"""Options that several commands share."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.speech import say


def _home_of_desk(context: typer.Context, value: Path | None) -> Path | None:
    """`--home` means the same before the command and after it."""
    return value if value is not None else context.find_root().params.get("home")


def day_of(text: str | date) -> date:
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f'"{text}" is not a day; write it as 2026-10-31.') from None


def period_named(text: str) -> str:
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise typer.BadParameter(f'"{text}" is not a period; write it as 2026-10.')
    return text


HOME_HELP = say(
    "The desk's folder; without it DESKMARK_HOME, then the current folder.",
    "客服台所在文件夹；不写则用 DESKMARK_HOME，再用当前文件夹。",
)
RootHome = Annotated[Path | None, typer.Option("--home", metavar="DIR", help=HOME_HELP)]
Home = Annotated[
    Path | None,
    typer.Option("--home", metavar="DIR", help=HOME_HELP, callback=_home_of_desk),
]
From = Annotated[
    date | None,
    typer.Option(
        "--from", metavar="DAY", parser=day_of, help=say("First business day.", "起始业务日。")
    ),
]
To = Annotated[
    date | None,
    typer.Option(
        "--to", metavar="DAY", parser=day_of, help=say("Last business day.", "截止业务日。")
    ),
]
Period = Annotated[
    str,
    typer.Option(
        "--period", metavar="PERIOD", parser=period_named, help=say("As 2026-10.", "如 2026-10。")
    ),
]
NoPull = Annotated[
    bool,
    typer.Option("--no-pull", help=say("Fetch nothing by API.", "不从接口取数。")),
]
Json = Annotated[
    bool,
    typer.Option("--json", help=say("Answer as JSON, for machines.", "以 JSON 输出，供程序读取。")),
]
