"""Which keys of a record are kept: fields.yml, applied to records and written as GraphQL."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import ConfigDict, RootModel

from metrics.documents import read_document

Record = dict[str, Any]
Fields = Mapping[str, "Fields | None"]


class FieldLists(RootModel[dict[str, dict[str, Any]]]):
    """Kind of record → its kept keys; a key without keys of its own is a plain value."""

    model_config = ConfigDict(frozen=True)


@cache
def fields_of(kind: str) -> Fields:
    return read_document(files("assets").joinpath("pulls", "fields.yml"), FieldLists).root[kind]


def kept(record: Mapping[str, Any], fields: Fields) -> Record:
    """Plain values, or records and lists of records where the list says so; nothing else."""
    found: Record = {}
    for written, inner in fields.items():
        name = written.partition("(")[0]
        if name in record and _fits(record[name], inner):
            found[name] = _kept_value(record[name], inner)
    return found


def selection(fields: Fields) -> str:
    """The same list as the selection of a GraphQL query."""
    words = [f"{name} {selection(inner)}" if inner else name for name, inner in fields.items()]
    return "{ " + " ".join(words) + " }"


def _fits(value: object, inner: Fields | None) -> bool:
    return value is None or (inner is not None) == isinstance(value, dict | list)


def _kept_value(value: Any, inner: Fields | None) -> Any:
    if inner is None or value is None:
        return value
    if isinstance(value, list):
        return [kept(one, inner) for one in value if isinstance(one, dict)]
    return kept(value, inner)
