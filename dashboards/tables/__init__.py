"""One table per file: a frame in, a table out, in both languages at once."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from dashboards.page import Panel
from dashboards.table import Table
from dashboards.view import View


def draw_table(panel: Panel, view: View) -> Table:
    """The panel's table, by the module that its `table:` names."""
    module = import_module(f"dashboards.tables.{panel.table}")
    table = cast(Callable[[Panel, View], Table], module.draw)
    return table(panel, view)
