"""Ready tables of the page: loads, checks, lateness, policies; and how many agents were needed."""

from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from assets.staffing import staffing

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

OF_ANY_TEAM = ("lateness", "policies")  # the others name files, people and queues of everybody


def frames(connection: "DuckDBPyConnection", team: str | None) -> dict[str, list[dict[str, Any]]]:
    """One per file of dashboards/frames, named like it; of one team only what is nobody's."""
    folder = files("dashboards").joinpath("frames")
    found = {}
    for query in sorted(folder.iterdir(), key=lambda file: file.name):
        name = query.name.removesuffix(".sql")
        if query.name.endswith(".sql") and (team is None or name in OF_ANY_TEAM):
            found[name] = _rows(connection, query.read_text(encoding="utf-8"))
    if team is None:
        found["staffing"] = [
            {
                "queue": one.queues,
                "half_hour": one.half_hour,
                "present": round(one.agents_present, 2),
                "required": None if one.agents_required is None else round(one.agents_required, 2),
            }
            for one in staffing(connection)
            if one.half_hour
        ]
    return found


def _rows(connection: "DuckDBPyConnection", query: str) -> list[dict[str, Any]]:
    from sql import named_rows

    rows = named_rows(connection, f"select * from ({query}) order by all")
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
