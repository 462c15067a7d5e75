"""A period scored once more from frozen tables and rules: the same way as the first time."""

from collections.abc import Mapping
from pathlib import Path

from assets.appraisal.results import appraise
from assets.desk.home import Desk
from assets.hand_out import write_statements
from assets.ledger.frozen import Row, Tables, laid_out, made


def recomputed(
    desk: Desk, period: str, tables: Mapping[str, list[Row]], statements: Path | None = None
) -> Tables:
    """Results and lines; statements too, where a folder for them is given."""
    with laid_out(tables) as connection:
        appraise(connection, desk, period)
        if statements is not None:
            write_statements(connection, desk, period, statements)
        return made(connection, period)
