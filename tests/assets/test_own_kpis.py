"""A desk's own KPI that cannot be computed is named with its file, before anything is rebuilt."""

from pathlib import Path

import duckdb
import pytest

from assets.kpi_tables import refuse_unbound
from metrics.documents import Problem

KPI = """label: {en: Long calls, zh: 长通话}
definition: {en: Calls over a minute., zh: 超过一分钟的通话。}
formula: seconds > 60
model: marts.calls
kind: count
numerator: count(*) filter (seconds > 60)
unit: count
better: lower
"""


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        ("seconds > 60)", "second > 60)", 'Referenced column "second" not found'),
        ("marts.calls", "marts.legs", "Table with name legs does not exist"),
        ("count(*) filter (seconds > 60)", "count(*", "syntax error"),
    ],
)
def test_an_own_kpi_that_cannot_be_computed_is_refused(
    tmp_path: Path, written: str, instead: str, says: str
) -> None:
    file = tmp_path / "long_calls.yml"
    file.write_text(KPI, encoding="utf-8")
    with duckdb.connect() as connection:
        connection.execute("create schema marts")
        connection.execute("create table marts.calls (business_date date, seconds integer)")
        refuse_unbound(connection, tmp_path)
        file.write_text(KPI.replace(written, instead, 1), encoding="utf-8")
        with pytest.raises(Problem) as refused:
            refuse_unbound(connection, tmp_path)
    assert str(file) in str(refused.value) and says in str(refused.value)
