"""Whether a customer's message only closes the chat: told while its text is at hand."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from assets.raw.expression import NOTHING, ColumnSql, Reading, column_sql
from assets.raw.quoting import literal
from metrics.documents import read_document

COLUMN, TEXT, SENDER = "is_courtesy", "body", "sender_role"


class Courtesies(BaseModel):
    """metrics/courtesies.yml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    longest: int = Field(gt=0)
    texts: tuple[str, ...]


@cache
def load_courtesies() -> Courtesies:
    return read_document(files("metrics").joinpath("courtesies.yml"), Courtesies)


def courtesy(reading: Reading, made: Mapping[str, ColumnSql]) -> dict[str, ColumnSql]:
    """The column beside the others of a log with texts; nothing where the file has none."""
    source = reading.source
    mapping, column = source.columns.get(TEXT), source.canonical.columns.get(TEXT)
    if COLUMN not in source.canonical.columns or mapping is None or column is None:
        return {}
    text = column_sql(reading, mapping, column).text
    if text == NOTHING:
        return {}
    return {COLUMN: ColumnSql(NOTHING, _closes(made[SENDER].value, text))}


def _closes(sender: str, text: str) -> str:
    """Longer texts first, so that few get as far as the regular expression."""
    known = load_courtesies()
    listed = ", ".join(map(literal, ("", *known.texts)))
    letters = f"regexp_replace(lower({text}), '[^\\p{{L}}\\p{{N}}?？]+', '', 'g')"
    return (
        f"case when lower({sender}) is distinct from 'customer' then false "
        f"when length({text}) <= {known.longest} then {letters} in ({listed}) "
        f"and regexp_matches({text}, '\\S') else false end"
    )
