"""The rules of a period as text: settings, schemes, and what the figures were counted by."""

from collections.abc import Iterable
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from assets.desk.home import Desk
from assets.desk.settings import DeskSettings
from metrics.documents import read_document
from metrics.scheme_files import scheme_file

WHOLE = ("service_levels", "calendars", "chat_rules")


def write_rules(desk: Desk, folder: Path, schemes: Iterable[str], kpis: Iterable[str]) -> None:
    """A desk's folder in small: the shipped rules stand beside its own, which win."""
    _write(folder / "desk.yml", _settings(desk.settings))
    for name in sorted(set(schemes)):
        scheme = scheme_file(name, desk.home / "schemes")
        _write(folder / "schemes" / f"{name}.yml", scheme.read_text(encoding="utf-8-sig"))
    for name in sorted({kpi.partition(":")[0] for kpi in kpis}):
        if text := kpi_text(desk, name):
            _write(folder / "kpis" / f"{name}.yml", text)
    for kind in WHOLE:
        for name, file in _in_force(desk, kind).items():
            _write(folder / kind / name, file.read_text(encoding="utf-8-sig"))


def frozen_desk(desk: Desk, rules: Path) -> Desk:
    """The desk as its settings were; only its schemes are read from there."""
    return replace(desk, home=rules, settings=read_document(rules / "desk.yml", DeskSettings))


def kpi_text(desk: Desk, name: str) -> str | None:
    """The definition in force; None where the KPI is neither shipped nor the desk's own."""
    file = _in_force(desk, "kpis").get(f"{name}.yml")
    return file.read_text(encoding="utf-8-sig") if file is not None else None


def _in_force(desk: Desk, kind: str) -> dict[str, Traversable]:
    own = desk.home / kind
    found: list[Traversable] = list(files("metrics").joinpath(kind).iterdir())
    found += list(own.iterdir()) if own.is_dir() else []
    named = {file.name: file for file in found if file.name.endswith(".yml")}
    return dict(sorted(named.items()))


def _settings(settings: DeskSettings) -> str:
    """Without the services that are asked for logs: no scoring reads them."""
    tree = settings.model_dump(mode="json", exclude={"pulls", "checks", "memory"})
    tree["day_starts_at"] = f"{settings.day_starts_at:%H:%M}"
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
