"""deskmark doctor: what is missing, late, unmapped or unconfigured, on one page."""

from dataclasses import asdict

import typer

from pipelines.cli.options import Home, Json
from pipelines.cli.speech import say, teach

HELP = teach(
    "Say what is missing, late or not configured, and the remedy.",
    "用一页说明缺什么、晚什么、什么没对上、什么没配好，以及怎么办。",
    "deskmark doctor",
    "deskmark doctor --json",
)


def doctor(home: Home = None, as_json: Json = False) -> None:
    from assets.desk.home import open_desk
    from assets.doctor import findings

    desk = open_desk(home)
    found = findings(desk)
    is_ok = not any(finding.level == "error" for finding in found)
    if as_json:
        from pipelines.cli.output import print_json

        print_json({"ok": is_ok, "findings": [asdict(finding) for finding in found]})
    elif not found:
        typer.echo(say("Nothing is amiss.", "一切正常。", desk.settings.language))
    else:
        from pipelines.cli.outcome import level_word
        from pipelines.cli.output import print_table

        language = desk.settings.language
        headers = (
            "",
            say("where", "位置", language),
            say("what", "情况", language),
            say("remedy", "怎么办", language),
        )
        rows = [[level_word(f.level, language), f.where, f.what, f.remedy] for f in found]
        print_table(headers, rows, title=desk.settings.name)
    raise typer.Exit(0 if is_ok else 1)
