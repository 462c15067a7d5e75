"""The made-up desk's own opening hours and service levels, as a person would write them."""

from importlib.resources import files
from pathlib import Path
from string import Template

from metrics.label import Language
from pipelines.demo.agents import AFTERSALES
from pipelines.demo.phrases import TEAMS

FOLDERS = ("calendars", "service_levels")


def write_rules(home: Path, language: Language) -> None:
    words = {"aftersales": TEAMS[language][AFTERSALES]}
    for folder in FOLDERS:
        for rule in files("pipelines.demo.rules").joinpath(folder).iterdir():
            text = Template(rule.read_text(encoding="utf-8")).substitute(words)
            (home / folder / rule.name).write_text(text, encoding="utf-8", newline="\n")
