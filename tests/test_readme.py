"""The READMEs name every command, dependency and folder, and no other."""

import re
import tomllib
from pathlib import Path

import pytest
import typer

from pipelines.cli.app import app

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")


@pytest.mark.parametrize("readme", READMES)
def test_commands_are_those_of_the_command_line(readme: str) -> None:
    table = [line for line in _lines(readme) if line.startswith("| `deskmark ")]
    command = r"`deskmark ((?:[a-z]+(?:-[a-z]+)? ?)+)"
    named = [name for line in table for name in re.findall(command, line)]
    known = _names(app)
    for group in app.registered_groups:
        assert group.typer_instance is not None
        known += [f"{group.name} {name}" for name in _names(group.typer_instance)]
    assert sorted(name.strip() for name in named) == sorted(known)


@pytest.mark.parametrize("readme", READMES)
def test_every_dependency_has_its_reason(readme: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[<>=]", line)[0] for line in project["dependencies"]}
    rows = "\n".join(_lines(readme)).split("## ")[-2]
    names = {
        name
        for line in rows.splitlines()
        if line.startswith("| ")
        for name in re.split(r", |、", line.split("|")[1].strip())
    }
    assert names - {"package", "包"} == wanted


@pytest.mark.parametrize("readme", READMES)
def test_every_folder_that_it_sends_people_to_exists(readme: str) -> None:
    text = "\n".join(_lines(readme))
    folders = set(re.findall(r"`((?:assets|sql|metrics|dashboards|pipelines)/[^<`]*)", text))
    assert folders
    assert [path for path in sorted(folders) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("readme", READMES)
def test_every_make_target_exists(readme: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"^make ([a-z]+)", "\n".join(_lines(readme)), re.M))
    assert named == targets


def _lines(readme: str) -> list[str]:
    return (ROOT / readme).read_text(encoding="utf-8").splitlines()


def _names(commands: typer.Typer) -> list[str]:
    known = commands.registered_commands
    return [one.name or one.callback.__name__ for one in known if one.callback]
