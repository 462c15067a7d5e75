"""Every shipped source reads small files of its format as its case file says."""

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from assets.desk.home import Desk
from assets.raw.load import ingest
from assets.sources.catalogue import load_sources
from assets.sources.source import Source
from assets.warehouse import open_warehouse
from tests.assets.sources.preset_case import (
    Case,
    Expected,
    Outcome,
    Reject,
    Row,
    case_sources,
    equals,
    load_cases,
)
from tests.conftest import MakeDesk

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CASES = load_cases()
PSEUDONYM_OF = "pseudonym of "
FOLDERS = {"agents": "people", "month_end_inputs": "month-end"}


@pytest.mark.parametrize("case", CASES, ids=[f"{one.source}: {one.name}" for one in CASES])
def test_a_file_of_the_format_becomes_the_expected_rows(case: Case, make_desk: MakeDesk) -> None:
    sources = load_sources()
    source = sources[case.source]
    desk = make_desk(*case.settings, time_zone=case.time_zone)
    # a fixed key, because rows stand in the order of keys that may hold pseudonyms
    (desk.home / ".pseudonym-key").write_text("0123456789abcdef" * 4, encoding="ascii")
    case.write(desk.home / FOLDERS.get(source.log, "landing"))
    with open_warehouse(desk) as connection:
        ingested = ingest(desk, connection)
        assert ingested.refusals == {}, f"no source took {case.file}"
        by_source = {load.source: load for load in ingested.loads}
        wanted = _outcomes(case.source, case.expect)
        assert sorted(by_source) == sorted(wanted), "the file went to other sources than expected"
        for name, outcome in wanted.items():
            read = by_source[name].records_read
            assert read == outcome.loaded + outcome.duplicates + len(outcome.rejected), (
                f"{name}: {by_source[name]}\n{_rejects(connection, name)}"
            )
            _compare(desk, connection, sources[name], outcome)


def test_every_source_has_cases_and_every_case_file_a_source() -> None:
    shipped = set(load_sources())
    shown_beside = {name for one in CASES for name, it in one.expect.beside.items() if it.rows}
    shown = set(case_sources()) | shown_beside
    assert sorted(shipped - shown) == [], "sources without cases: tests/assets/sources/<id>.yml"
    assert sorted(shown - shipped) == [], "cases of no source"


@pytest.mark.parametrize("source", case_sources())
def test_a_case_file_shows_rows(source: str) -> None:
    assert any(one.expect.rows for one in CASES if one.source == source)


def _outcomes(source: str, expected: Expected) -> dict[str, Outcome]:
    return {source: expected, **expected.beside}


def _compare(
    desk: Desk, connection: "DuckDBPyConnection", source: Source, outcome: Outcome
) -> None:
    ledger = connection.execute(
        "select loaded, duplicates, rejected from ops.loads where source = $source",
        {"source": source.id},
    ).fetchall()
    rejects = _rejects(connection, source.id)
    assert ledger == [(outcome.loaded, outcome.duplicates, len(outcome.rejected))], (
        f"{source.id}: (loaded, duplicates, rejected) differ; rejects: {rejects}"
    )
    assert len(rejects) == len(outcome.rejected), rejects
    for wanted, found in zip(outcome.rejected, rejects, strict=True):
        assert _is_like(wanted, found), f"{source.id}: {found} is not {wanted}"
    if outcome.rows is None:
        return
    columns = list(dict.fromkeys(name for row in outcome.rows for name in row))
    unknown = [name for name in columns if name not in source.canonical.stored_columns]
    assert unknown == [], f"{source.log} has no such columns"
    found_rows = _rows(connection, source, columns)
    differences = _differences(desk, outcome.rows, found_rows)
    assert differences == [], "\n" + "\n".join(differences)


def _rejects(connection: "DuckDBPyConnection", source: str) -> list[Row]:
    relation = connection.sql(
        "select rejects.* from ops.rejects as rejects "
        "where file_id in (select file_id from ops.loads where source = $source) order by record",
        params={"source": source},
    )
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


def _is_like(wanted: Reject, found: Row) -> bool:
    exact = wanted.model_dump(exclude={"reason"}, exclude_none=True)
    return wanted.reason in found["reason"] and exact.items() <= found.items()


def _rows(connection: "DuckDBPyConnection", source: Source, columns: list[str]) -> list[Row]:
    names = ", ".join(f'"{name}"' for name in columns)
    order = ", ".join(f'"{name}" nulls last' for name in source.canonical.key)
    relation = connection.sql(
        f"select {names} from {source.canonical.table} where source = $source "
        f"order by {order}, rowid",
        params={"source": source.id},
    )
    return [dict(zip(columns, row, strict=True)) for row in relation.fetchall()]


def _differences(desk: Desk, expected: list[Row], found: list[Row]) -> list[str]:
    """Every cell that is not as written; where the number of rows differs, all rows."""
    if len(expected) != len(found):
        rows = "".join(f"\n  {_shown(row)}" for row in found)
        return [f"{len(expected)} rows expected, {len(found)} found:{rows}"]
    return [
        f"row {number}: {name} is {str(there[name])!r}, not {value!r}, in {_shown(there)}"
        for number, (row, there) in enumerate(zip(expected, found, strict=True), start=1)
        for name, value in row.items()
        if not equals(_meant(desk, value), there[name])
    ]


def _meant(desk: Desk, value: object) -> object:
    if isinstance(value, str) and value.startswith(PSEUDONYM_OF):
        text = desk.pseudonym_key().hex() + value.removeprefix(PSEUDONYM_OF)
        return sha256(text.encode()).hexdigest()[:20]
    return value


def _shown(row: Row) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in row.items()) + "}"
