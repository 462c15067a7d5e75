"""How a file is laid out: what a source must declare for it to be read, and a sample of cells."""

from dataclasses import dataclass, field

from assets.sources.source import Format

SAMPLES = 1000
Cells = dict[str, str]


@dataclass(frozen=True)
class Layout:
    """A file's form, the names of its columns, and of its first records the cells with text."""

    format: Format
    header: list[str]
    samples: list[Cells] = field(default_factory=list)
    encoding: str = "utf-8"
    is_encoding_known: bool = True
    delimiter: str = ","
    quote: str = '"'
    has_header: bool = True
    header_row: int = 1
    sheets: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)  # paths to records in a JSON document

    def cells(self, name: str) -> list[str]:
        return [record[name] for record in self.samples if name in record]
