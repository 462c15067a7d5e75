"""deskmark digest: the last day in a few lines, printed or sent."""

from typing import Annotated

import typer

from pipelines.cli.options import Home, Json
from pipelines.cli.output import print_json
from pipelines.cli.speech import say, teach

HELP = teach(
    "Say what to look at first on the last day; with --send to the desk's groups and by e-mail.\n\n"
    "Targets and recipients stand under alerts in desk.yml, addresses and keys in the environment: "
    "DESKMARK_WEBHOOK_NAME_URL, DESKMARK_WEBHOOK_NAME_SECRET, DESKMARK_SMTP_HOST, …_PORT, …_FROM, "
    "…_USER, …_PASSWORD.",
    "最近一天先看什么；加 --send 则发到群机器人和邮箱。\n\n"
    "目标与收件人写在 desk.yml 的 alerts 下，地址与密钥只放环境变量（见上）。",
    "deskmark digest",
    "deskmark digest --send",
)
Send = Annotated[
    bool, typer.Option("--send", help=say("Send it, not only print it.", "发送，而不只是显示。"))
]


def digest(home: Home = None, send: Send = False, as_json: Json = False) -> None:
    from dataclasses import asdict

    from assets.desk.home import open_desk
    from assets.digest.digest import digest as made
    from assets.digest.send import send as sent_to
    from assets.warehouse import open_measured

    desk = open_desk(home)
    with open_measured(desk) as connection:
        told = made(connection, desk.settings)
    sent = sent_to(told, desk.settings.alerts) if send else []
    if as_json:
        print_json(asdict(told) | {"day": f"{told.day}", "sent": [asdict(one) for one in sent]})
    else:
        typer.echo(told.text)
        for one in sent:
            done = say("sent", "已发送", desk.settings.language)
            typer.echo(f"{one.to}: {one.fault or done}", err=one.fault is not None)
    if any(one.fault for one in sent):
        raise typer.Exit(1)
