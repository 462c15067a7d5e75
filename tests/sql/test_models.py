"""Every relation says what it is, and its file keeps to one form."""

from importlib.resources import files

import pytest

from assets.kpi_tables import kpi_models
from sql import Model, dependencies, load_models
from tests.sql.small_desk import bring_up_to_date, small_desk

MODELS = load_models()


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_the_file_is_lower_case_and_ends_with_its_last_step(model: Model) -> None:
    code = [line.split("--")[0] for line in model.query.splitlines()]
    words = "".join(part for line in code for part in line.split("'")[::2])
    assert words == words.lower().replace("none", "none"), "keywords and names are lower case"
    assert model.query.rstrip().splitlines()[-1].startswith("select * from ")


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_the_description_ends_in_the_grain(model: Model) -> None:
    assert "one row per" in model.description.en
    assert "一行" in model.description.zh


def test_the_columns_that_are_described_are_the_columns_that_there_are() -> None:
    connection = small_desk()
    bring_up_to_date(connection)
    for table, model in MODELS.items():
        found = [name for name, *_ in connection.execute(f"describe {table}").fetchall()]
        assert sorted(model.columns) == sorted(found), table


def test_models_come_after_those_that_they_read() -> None:
    seen: set[str] = set()
    for table, model in MODELS.items():
        assert dependencies(model) & MODELS.keys() <= seen, table
        seen.add(table)


def test_windows_are_declared_for_relations_that_are_read() -> None:
    for table, model in MODELS.items():
        assert model.spec.reads.keys() <= dependencies(model), table


def test_every_relation_has_both_files() -> None:
    folder = files("sql")
    for schema in ("staged", "marts"):
        names = {path.name for path in folder.joinpath(schema).iterdir()}
        assert {name for name in names if name.endswith(".sql")} == {
            name.replace(".yml", ".sql") for name in names if name.endswith(".yml")
        }


def test_what_scans_say_that_they_read_is_what_their_sql_reads() -> None:
    for model in kpi_models().values():
        whole = model.model_copy(update={"scans": {}})
        assert dependencies(model) == dependencies(whole), model.table
