"""A draft of a source for a file that none takes: what it proves is declared, the rest is asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from assets.raw.layout import Layout
from assets.raw.likeness import HOLDS, Guess, Meaning, guess_logs, known_names, meanings_of
from assets.raw.log import load_logs
from assets.raw.number_marks import fitting_marks
from assets.raw.proposal import Entry, Proposal, is_plausible, propose
from assets.raw.source import Source, SourceSpec
from assets.raw.sources import load_sources
from metrics.documents import Problem, nearest, parse_document
from metrics.label import Language
from metrics.saying import said

NULL_WORDS = ("?", "-", "--", "—", "N/A", "NULL", "null", "None", "nan")
NUMBERS = ("integer", "number", "money", "seconds")


@dataclass(frozen=True)
class Draft:
    """The text of a source's YAML, its log, and the columns that a person must fill in."""

    text: str
    log: str
    to_fill: list[str]


def draft(
    file: str, layout: Layout, sources: dict[str, Source], language: Language, log: str = ""
) -> Draft:
    """Writes the YAML as text; it is a valid source at once, though one with gaps takes no file."""
    import duckdb

    guesses = guess_logs(layout.header, sources)
    if log and log not in load_logs():
        raise Problem(f'there is no log "{log}".{nearest(log, [*load_logs()])}')
    if not log and not guesses[0].meanings:
        known = ", ".join(load_logs())
        raise Problem(f"{file}: no header tells which log this is; name one with --log: {known}")
    chosen = _plausible(
        next(one for one in guesses if one.log.name == (log or one.log.name)), layout
    )
    with duckdb.connect() as connection:
        proposals = {
            column: propose(
                connection,
                _texts(layout, meaning.header),
                meaning,
                chosen.log.columns[column],
                sources,
            )
            for column, meaning in chosen.meanings.items()
        }
    writer = _Writer(file, layout, chosen, proposals, sources, language)
    text = "\n".join(writer.lines()) + "\n"
    parse_document(text, SourceSpec, where="draft")
    return Draft(text, chosen.log.name, writer.to_fill)


def _plausible(guess: Guess, layout: Layout) -> Guess:
    """Without headers whose cells cannot be what their column takes."""
    columns = guess.log.columns
    kept = {
        name: meaning
        for name, meaning in guess.meanings.items()
        if is_plausible(_texts(layout, meaning.header), columns[name])
    }
    required = [name for name, column in columns.items() if column.required]
    return Guess(guess.log, kept, [name for name in required if name not in kept])


def _texts(layout: Layout, header: str) -> list[str]:
    """The different texts of a column, less the words that mean none."""
    return sorted(set(layout.cells(header)) - set(NULL_WORDS))


def draft_path(name: str, home: Path | None) -> Path:
    """A .yml file as it is named; an id stands for a file in the desk's sources/."""
    path = Path(name)
    if path.suffix in (".yml", ".yaml"):
        return path
    if not re.fullmatch(r"[a-z0-9_-]+", name):
        raise Problem(f'"{name}" is no id; use small letters, digits and underscores.')
    if home is None:
        raise Problem(f"there is no desk here to draft {name} for; name a file: {name}.yml")
    if name in load_sources():
        raise Problem(f'"{name}" is a shipped source; a draft needs an id of its own.')
    return home / "sources" / f"{name}.yml"


def write_draft(text: str, path: Path) -> None:
    """Writes a new file; one that stands there is never written over."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise Problem(f"{path}: stands already; name another, or delete it first.") from None
    except OSError as error:
        raise Problem(f"{path}: cannot be written: {error.strerror}.") from None


class _Writer:
    """Lines of the YAML, in the order in which a person fills them in."""

    def __init__(
        self,
        file: str,
        layout: Layout,
        guess: Guess,
        proposals: dict[str, Proposal],
        sources: dict[str, Source],
        language: Language,
    ) -> None:
        self.file, self.layout, self.guess, self.proposals = file, layout, guess, proposals
        self.names, self.language = known_names(sources), language
        required = [n for n, column in guess.log.columns.items() if column.required]
        self.to_fill = [n for n in required if n not in proposals or proposals[n].is_open]

    def lines(self) -> Iterator[str]:
        layout, log = self.layout, self.guess.log
        yield f"# {self._say('drafted', file=self.file)}"
        label = self.file.split(".")[0]
        yield f"label: {_flow({'en': label, 'zh': label})}"
        yield f"log: {log.name}   # {log.description.in_(self.language)}"
        yield f"format: {layout.format}"
        yield from self._form()
        yield f"# time_zone: desk   # {self._say('time_zone')}"
        nulls = [
            one for one in NULL_WORDS if any(one in cells.values() for cells in layout.samples)
        ]
        if nulls:
            yield f"null_words: {_flow(['', *nulls])}"
        yield from self._marks()
        yield "columns:"
        for column in log.columns:
            yield from self._column(column)
        yield from self._left()
        yield f"# as_of: {self._say('as_of')}"
        yield f"# reference: {self._say('reference')}"

    def _form(self) -> Iterator[str]:
        """What the file needs to be read at all, where it is not the default."""
        layout = self.layout
        if layout.format in ("csv", "jsonl", "json") and layout.encoding != "utf-8":
            doubt = "" if layout.is_encoding_known else f"   # {self._say('encoding')}"
            yield f"encoding: {layout.encoding}{doubt}"
        if layout.format == "csv":
            if layout.delimiter != ",":
                yield f'delimiter: "{layout.delimiter}"'.replace("\t", "\\t")
            if layout.quote != '"':
                yield f"quote: {_flow(layout.quote)}"
            if not layout.has_header:
                yield f"header: {_flow(layout.header)}   # {self._say('header')}"
        if layout.header_row > 1:
            yield f"header_row: {layout.header_row}"
        if len(layout.sheets) > 1:
            yield f"sheet: {_flow(layout.sheets[0])}   # {self._say('others')}: " + _flow(
                layout.sheets[1:]
            )
        if layout.lists:
            others = f"   # {self._say('others')}: {_flow(layout.lists[1:])}"
            yield f"records: {layout.lists[0]}{others if layout.lists[1:] else ''}"

    def _marks(self) -> Iterator[str]:
        texts = [
            text
            for column, meaning in self.guess.meanings.items()
            if self.guess.log.columns[column].type in NUMBERS
            for text in _texts(self.layout, meaning.header)
        ]
        marks = fitting_marks(texts)
        if not marks or marks[0] == (".", ""):
            return
        lead = "# " if len(marks) > 1 else ""
        if lead:
            yield f"# {self._say('choose')}"
        for decimal, thousands in marks:
            yield f'{lead}decimal_mark: "{decimal}"'
            if thousands:
                yield f'{lead}thousands: "{thousands}"'

    def _column(self, column: str) -> Iterator[str]:
        spec = self.guess.log.columns[column]
        proposal, meaning = self.proposals.get(column), self.guess.meanings.get(column)
        if proposal is None or meaning is None:
            if spec.required:
                yield f"  # {column}: {spec.description}"
                yield from self._gap(column)
            return
        if not proposal.is_open:
            yield f"  {column}: {_entry(proposal.entry)}{self._because(meaning)}"
            return
        yield f"  # {column}: {spec.description}"
        yield f"  # {self._say('words' if proposal.words else 'choose')}"
        for entry in proposal.choices:
            yield f"  #   {column}: {_entry(entry)}"
        if proposal.words:
            entry = proposal.entry | {"values": dict.fromkeys(proposal.words, "?")}
            yield f"  #   {column}: {_entry(entry)}"
        if spec.required:
            yield from self._gap(column)

    def _gap(self, column: str) -> Iterator[str]:
        """A header that no file has, so that the draft takes none before it is filled in."""
        yield f"  {column}: {_flow(self._say('fill_in', column=column))}"

    def _because(self, meaning: Meaning) -> str:
        known = meaning.known
        if meaning.likeness == 1 and not known.source:
            return ""
        if not known.source:
            return f"   # {self._say('like', likeness=round(meaning.likeness * 100))}"
        return f"   # {self._say('known', name=known.name, source=known.source)}"

    def _left(self) -> Iterator[str]:
        used = {meaning.header for meaning in self.guess.meanings.values()}
        left = [name for name in self.layout.header if name not in used]
        if left:
            yield f"  # {self._say('left')}"
        for name in left:
            found = meanings_of(name, self.guess.log, self.names, HOLDS)
            like = [one.column for one in found if one.column not in self.guess.meanings][:2]
            yield f"  #   {_flow(name)}" + (f"   → {', '.join(like)}?" if like else "")

    def _say(self, key: str, **values: object) -> str:
        return said("draft", key, **values).in_(self.language)


def _entry(entry: Entry) -> str:
    return _flow(entry["from"] if len(entry) == 1 else entry)


def _flow(value: object) -> str:
    """A value as YAML writes it within one line."""
    text = yaml.safe_dump(
        [value], default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**9
    )
    return text.strip()[1:-1]
