"""What is kept of a rejected record: its cells, with nothing in them that names a customer."""

from assets.raw.expression import Reading
from assets.raw.log import Log
from assets.raw.pseudonym import pseudonym
from assets.raw.quoting import identifier
from assets.sources.source import Source


def shape(reading: Reading, prefix: str) -> str:
    """The record's cells as one text: customers as pseudonyms, unmapped and failing cells masked.

    A record that is none at all is masked whole.
    """
    cells = [_shown(reading, name, prefix) for name in reading.header]
    line = f"concat_ws(',', {', '.join(f'coalesce({cell}, {_EMPTY})' for cell in cells)})"
    return f"case when _broken is not null then masked(_text) else left({line}, 1000) end"


_EMPTY = "''"


def _shown(reading: Reading, header: str, prefix: str) -> str:
    source, log = reading.source, reading.source.canonical
    cell = identifier(header)
    readers = [name for name, one in source.columns.items() if header in one.mentions()]
    if any(log.columns[name].pseudonym for name in readers):
        if len(readers) > 1:
            return f"masked({cell})"
        return pseudonym(cell)
    if not readers or any(log.columns[name].on_request for name in readers):
        return f"masked({cell})"
    failed = [_failed(source, log, name, prefix) for name in readers]
    kept = cell if set(readers) & {*log.key} else f"guarded({cell})"
    return f"case when {' or '.join(failed)} then masked({cell}) else {kept} end"


def _failed(source: Source, log: Log, name: str, prefix: str) -> str:
    """Whether the column has no value; text always has."""
    if log.columns[name].type == "text" and not source.columns[name].is_mapped:
        return "false"
    return f"{identifier(f'{prefix}v_{name}')} is null"
