"""A new desk: its folders, commented settings, an empty people file and its secret key."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from string import Template

from assets.desk.home import Desk, open_desk, write_key
from assets.desk.settings import DeskSettings, SchemeUse
from assets.raw.log import load_logs
from metrics.documents import Problem, parse_document
from metrics.label import Language

FOLDERS = (
    "landing",
    "people",
    "month-end",
    "sources",
    "kpis",
    "schemes",
    "service_levels",
    "calendars",
    "ledger",
)
EXAMPLES = (
    "calendars/office.yml.example",
    "service_levels/hotline.yml.example",
    "service_levels/tickets.yml.example",
)
HOME_ZONES: dict[Language, str] = {"zh": "Asia/Shanghai", "en": "UTC"}
HOME_CURRENCIES: dict[Language, str] = {"zh": "CNY", "en": "USD"}


def init(
    home: Path,
    *,
    language: Language = "en",
    name: str | None = None,
    time_zone: str | None = None,
    currency: str | None = None,
    starts_on: date | None = None,
    schemes: Sequence[SchemeUse] = (),
    checks: Mapping[str, str] | None = None,
) -> Desk:
    """Makes the desk in a new or empty folder and opens it."""
    home = home.expanduser().absolute()
    _must_be_free(home)
    name = name or home.name or "desk"
    settings = _filled(
        "desk.yml",
        {
            "name": json.dumps(name, ensure_ascii=False),  # a JSON string is a YAML string
            "language": language,
            "time_zone": time_zone or HOME_ZONES[language],
            "currency": currency or HOME_CURRENCIES[language],
            "starts_on": (starts_on or date(date.today().year - 1, 1, 1)).isoformat(),
            "schemes": _listed(schemes),
            "checks": json.dumps(dict(checks or {})),
        },
    )
    parse_document(settings, DeskSettings, where=str(home / "desk.yml"))
    for folder in FOLDERS:
        (home / folder).mkdir(parents=True, exist_ok=True)
    _write(home / ".gitignore", _filled("gitignore", {}))
    _write(home / "README.md", _filled(f"README.{language}.md", {"name": name}))
    _write(home / "people" / "agents.csv", ",".join(load_logs()["agents"].columns) + "\n")
    for example in EXAMPLES:
        _write(home / example, _filled(example, {}))
    write_key(home / ".pseudonym-key")
    _write(home / "desk.yml", settings)  # last: with it the folder is a desk
    return open_desk(home)


def _must_be_free(home: Path) -> None:
    if home.is_file():
        raise Problem(f"{home}: this is a file; name a new or empty folder.")
    if (home / "desk.yml").exists():
        raise Problem(f"{home}: this is a desk already; name a new or empty folder.")
    if home.exists() and any(one.name != ".git" for one in home.iterdir()):
        raise Problem(f"{home}: this folder is not empty; name a new or empty one.")


def _listed(schemes: Sequence[SchemeUse]) -> str:
    """The schemes as YAML, one per line below the key."""
    if not schemes:
        return "[]"
    lines = [
        json.dumps(use.model_dump(exclude_defaults=True), ensure_ascii=False) for use in schemes
    ]
    return "\n" + "\n".join(f"  - {line}" for line in lines)


def _filled(blank: str, values: Mapping[str, str]) -> str:
    text = files("assets").joinpath("desk", "blank", blank).read_text(encoding="utf-8")
    return Template(text).substitute(values)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
