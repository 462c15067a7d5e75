"""A relation: its SQL, what its columns mean, what must hold, and which days it reads."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal

import duckdb
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

# libyaml where PyYAML has it: ten times as quick
SAFE_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Severity = Literal["block", "warn"]
# a table is rebuilt by days, or whole: made anew when a log that has no days changes
Materialized = Literal["view", "days", "whole"]
CheckKind = Literal["not_null", "at_least", "at_most", "one_of", "not_after", "not_above", "within"]
RuleName = Literal["stands_once", "sum_of_parts", "parts_within_whole", "steps_in_order"]

# what the macros of prepare.sql read; the others read the desk's clock
TABLE_OF_MACRO = {
    "schedule_of": "settings.schedules",
    "business_clock": "settings.open_days",
}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(_Frozen):
    """One text in both languages."""

    en: str
    zh: str


class Check(_Frozen):
    """A promise about one column: `not_null`, or `{at_least: 0, severity: block}`.

    `within: [queued_at, ended_at]` holds for seconds that fit between these two moments.
    """

    kind: CheckKind
    argument: int | float | str | tuple[str, ...] | None = None
    severity: Severity = "warn"

    @model_validator(mode="before")
    @classmethod
    def _from_yaml(cls, written: Any) -> Any:
        if isinstance(written, str):
            written = {written: None}
        if not isinstance(written, dict) or "kind" in written:
            return written
        severity = written.get("severity")
        words = {word: argument for word, argument in written.items() if word != "severity"}
        if len(words) != 1:
            raise ValueError("a check is one word with its argument")
        ((kind, argument),) = words.items()
        severity = severity or ("block" if kind == "not_null" else "warn")
        return {"kind": kind, "argument": argument, "severity": severity}


class Column(_Frozen):
    description: str
    type: str | None = None
    checks: tuple[Check, ...] = ()


class TableCheck(_Frozen):
    """A query that must return no rows; several of one relation may bear one name."""

    name: RuleName
    sql: str
    severity: Severity = "warn"
    label: Text


class Window(_Frozen):
    """Which days of another relation one day of this model needs, by which of its dates."""

    before: int | Literal["ever"] = 0
    after: int = Field(default=0, ge=0)
    dates: tuple[str, ...] = ("business_date",)


class Spec(_Frozen):
    """The .yml file of a model."""

    description: Text
    materialized: Materialized
    reads: dict[str, Window] = {}
    dates: tuple[str, ...] = ("business_date",)
    period: Literal["day", "month"] = "day"  # a month stands on its first day
    columns: dict[str, Column]
    checks: tuple[TableCheck, ...] = ()


class Model(_Frozen):
    """`schema_name.name` is the table, the path below sql/ and the key of the asset.

    Where the query is a union, `scans` has its parts by the one relation and date that each reads.
    """

    schema_name: str
    name: str
    query: str
    spec: Spec
    scans: dict[tuple[str, str], str] = {}

    @property
    def table(self) -> str:
        return f"{self.schema_name}.{self.name}"

    @property
    def description(self) -> Text:
        return self.spec.description

    @property
    def columns(self) -> dict[str, Column]:
        return self.spec.columns

    @property
    def checks(self) -> tuple[TableCheck, ...]:
        return self.spec.checks

    @property
    def dates(self) -> tuple[str, ...]:
        return self.spec.dates

    @property
    def materialized(self) -> Materialized:
        return self.spec.materialized

    def window(self, relation: str) -> Window:
        return self.spec.reads.get(relation, Window())


@cache
def load_models() -> dict[str, Model]:
    """Every shipped model by table name, each after the models that it reads."""
    folders = [folder for folder in files("sql").iterdir() if folder.is_dir()]
    found = [
        _load(folder.name, file)
        for folder in sorted(folders, key=lambda folder: folder.name)
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".sql")
    ]
    return in_order({model.table: model for model in found})


def in_order(models: dict[str, Model]) -> dict[str, Model]:
    """The same models, each after those that it reads."""
    ordered: dict[str, Model] = {}

    def place(model: Model) -> None:
        if model.table not in ordered:
            for table in sorted(dependencies(model) & models.keys()):
                place(models[table])
            ordered[model.table] = model

    for model in models.values():
        place(model)
    return ordered


def dependencies(model: Model) -> frozenset[str]:
    """Tables that the model's SQL reads, as schema.table."""
    if model.scans and "settings." not in model.query:
        return frozenset(relation for relation, _ in model.scans)
    return _tables(model.query)


@cache
def _tables(query: str) -> frozenset[str]:
    statement = "select json_serialize_sql(?::varchar)"
    ((answer,),) = _parser().cursor().execute(statement, [query]).fetchall()
    found = set[str]()

    def note(node: dict[str, Any]) -> dict[str, Any]:
        found.update(_table_of(node))
        return node

    tree = json.loads(answer, object_hook=note)
    if tree["error"]:
        raise ValueError(f"not valid SQL: {tree['error_message']}\n{query}")
    return frozenset(found)


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def _table_of(node: dict[str, Any]) -> Iterator[str]:
    if node.get("type") == "BASE_TABLE" and node.get("schema_name"):
        yield f"{node['schema_name']}.{node['table_name']}"
    if node.get("type") == "FUNCTION" and node.get("schema") == "settings":
        yield TABLE_OF_MACRO.get(node["function_name"], "settings.desk")


def _load(schema: str, file: Traversable) -> Model:
    name = file.name.removesuffix(".sql")
    sheet = files("sql").joinpath(schema, f"{name}.yml")
    try:
        spec = Spec.model_validate(yaml.load(sheet.read_text(encoding="utf-8"), SAFE_LOADER))
    except ValidationError as error:
        raise ValueError(f"sql/{schema}/{name}.yml: {error}") from error
    query = file.read_text(encoding="utf-8")
    return Model(schema_name=schema, name=name, query=query, spec=spec)
