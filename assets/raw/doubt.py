"""Which records the quick reading may have got wrong; every bad record is among them.

Those that the source leaves out may be too. What is stored as the file has it is looked through
where it is stored: packed, a word that comes often is looked at once. What hardly ever comes twice
is looked at on its way in, while it is at hand.
"""

from collections.abc import Iterable

from assets.raw.expression import Reading
from assets.raw.quoting import identifier
from assets.raw.record import columns_sql, fallible_columns


def doubt(reading: Reading, prefix: str, *, keep_text: bool) -> str:
    """True for a record in doubt, over `selected`."""
    log = reading.source.canonical
    required = [
        f"{identifier(f'{prefix}v_{name}')} is null"
        for name, column in log.columns.items()
        if column.required
    ]
    untidy = map(_untidy, _read_as_text(reading, keep_text=keep_text))
    return _any([*_failed(reading, prefix), *required, *untidy])


def doubt_while_read(reading: Reading, prefix: str, *, keep_text: bool) -> str:
    """The part of it that only the cells of the file can tell."""
    stored = _stored_as_they_are(reading, keep_text=keep_text)
    untidy = [
        _untidy(name) for name in _read_as_text(reading, keep_text=keep_text) if name not in stored
    ]
    return _any([*_failed(reading, prefix), *untidy])


def doubt_once_stored(reading: Reading, *, keep_text: bool) -> str:
    """The other part, over the raw table."""
    columns = reading.source.canonical.columns
    required = [f"{identifier(name)} is null" for name, one in columns.items() if one.required]
    untidy = map(_untidy, _stored_as_they_are(reading, keep_text=keep_text).values())
    return _any([*required, *untidy])


def _any(doubts: Iterable[str]) -> str:
    return f"coalesce({' or '.join([*doubts, 'false'])}, false)"


def _failed(reading: Reading, prefix: str) -> list[str]:
    """Text that became nothing; of a required column every nothing is in doubt anyway."""
    columns = reading.source.canonical.columns
    return ["_broken is not null"] + [
        f"({identifier(f'{prefix}v_{name}')} is null "
        f"and {identifier(f'{prefix}t_{name}')} is not null)"
        for name in fallible_columns(reading.source)
        if not columns[name].required
    ]


def _untidy(name: str) -> str:
    cell = identifier(name)
    return f"({cell} < '!' or {cell}[-1] < '!')"  # blanks and what is below them


def _stored_as_they_are(reading: Reading, *, keep_text: bool) -> dict[str, str]:
    """Header → column of the log, where cells are stored as the file has them."""
    log = reading.source.canonical
    made = columns_sql(reading, keep_text=keep_text)
    headers = {identifier(name): name for name in reading.header}
    return {
        headers[sql.value]: name
        for name, sql in made.items()
        if log.columns[name].type == "text"
        and sql.value in headers
        and not log.columns[name].unique
    }


def _read_as_text(reading: Reading, *, keep_text: bool) -> list[str]:
    """Headers whose very text counts, so that a blank around it matters."""
    log = reading.source.canonical
    names: list[str] = []
    for name, mapping in reading.source.columns.items():
        column = log.columns[name]
        if column.on_request and not keep_text:
            continue
        is_text = column.type == "text" or mapping.is_mapped
        names += mapping.mentions() if is_text else [*mapping.when, *mapping.unless]
    return [name for name in dict.fromkeys(names) if name in reading.header]
