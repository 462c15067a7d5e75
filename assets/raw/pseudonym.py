"""Customers' pseudonyms: SHA-256 of the desk's secret and the text, cut to eighty bits.

Hashing is the dearest thing that loading does to a record. Where a customer's records stand
together, as the messages of a chat do, each customer is hashed once per vector of rows.
"""

import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LENGTH = 20  # hexadecimal digits
FEW = 4  # customers of a vector are few where each has so many of its rows, on average


def pseudonym(text: str, *, recurs: bool = False) -> str:
    """The SQL of a text's pseudonym; `recurs` where neighbouring rows tend to share the text."""
    hashed = f"left(sha256(getvariable('pseudonym_key') || {text}), {LENGTH})"
    return f"coalesce(pseudonyms_of_few({text}), {hashed})" if recurs else hashed


def allow_pseudonyms(connection: "DuckDBPyConnection", key: str) -> None:
    """Gives the connection what the SQL of `pseudonym` asks for; once is enough."""
    if connection.execute("select getvariable('pseudonym_key') is not null").fetchone() == (True,):
        return
    from duckdb.func import ARROW, SPECIAL

    keyed = hashlib.sha256(key.encode())

    def of_few(texts: Any) -> Any:
        """Arrow texts of one vector → their pseudonyms, if few differ; else only NULL."""
        import numpy
        import pyarrow

        found = texts.chunk(0).dictionary_encode()
        many = len(found.dictionary)
        if many * FEW > len(texts):
            return pyarrow.nulls(len(texts), pyarrow.string())
        made = []
        for text in found.dictionary.to_pylist():
            one = keyed.copy()
            one.update(text.encode())
            made.append(one.hexdigest()[:LENGTH])
        # `pyarrow.array` would import pandas
        ends = pyarrow.py_buffer(numpy.arange(many + 1, dtype="int32") * LENGTH)
        letters = pyarrow.py_buffer("".join(made).encode())
        return pyarrow.StringArray.from_buffers(many, ends, letters).take(found.indices)

    connection.execute("set variable pseudonym_key = ?", [key])
    connection.create_function(
        "pseudonyms_of_few", of_few, ["VARCHAR"], "VARCHAR", type=ARROW, null_handling=SPECIAL
    )
