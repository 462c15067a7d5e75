"""An event of the ledger: a folder that stands whole, with its line in the chain, or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assets.desk.home import Desk
from assets.ledger.chain import SUMS, Event, Link, append, head, read_chain
from assets.ledger.sums import digest, write_sums


@contextmanager
def new_event(desk: Desk, folder: str, event: Event) -> Iterator[Path]:
    """A folder to fill. It is written beside, renamed, and counts once the chain names it."""
    links = read_chain(desk.ledger)
    final = desk.ledger / folder
    incoming = final.with_name(f".{final.name}.incoming")
    shutil.rmtree(incoming, ignore_errors=True)
    incoming.mkdir(parents=True)
    try:
        yield incoming
        write_sums(incoming)
        _put_aside(final)
        os.replace(incoming, final)
    except BaseException:
        shutil.rmtree(incoming, ignore_errors=True)
        raise
    append(desk.ledger, Link(digest(final / SUMS), folder, head(links), event))


def next_folder(links: list[Link], period: str, ending: str = "") -> str:
    """2026-10/1, 2026-10/2 …; with an ending 2026-10/correction-1."""
    number = 1
    taken = {link.folder for link in links}
    while f"{period}/{ending}{number}" in taken:
        number += 1
    return f"{period}/{ending}{number}"


def _put_aside(final: Path) -> None:
    """What an event that was cut off before its last step left; the chain does not know it."""
    if final.exists():
        aside = final.with_name(f".{final.name}.cut-off")
        shutil.rmtree(aside, ignore_errors=True)
        os.replace(final, aside)
