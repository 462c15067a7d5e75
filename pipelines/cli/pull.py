"""deskmark pull: fetches by API what files do not bring."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.options import Home, Json
from pipelines.cli.speech import say, teach

if TYPE_CHECKING:
    from assets.pulls.pull import Pulled
    from metrics.label import Language

HELP = teach(
    "Fetch what changed at the services that desk.yml names under pulls; it lands in landing/.",
    "从 desk.yml 里 pulls 所列的接口取回新变化，放进 landing/。",
    "deskmark pull                # every pull of the desk",
    "deskmark pull zendesk        # this one",
)
Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ID]…", help=say("Which; without it all.", "取哪些，不写即全部。")),
]


def pull(ids: Ids = None, home: Home = None, as_json: Json = False) -> None:
    from assets.desk.home import open_desk
    from assets.pulls.pull import pull_all
    from metrics.documents import Problem
    from pipelines.cli.output import print_json
    from pipelines.cli.progress import progress_bar

    desk = open_desk(home)
    if not desk.settings.pulls:
        raise Problem(f'{desk.home / "desk.yml"}: "pulls" names no service; add one.')
    with progress_bar() as progress:
        pulled = pull_all(desk, ids or [], tell=lambda line: progress(line, 0, 1))
    if as_json:
        print_json({"pulls": [asdict(one) | {"trouble": _told(one)} for one in pulled]})
    else:
        _show(pulled, desk.settings.language)
    raise typer.Exit(int(any(one.trouble is not None for one in pulled)))


def _show(pulled: "list[Pulled]", language: "Language") -> None:
    from pipelines.cli.outcome import level_word

    for one in pulled:
        counts = ", ".join(f"{name} {count:,}" for name, count in one.records.items()) or "0"
        files = say(f"{len(one.files)} files", f"{len(one.files)} 个文件", language)
        typer.echo(f"{one.id}: {counts} ({files})")
        if one.trouble is not None:
            sentence = f"{one.trouble.what.in_(language)} {one.trouble.remedy.in_(language)}"
            typer.echo(f"{level_word('error', language)}  {one.id}: {sentence}")


def _told(one: "Pulled") -> dict[str, object] | None:
    return None if one.trouble is None else one.trouble.model_dump(mode="json")
