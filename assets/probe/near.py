"""The sources that a file comes nearest to, and what it lacks for each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assets.files.head import Head, head_of
from assets.files.landing import LandedFile
from assets.files.match import NAMES_COMPARED
from assets.files.packed import Unreadable
from assets.probe.layout import Layout
from assets.probe.likeness import likest
from assets.sources.source import Source

LEAST = 0.15  # of the headers needed; less is chance


@dataclass(frozen=True)
class Near:
    """A source that does not take the file."""

    source: Source
    found: list[str]  # headers that it knows
    lacking: list[str]  # headers that it needs, as "a or b"
    differing: dict[str, tuple[str, str]] = field(default_factory=dict)  # word → (source's, file's)
    alike: dict[str, str] = field(default_factory=dict)  # lacking header → one of the file's

    @property
    def needed(self) -> int:
        return len(set(self.source.missing_headers([])))

    @property
    def likeness(self) -> float:
        """Share of the headers needed that the file has; one that is only alike counts half."""
        has = self.needed - len(self.lacking) + len(self.alike) / 2
        return has / max(self.needed, 1)


def nearest_sources(
    file: LandedFile, layout: Layout, sources: Mapping[str, Source], most: int = 3
) -> list[Near]:
    """Compares headers however the file is laid out; what is laid out differently is told."""
    head = head_of(file)
    near = [
        _near(file.base_name, layout, _names(head, layout, one), one) for one in sources.values()
    ]
    known = [one for one in near if one.likeness >= LEAST]
    known.sort(key=lambda one: (-one.likeness, -len(one.found), len(one.differing), one.source.id))
    return known[:most]


def _names(head: Head, layout: Layout, source: Source) -> list[str]:
    """In JSON a source says itself where its records are, and so what their names are."""
    if layout.format != "json" or source.format != "json":
        return layout.header
    try:
        return head.header(source)
    except Unreadable:
        return layout.header


def _near(file_name: str, layout: Layout, header: list[str], source: Source) -> Near:
    found = source.matched_headers(header)
    lacking = list(dict.fromkeys(source.missing_headers(header)))  # two columns may need one header
    left = [name for name in header[:NAMES_COMPARED] if name not in found]
    alike = {group: likest(group.split(" or "), left) for group in lacking}
    return Near(
        source,
        found,
        lacking,
        dict(_differing(file_name, layout, source)),
        {group: name for group, name in alike.items() if name},
    )


def _differing(file_name: str, layout: Layout, source: Source) -> list[tuple[str, tuple[str, str]]]:
    if source.format != layout.format:
        return [("format", (source.format, layout.format))]
    pairs = []
    if not source.takes_name(file_name):
        pairs.append(("pattern", (source.pattern, file_name)))
    if layout.format in ("csv", "json") and not _are_alike(source.encoding, layout.encoding):
        pairs.append(("encoding", (source.encoding, layout.encoding)))
    if layout.format == "csv" and source.delimiter != layout.delimiter:
        pairs.append(("delimiter", (source.delimiter, layout.delimiter)))
    if layout.format in ("csv", "xlsx") and source.header_row != layout.header_row:
        pairs.append(("header_row", (str(source.header_row), str(layout.header_row))))
    return pairs


def _are_alike(a: str, b: str) -> bool:
    """GBK is a part of GB18030."""
    names = [name.replace("gbk", "gb18030").replace("gb2312", "gb18030") for name in (a, b)]
    return names[0] == names[1]
