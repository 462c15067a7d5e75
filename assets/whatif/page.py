"""The page of a what-if on disk: anywhere but in the folder of the dashboard, because of pay."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.site.write import put
from assets.whatif.answer import Answer
from assets.whatif.fairness import rules
from dashboards.whatif.content import Curve, WhatIf
from metrics.documents import Problem
from metrics.outcome_sums import sums

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NAMES = (
    "select agent_id, max_by(name, valid_from) from staged.agents where name is not null group by 1"
)


def page_path(desk: Desk, path: Path) -> Path:
    """Raises Problem where a page with pay must not stand, or would take another file's place."""
    whole = path.expanduser().resolve()
    if whole.is_relative_to(desk.site.resolve()):
        raise Problem(
            f'--html "{path}": it lies in {desk.site}, the folder of the dashboard, and the page '
            "shows pay; name a file elsewhere."
        )
    for folder in (desk.landing, desk.exports, desk.ledger, desk.var):
        if whole.is_relative_to(folder.resolve()):
            raise Problem(
                f'--html "{path}": it lies in {folder}, which the desk keeps itself; name a file '
                "elsewhere."
            )
    if whole.suffix.lower() not in (".html", ".htm"):
        raise Problem(f'--html "{path}": name a file that ends in .html.')
    if not whole.parent.is_dir() or whole.is_dir():
        raise Problem(f'--html "{path}": there is no folder {whole.parent} to write a file in.')
    return whole


def write_page(connection: "DuckDBPyConnection", desk: Desk, found: Answer, path: Path) -> Path:
    from dashboards.whatif.page import render_whatif

    names = dict(connection.execute(NAMES).fetchall())
    return put(render_whatif(content(desk, found, names)), page_path(desk, path))


def content(desk: Desk, found: Answer, names: Mapping[str, str]) -> WhatIf:
    simulation, swept = found.simulation, found.swept
    curve = None
    if swept is not None:
        points = tuple((run.value, sums(run.found.outcomes)) for run in swept.runs)
        curve = Curve(swept.sweep.name, swept.today, points)
    return WhatIf(
        desk=desk.settings.name,
        language=desk.settings.language,
        currency=desk.settings.currency,
        scheme=simulation.scheme,
        instead_of=simulation.instead_of,
        periods=simulation.periods,
        changes=simulation.changes,
        new_total=simulation.new_total,
        outcomes=simulation.outcomes,
        names=names,
        curve=curve,
        fairness=found.fairness,
        shuffles=rules().shuffles,
        stability=found.stability,
    )
