"""deskmark dev: the Dagster UI on this desk."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.options import Home
from pipelines.cli.speech import say, teach

HELP = teach(
    "Open the Dagster UI on this desk. It shows the graph, its runs, partitions and checks.",
    "在浏览器里打开本台的 Dagster：流程图、运行、分区和检查。",
    "deskmark dev",
    "deskmark dev --port 3001",
)
CODE = Path(__file__).parents[2]
SUPERSEDED = "Function `dev_command` is superseded"  # by `dg dev`, which needs a project folder
Port = Annotated[
    int, typer.Option(min=1, max=65535, help=say("Port on this machine.", "本机端口。"))
]


def dev(home: Home = None, port: Port = 3000) -> None:
    from assets.desk.home import open_desk
    from pipelines.instance import instance_home

    desk = open_desk(home)
    environment = os.environ | {
        "DESKMARK_HOME": str(desk.home),
        "DAGSTER_HOME": str(instance_home(desk)),
    }
    command = [
        *(sys.executable, "-W", f"ignore:{SUPERSEDED}"),
        *("-m", "dagster", "dev", "-m", "pipelines.definitions", "-d", str(CODE)),
        *("--host", "127.0.0.1", "--port", str(port)),
    ]
    os.chdir(desk.home)  # in a checkout Dagster would warn of the dagster.yaml that it ignores
    typer.echo(f"http://127.0.0.1:{port}", err=True)
    sys.stdout.flush()
    if os.name == "posix":
        os.execve(sys.executable, command, environment)
    raise typer.Exit(subprocess.call(command, env=environment))
