"""What a run's results depend on, as one fingerprint: rules, settings, logs, relations."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from sql import remember, remembered

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PACKAGES = ("assets", "sql", "metrics", "dashboards")
OWN_RULES = (
    "desk.yml",
    "sources",
    "kpis",
    "schemes",
    "service_levels",
    "calendars",
    "chat_rules",
)
CALENDARS = ("holidays", "tzdata")  # libraries whose news change business time
RELATION = "site.index"


def is_current(connection: "DuckDBPyConnection", desk: Desk) -> bool:
    """Whether the figures, the page and the published copy are those of the logs as loaded."""
    if not (desk.published.is_file() and (desk.site / "index.html").is_file()):
        return False
    return remembered(connection, RELATION) == _fingerprint(connection, desk)


def mark_current(connection: "DuckDBPyConnection", desk: Desk) -> None:
    remember(connection, RELATION, _fingerprint(connection, desk))


def _fingerprint(connection: "DuckDBPyConnection", desk: Desk) -> str:
    loaded = connection.execute(
        "select (select max(version) from ops.days), (select max(file_id) from ops.loads), "
        "(select list((file, reason) order by file) from ops.refusals), "
        # what somebody drops by hand is to be made again
        "(select list(table_schema || '.' || table_name order by table_schema, table_name) "
        "from information_schema.tables where table_schema in ('staged', 'marts', 'kpi'))"
    ).fetchall()
    own = [_digest(desk.home / rule) for rule in OWN_RULES]
    return hashlib.sha256(repr((program(), own, loaded)).encode()).hexdigest()


@cache
def program() -> str:
    """Of the program's own text: a new version measures and scores anew."""
    own = "".join(_digest(files(package)) for package in PACKAGES)
    return own + "".join(version(library) for library in CALENDARS)


def _digest(root: Traversable) -> str:
    digest = hashlib.sha256()
    for file in _below(root):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _below(root: Traversable) -> Iterator[Traversable]:
    if root.is_file():
        yield root
    elif root.is_dir() and root.name != "__pycache__":
        for entry in sorted(root.iterdir(), key=lambda one: one.name):
            yield from _below(entry)
