"""Dagster's instance of a desk: runs and their logs are kept under the desk's var/."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from assets.desk.home import Desk


def instance_home(desk: Desk) -> Path:
    """The folder for DAGSTER_HOME, with the shipped dagster.yaml in it."""
    home = desk.var / "dagster"
    home.mkdir(parents=True, exist_ok=True)
    (home / "dagster.yaml").write_text(_shipped().read_text(encoding="utf-8"), encoding="utf-8")
    return home


def _shipped() -> Traversable:
    """A wheel carries the file inside this package; a checkout has it at the top."""
    packed = files("pipelines").joinpath("dagster.yaml")
    return packed if packed.is_file() else files("pipelines").joinpath("..", "dagster.yaml")
