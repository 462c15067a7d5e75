"""ledger/chain.tsv: one line per event, sealing the event's files and the line before it."""

import hashlib
import os
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

from metrics.documents import Problem
from metrics.label import Label
from metrics.saying import said

Event = Literal["closed", "reopened", "corrected", "approved"]
FIRST = "0" * 64  # stands before the first line
SUMS = "SHA256SUMS"
_LINE = re.compile(
    r"(?P<seal>[0-9a-f]{64})  (?P<folder>[^\t]+)/SHA256SUMS"
    r"\t(?P<before>[0-9a-f]{64})\t(?P<event>closed|reopened|corrected|approved)"
)


@dataclass(frozen=True)
class Link:
    """`seal` is the hash of the event's SHA256SUMS, `before` that of the line above."""

    seal: str
    folder: str
    before: str
    event: Event

    @property
    def period(self) -> str:
        return self.folder.partition("/")[0]

    @property
    def line(self) -> str:
        return f"{self.seal}  {self.folder}/{SUMS}\t{self.before}\t{self.event}\n"

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.line.encode()).hexdigest()


def read_chain(ledger: Path) -> list[Link]:
    """Every event in order; a line that is none is named."""
    path = ledger / "chain.tsv"
    if not path.is_file():
        return []
    text = path.read_bytes().decode(encoding="utf-8", errors="replace")
    lines = re.findall(r"[^\n]*\n|[^\n]+$", text)
    return [_link(path, number, line) for number, line in enumerate(lines, 1)]


def _link(path: Path, number: int, line: str) -> Link:
    found = _LINE.fullmatch(line.removesuffix("\n"))
    if found is None or not line.endswith("\n"):
        raise Problem(f"{path}, line {number}: not a line of the chain; put back a copy of it.")
    return Link(**found.groupdict())  # type: ignore[arg-type]


def head(links: list[Link]) -> str:
    return links[-1].hash if links else FIRST


def append(ledger: Path, link: Link) -> None:
    """The file with one more line, or as it was: this is the moment at which the event stands."""
    path = ledger / "chain.tsv"
    before = path.read_bytes() if path.is_file() else b""
    incoming = path.with_name(".chain.tsv.incoming")
    with incoming.open("wb") as file:
        file.write(before + link.line.encode())
        file.flush()
        os.fsync(file.fileno())
    os.replace(incoming, path)


def broken_links(ledger: Path, links: list[Link]) -> list[Label]:
    """Lines that do not follow from the one above, and seals that are not their event's."""
    faults = []
    lines = [Link("", "", "", "closed"), *links]
    for number, (above, link) in enumerate(pairwise(lines), 1):
        if link.before != (above.hash if number > 1 else FIRST):
            faults.append(said("ledger", "chain_broken", line=number, above=number - 1))
        sums = ledger / link.folder / SUMS
        if not sums.is_file():
            faults.append(said("ledger", "event_missing", line=number, folder=link.folder))
        elif hashlib.sha256(sums.read_bytes()).hexdigest() != link.seal:
            faults.append(said("ledger", "seal_broken", line=number, file=f"{link.folder}/{SUMS}"))
    named = [link.folder for link in links]
    faults += [said("ledger", "event_twice", folder=one) for one in sorted({*named})
               if named.count(one) > 1]  # fmt: skip
    return faults
