"""Relations: one .sql and one .yml file each, and the ledger of days to rebuild."""

from sql.days import data_day, mark_days, next_version, versions
from sql.memory import remember, remembered
from sql.model import (
    Check,
    Column,
    Model,
    Severity,
    Spec,
    Text,
    Window,
    dependencies,
    load_models,
)
from sql.prepare import prepare
from sql.refresh import Refreshed, refresh
from sql.rows import insert_rows, named_rows
from sql.transaction import transaction

__all__ = [
    "Check",
    "Column",
    "Model",
    "Refreshed",
    "Severity",
    "Spec",
    "Text",
    "Window",
    "data_day",
    "dependencies",
    "insert_rows",
    "load_models",
    "mark_days",
    "named_rows",
    "next_version",
    "prepare",
    "refresh",
    "remember",
    "remembered",
    "transaction",
    "versions",
]
