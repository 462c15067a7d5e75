"""Verifying: nothing in the ledger changed, and the frozen inputs still give the frozen results."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from assets.desk.home import Desk
from assets.ledger.chain import Link, broken_links, read_chain
from assets.ledger.closes import Close, closes
from assets.ledger.content import content_of
from assets.ledger.frozen import MADE, Row, line_of, read_tables
from assets.ledger.recompute import recomputed
from assets.ledger.rules import frozen_desk
from assets.ledger.sums import changed_files
from assets.state import program
from metrics.documents import Problem
from metrics.label import Label
from metrics.saying import said


@dataclass
class Verdict:
    """`faults` must not be; `remarks` follow from another version of the program."""

    closes: list[str] = field(default_factory=list)
    faults: list[Label] = field(default_factory=list)
    remarks: list[Label] = field(default_factory=list)
    head: str = ""


def verify(desk: Desk, period: str) -> Verdict:
    """The whole chain, every event of the period file by file, every close computed again."""
    links = read_chain(desk.ledger)
    if period not in closes(desk):
        language = desk.settings.language
        raise Problem(said("ledger", "never_closed", period=period).in_(language))
    verdict = Verdict(faults=broken_links(desk.ledger, links), head=links[-1].hash)
    verdict.faults += _unnamed(desk, period, links)
    for link in links:
        if link.period == period and (desk.ledger / link.folder).is_dir():
            changed = changed_files(desk.ledger / link.folder, link.folder)
            verdict.faults += changed
            if link.event == "closed":
                verdict.closes.append(link.folder)
                _compute_again(desk, link, verdict, is_whole=not changed)
    return verdict


def _unnamed(desk: Desk, period: str, links: list[Link]) -> list[Label]:
    """Folders that the chain does not know, but for what a cut-off event left (hidden)."""
    named = {link.folder for link in links}
    folders = sorted((desk.ledger / period).glob("[!.]*"))
    names = [one.relative_to(desk.ledger).as_posix() for one in folders]
    return [said("ledger", "not_in_chain", folder=one) for one in names if one not in named]


def _compute_again(desk: Desk, link: Link, verdict: Verdict, *, is_whole: bool) -> None:
    folder = desk.ledger / link.folder
    with TemporaryDirectory() as scratch:
        again = Path(scratch)
        try:
            tables = read_tables(folder)
            record = Close(link.period, folder, link, False).record
            own = frozen_desk(desk, folder / "rules")
            made = recomputed(own, link.period, tables, again)
        except (Problem, ValueError, OSError, KeyError) as error:
            why = str(error).splitlines()[0]
            verdict.faults.append(said("ledger", "cannot_compute", folder=link.folder, why=why))
            return
        except Exception:
            if is_whole:
                raise
            return  # a changed file, named already, that nothing can be computed from
        is_same = record.get("program") == program()
        for name in (one for one in MADE if (folder / f"{one}.jsonl").is_file()):
            verdict.faults += _compared(link.folder, name, tables[name], made[name], is_same)
        books = _changed_books(link.folder, folder / "statements", again)
        (verdict.faults if is_same else verdict.remarks).extend(books)
        if not is_same:
            other = said("ledger", "other_program", folder=link.folder,
                         version=record.get("version"))  # fmt: skip
            verdict.remarks.append(other)


def _compared(
    folder: str, name: str, frozen: list[Row], made: list[Row], is_same: bool
) -> list[Label]:
    """Line by line; another version of the program may have more columns, but no other values."""
    file = f"{folder}/{name}.jsonl"
    if len(frozen) != len(made):
        return [said("ledger", "other_count", file=file, frozen=len(frozen), made=len(made))]
    faults = []
    for number, (old, new) in enumerate(zip(frozen, made, strict=True), 1):
        now = new if is_same else {key: new.get(key) for key in old}
        if line_of(old) != line_of(now):
            changed = sorted(key for key in {*old, *now} if old.get(key) != now.get(key))
            faults.append(said("ledger", "other_result", file=file, line=number,
                               agent=old.get("agent_id"), columns=", ".join(changed)))  # fmt: skip
    return faults


def _changed_books(folder: str, frozen: Path, again: Path) -> list[Label]:
    """By what stands in them: the same content may be packed in different ways."""
    names = sorted({
        path.relative_to(place).as_posix()
        for place in (frozen, again)
        for path in place.rglob("*")
        if path.is_file()
    })  # fmt: skip
    return [
        said("ledger", "other_statement", file=f"{folder}/statements/{name}")
        for name in names
        if content_of(frozen / name) != content_of(again / name)
    ]


def as_json(verdict: Verdict) -> str:
    answer = {
        "ok": not verdict.faults,
        "closes": verdict.closes,
        "head": verdict.head,
        "faults": [{"en": one.en, "zh": one.zh} for one in verdict.faults],
        "remarks": [{"en": one.en, "zh": one.zh} for one in verdict.remarks],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)
