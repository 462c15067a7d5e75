"""Where a source takes each column from in a file, and the headers that it leaves."""

from collections.abc import Mapping as Mapped
from dataclasses import dataclass

from assets.probe.likeness import HOLDS, MOST_NAMES, Name, known_names, meanings_of
from assets.sources.mapping import Mapping
from assets.sources.source import Source


@dataclass(frozen=True)
class Origins:
    """The headers of a file as a source sees them."""

    columns: dict[str, str]  # column → its headers, or `= constant`; those that the file gives
    needed: list[str]  # headers that the file must have, and has
    offered: list[str]  # headers that it may have, and has
    unused: dict[str, list[Name]]  # header → names that are like it, of columns still empty


def origins_of(source: Source, header: list[str], sources: Mapped[str, Source]) -> Origins:
    found = {name: _origin(source.columns[name], header) for name in source.columns}
    columns = {name: found[name] for name in source.canonical.columns if found.get(name)}
    matched = source.matched_headers(header)
    needed = {name for group in _needs(source) for name in group}
    names = [name for name in known_names(sources) if name.column not in columns]
    unused = [name for name in header if name not in matched]
    return Origins(
        columns,
        needed=[name for name in matched if name in needed],
        offered=[name for name in matched if name not in needed],
        unused={
            name: [one.known for one in meanings_of(name, source.canonical, names, HOLDS)]
            if position < MOST_NAMES
            else []
            for position, name in enumerate(unused)
        },
    )


def _needs(source: Source) -> list[list[str]]:
    groups = [group for one in source.columns.values() if not one.optional for group in one.needs()]
    return [*groups, [*source.leave_out, *source.only]]


def _origin(mapping: Mapping, header: list[str]) -> str:
    if mapping.value is not None:
        return f"= {mapping.value}"
    if mapping.names:
        return next((name for name in mapping.names if name in header), mapping.file_name or "")
    if mapping.sum:
        return " + ".join(mapping.sum)
    if mapping.join:
        return mapping.separator.join(mapping.join)
    return f"{mapping.date} {mapping.time}" if mapping.date else mapping.file_name or ""
